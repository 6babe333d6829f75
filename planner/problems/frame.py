"""Problems of the decided frame of a year."""

from planner.problems.registry import Kind, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

KINDS: tuple[Kind, ...] = (
    Kind(
        "frame-missing",
        W,
        "Er is geen kader voor {year}; elke post staat open.",
        "Leg het kader als kader-{year}.xlsx in de map {year}.",
        "There is no frame for {year}; every heading is open.",
        "Put the frame as kader-{year}.xlsx in the folder {year}.",
    ),
    Kind(
        "frame-nominal",
        N,
        "Het kader staat in prijzen van {found} en wordt niet geïndexeerd (Indexeren: nee); "
        "het wordt nominaal vergeleken met een offerte in prijzen van {expected}.",
        "Er is niets te doen als dat het besluit is; het geïndexeerde plafond staat ernaast ter informatie.",
        "The frame is in prices of {found} and is not indexed (Indexeren: nee); "
        "it is compared nominally with an offer in prices of {expected}.",
        "Nothing to do if that is the decision; the indexed ceiling stands beside it for information.",
    ),
    Kind(
        "frame-indexed",
        N,
        "De plafonds staan in prijzen van {found} en zijn geïndexeerd naar {expected} (Indexeren: ja).",
        "Er is niets te doen als dat het besluit is.",
        "The ceilings are in prices of {found} and have been indexed to {expected} (Indexeren: ja).",
        "Nothing to do if that is the decision.",
    ),
)
