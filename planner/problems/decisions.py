"""Problems of asking, deciding and accepting: what keeps a step of the cycle from being taken."""

from planner.problems.registry import Kind, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

KINDS: tuple[Kind, ...] = (
    Kind(
        "request-without-date",
        W,
        "Kalender heeft voor {year} geen '{milestone}'; de uitvraag zegt dat de uiterste datum volgt.",
        "Zet de datum in Kalender en geef de uitvraag opnieuw uit.",
        "Kalender has no '{milestone}' for {year}; the request says that the date is still to come.",
        "Put the date in Kalender and issue the request again.",
    ),
    Kind(
        "request-last-unusable",
        E,
        "De opdracht van vorig jaar van {organisation} ({role}) kan niet worden gelezen; er is geen uitvraag gemaakt.",
        "Herstel dit bestand en geef de uitvraag dan uit: zonder dat ontbreken haar regels.",
        "Last year's assignment of {organisation} ({role}) cannot be read; no request was made.",
        "Mend this file and then issue the request: without it the lines would be missing.",
    ),
    Kind(
        "answers-request",
        N,
        "Antwoord op {request}.",
        "Er is niets te doen.",
        "Answer to {request}.",
        "Nothing to do.",
    ),
    Kind(
        "answers-older-request",
        N,
        "Antwoord op {found}; daarna is {request} uitgegeven.",
        "Ga na of de inhoud nog klopt met de laatste uitvraag.",
        "Answer to {found}; {request} was issued after it.",
        "See whether the content still agrees with the latest request.",
    ),
    Kind(
        "answers-no-request",
        N,
        "Voor {organisation} ({role}) is {request} uitgegeven, maar deze offerte noemt {found}.",
        "Er is niets te doen als dit de bedoelde offerte is.",
        "For {organisation} ({role}) {request} was issued, but this quote names {found}.",
        "Nothing to do if this is the quote that was meant.",
    ),
)
