"""Problems of what we write ourselves: code, severity, text and remedy in two languages."""

from planner.problems.registry import Kind, Severity

KINDS: tuple[Kind, ...] = (
    Kind(
        "text-cleaned",
        Severity.WARNING,
        nl="De tekst bevat {count} onzichtbare stuurtekens die niet in een cel passen; ze zijn weggelaten.",
        nl_remedy="Controleer de tekst; plak hem zo nodig opnieuw als platte tekst in de bron.",
        en="The text holds {count} invisible control characters that no cell can hold; they were left out.",
        en_remedy="Look at the text; paste it into its source again as plain text if need be.",
    ),
    Kind(
        "text-cut",
        Severity.ERROR,
        nl="De tekst is {count} tekens te lang voor een cel; de eerste {longest} zijn geschreven.",
        nl_remedy="Kort de tekst in, of verdeel hem over meer regels.",
        en="The text is {count} characters too long for a cell; the first {longest} were written.",
        en_remedy="Shorten the text, or spread it over more rows.",
    ),
)
