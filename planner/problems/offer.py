"""Problems of the folder of a year: what was skipped, what is in the wrong place."""

from planner.problems.registry import Kind, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

KINDS: tuple[Kind, ...] = (
    Kind(
        "file-skipped",
        W,
        "'{found}' is geen werkmap en is niet gelezen.",
        "Er is niets te doen als het een bijlage is; staat er een offerte in, vraag haar dan als .xlsx.",
        "'{found}' is no workbook and has not been read.",
        "Nothing to do if it is an enclosure; if it holds a quote, ask for it as .xlsx.",
    ),
    Kind(
        "folder-skipped",
        N,
        "In de map '{found}' is niet gekeken.",
        "Leg offertes die moeten meetellen zelf in de map offertes.",
        "The folder '{found}' has not been looked into.",
        "Put quotes that must count in the folder offertes itself.",
    ),
    Kind(
        "wrong-place",
        E,
        "Dit is een werkmap '{found}'; hier hoort een werkmap '{expected}'.",
        "Leg het bestand op zijn eigen plaats; tot dan telt het als open.",
        "This is a workbook '{found}'; a workbook '{expected}' belongs here.",
        "Put the file in its own place; until then it counts as open.",
    ),
)
