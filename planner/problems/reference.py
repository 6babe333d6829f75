"""Problems of the reference values beside each other: keys, indices, VAT relations, catalogue."""

from planner.problems.registry import Kind, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

KINDS: tuple[Kind, ...] = (
    Kind(
        "key-not-100",
        E,
        "De percentages van {category} vanaf € {start} tellen op {day} op tot {found}%, niet tot 100%.",
        "Zet de percentages van deze schijf goed in Verdeelsleutel; tot dan is er geen financiering.",
        "The percentages of {category} from EUR {start} add up to {found}% on {day}, not to 100%.",
        "Correct the percentages of this band in Verdeelsleutel; until then there is no financing.",
    ),
    Kind(
        "key-starts-above-zero",
        E,
        "De laagste schijf van {category} begint op {day} bij € {found} in plaats van bij 0.",
        "Voeg in Verdeelsleutel een schijf vanaf 0 toe.",
        "The lowest band of {category} starts at EUR {found} instead of 0 on {day}.",
        "Add a band from 0 to Verdeelsleutel.",
    ),
    Kind(
        "key-missing",
        E,
        "Voor kostencategorie {found} geldt op {day} geen verdeelsleutel.",
        "Voeg de sleutel toe in Verdeelsleutel; tot dan is er geen financiering.",
        "No financing key holds for cost category {found} on {day}.",
        "Add the key to Verdeelsleutel; until then there is no financing.",
    ),
    Kind(
        "key-changes-within-year",
        E,
        "De sleutel van {category} heeft schijven of maxima en verandert op {day}, binnen het jaar.",
        "Laat een sleutel met schijven of maxima alleen op 1 januari veranderen.",
        "The key of {category} has bands or caps and changes on {day}, within the year.",
        "Let a key with bands or caps change on 1 January only.",
    ),
    Kind(
        "rest-to-missing",
        E,
        "Er is een Maximum van € {found}, maar 'Restant naar' is leeg.",
        "Zet in Restant naar welke partij de rest betaalt.",
        "There is a Maximum of EUR {found}, but 'Restant naar' is empty.",
        "Put in Restant naar which party pays the rest.",
    ),
    Kind(
        "index-missing",
        E,
        "De reeks '{series}' heeft geen percentage voor {year}, dat nodig is voor {subject}.",
        "Voeg het jaar toe in Indexen; een ontbrekend jaar telt nooit als 0%.",
        "The series '{series}' has no percentage for {year}, which {subject} needs.",
        "Add the year to Indexen; a missing year never counts as 0%.",
    ),
    Kind(
        "vat-relation-missing",
        E,
        "Voor {organisation} ({role}) geldt op {day} niet precies één btw-relatie.",
        "Zorg in Btw voor één regel die op die dag geldt.",
        "Not exactly one VAT relation holds for {organisation} ({role}) on {day}.",
        "See to one row in Btw that holds on that day.",
    ),
    Kind(
        "two-owners",
        E,
        "Product {found} staat twee keer in de PDC voor dezelfde dagen; de andere regel is {other}.",
        "Laat de ene regel eindigen voor de andere begint.",
        "Product {found} is in the PDC twice for the same days; the other row is {other}.",
        "Let one row end before the other starts.",
    ),
    Kind(
        "shares-above-100",
        E,
        "Loonaandeel en Prijsaandeel zijn samen {found}%, meer dan 100%.",
        "Zet de aandelen goed; wat zij overlaten wordt niet geïndexeerd.",
        "Loonaandeel and Prijsaandeel are {found}% together, above 100%.",
        "Correct the shares; what they leave is not indexed.",
    ),
    Kind(
        "reference-missing",
        E,
        "uitgangspunten.xlsx ontbreekt; zonder partijen, posten en sleutels is niets te toetsen.",
        "Leg de werkmap in de werkruimte, of maak een lege met 'planner init'.",
        "uitgangspunten.xlsx is missing; nothing can be tested without parties, headings and keys.",
        "Put the workbook in the folder, or make an empty one with 'planner init'.",
        unreadable=True,
    ),
)
