"""Problems of workbooks in a layout of their own and of the mappings that they are read through."""

from planner.problems.registry import Kind, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

KINDS: tuple[Kind, ...] = (
    Kind(
        "read-through-mapping",
        N,
        "Gelezen met de koppeling {mapping}: {rows} rijen, waarvan {read} als regel, {skipped} overgeslagen volgens "
        "de koppeling en {wrong} met een fout.",
        "Niets nodig; `planner map BESTAND` toont wat er is gelezen en wat niet.",
        "Read through the mapping {mapping}: {rows} rows, of which {read} as a line, {skipped} skipped by the mapping "
        "and {wrong} with an error.",
        "Nothing to do; `planner map FILE` shows what was read and what was not.",
    ),
    Kind(
        "mapping-ambiguous",
        E,
        "Meer dan één koppeling past op deze werkmap: {found}; zij is niet gelezen.",
        "Laat één koppeling over, of zet bij Bestandsnaam voor welke bestanden elke koppeling is.",
        "More than one mapping fits this workbook: {found}; it was not read.",
        "Keep one mapping, or say under Bestandsnaam which files each of them is for.",
    ),
    Kind(
        "mapping-not-used",
        E,
        "Onder het einde van de tabel staat nog iets, zodat de koppeling niet wordt gebruikt.",
        "Verwijder lege rijen binnen de tabel.",
        "There is more below the end of the table, so that the mapping is not used.",
        "Remove empty rows inside the table.",
    ),
    Kind(
        "mapping-without-place",
        E,
        "Bij dit veld ontbreekt {heading}, zodat de koppeling niet wordt gebruikt.",
        "Vul {heading} in, of verwijder de rij.",
        "{heading} is missing with this field, so that the mapping is not used.",
        "Fill in {heading}, or remove the row.",
    ),
    Kind(
        "mapping-constant-missing",
        E,
        "De koppeling zegt niet wat “{heading}” is, en ook geen cel waarin het staat.",
        "Vul “{heading}” in op het blad Koppeling, of noem op het blad Cellen waar het in de werkmap staat.",
        "The mapping does not say what “{heading}” is, nor a cell where it stands.",
        "Fill in “{heading}” on the sheet Koppeling, or name on the sheet Cellen where it stands in the workbook.",
    ),
    Kind(
        "mapping-field-missing",
        E,
        "De koppeling zegt niet waar “{heading}” staat; zonder dat veld is er geen regel.",
        "Voeg op het blad Kolommen een rij toe voor “{heading}”: een kolom, een groepskop of een vaste waarde.",
        "The mapping does not say where “{heading}” stands; without that field there is no line.",
        "Add a row for “{heading}” on the sheet Kolommen: a column, a group heading or a fixed value.",
    ),
    Kind(
        "mapping-heading-missing",
        E,
        "De kolomkop “{expected}” van de koppeling staat niet op dit blad.",
        "Zet de kop terug, of pas hem aan op het blad Kolommen van de koppeling (ook als synoniem).",
        "The heading “{expected}” of the mapping is not on this sheet.",
        "Put the heading back, or change it on the sheet Kolommen of the mapping (as a synonym too).",
    ),
    Kind(
        "mapping-column-twice",
        E,
        "Twee kolommen zijn “{heading}” (ook {first}); alleen de eerste is gelezen.",
        "Maak de koppen verschillend, of noem in de koppeling de letter van de juiste kolom.",
        "Two columns are “{heading}” (also {first}); only the first was read.",
        "Make the headings differ, or name the letter of the right column in the mapping.",
    ),
    Kind(
        "mapping-row-unknown",
        E,
        "Deze rij (“{found}”) is geen regel, geen groepskop en past bij geen regel van Overslaan; zij staat open.",
        "Vul de rij aan, neem een groepskop op in Waarden, of zet op het blad Overslaan dat zij wordt overgeslagen.",
        "This row (“{found}”) is no line, no group heading and fits no rule of Overslaan; it is open.",
        "Complete the row, put a group heading in Waarden, or say on the sheet Overslaan that it is skipped.",
    ),
    Kind(
        "mapping-note-with-amount",
        E,
        "Deze rij wordt overgeslagen als toelichting (“{rule}”), maar er staat een bedrag in: {found}.",
        "Maak het patroon in Overslaan nauwer, of noem de rij een subtotaal.",
        "This row is skipped as a note (“{rule}”), yet it holds an amount: {found}.",
        "Make the pattern in Overslaan narrower, or call the row a subtotal.",
    ),
    Kind(
        "subtotal-differs",
        E,
        "Dit subtotaal is € {found}, maar de regels die het dekt ({cells}) zijn samen € {expected}: verschil "
        "€ {difference}.",
        "Ga na welke regel ontbreekt of is overtypt; verbeter het subtotaal of de regels.",
        "This subtotal is EUR {found}, yet the lines that it covers ({cells}) add up to EUR {expected}: difference "
        "EUR {difference}.",
        "Find the line that is missing or was typed over; correct the subtotal or the lines.",
    ),
    Kind(
        "subtotal-rounded",
        N,
        "Dit subtotaal (€ {found}) wijkt door afronding € {difference} af van de regels {cells} (€ {expected}).",
        "Niets nodig; de regels tellen.",
        "This subtotal (EUR {found}) differs by rounding EUR {difference} from the lines {cells} (EUR {expected}).",
        "Nothing to do; the lines count.",
    ),
    Kind(
        "subtotal-unreadable",
        E,
        "Dit subtotaal is geen getal dat wij kunnen lezen, zodat het niet kan worden nagerekend.",
        "Herstel de cel en sla de werkmap op in Excel.",
        "This subtotal is no number that we can read, so that it cannot be worked out again.",
        "Mend the cell and save the workbook in Excel.",
    ),
    Kind(
        "mapping-identity-made",
        N,
        "De werkmap heeft geen kolom {heading}; de aanduiding van elke regel is gemaakt van {found}.",
        "Niets nodig; wijzigt een daarvan, dan telt de regel als nieuw. Een kolom {heading} voorkomt dat.",
        "The workbook has no column {heading}; the identity of each line is made of {found}.",
        "Nothing to do; where one of them changes the line counts as new. A column {heading} prevents that.",
    ),
    Kind(
        "mapping-identity-twins",
        W,
        "Deze rijen zeggen hetzelfde als een rij erboven ({cells}); alleen hun volgorde onderscheidt ze.",
        "Geef elke regel een eigen omschrijving, of voeg een kolom Regel toe.",
        "These rows say the same as a row above ({cells}); only their order tells them apart.",
        "Give each line a description of its own, or add a column Regel.",
    ),
    Kind(
        "mapping-quarters-spread",
        N,
        "De werkmap heeft geen kwartalen; elk bedrag is gelijk over de vier kwartalen verdeeld.",
        "Niets nodig, als de voorschotten gelijk over het jaar lopen.",
        "The workbook has no quarters; each amount is spread evenly over the four of them.",
        "Nothing to do, where the advances run evenly over the year.",
    ),
    Kind(
        "mapping-without-subjects",
        W,
        "De werkmap zegt niets over de zeven onderwerpen van artikel 3.2.",
        "Voeg het blad Onderwerpen van het sjabloon toe, en vul het in.",
        "The workbook says nothing about the seven subjects of article 3.2.",
        "Add the sheet Onderwerpen of the template, and fill it in.",
    ),
)
