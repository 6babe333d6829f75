"""The mapping (koppeling) by which an organisation's own layout is read: as a declaration; reads nothing.

It is declared from the sheets that it leads to, so that a new column there can be mapped at once.
"""

from dataclasses import replace

from planner.excel.vocabulary import Choice, Code, Column, Sheet, Text, Whole, Workbook
from planner.records.mapping import Covers, Piece, Skip, Stands

NAME = "koppeling"
OPENING, COLUMNS, TERMS, SKIPS, CELLS = "Koppeling", "Kolommen", "Waarden", "Overslaan", "Cellen"
BY_YEAR = "Jaarkolommen"
_NOT_MAPPED = frozenset({"template", "remark", "request"})
"""Fields of an opening sheet that say nothing of an amount."""
IDENTITY = ("product", "heading", "cost_type", "description")
"""What the identity of a line is made of where the layout has none: what seldom changes."""

STANDS = {
    "kolom": Stands.COLUMN,
    "groepskop": Stands.GROUP,
    "doorlopend": Stands.DOWN,
    "vast": Stands.FIXED,
}
PIECES = {"alles": Piece.WHOLE, "eerste woord": Piece.FIRST, "rest": Piece.REST}
SKIPPED = {"subtotaal": Skip.SUBTOTAL, "totaal": Skip.TOTAL, "toelichting": Skip.NOTE}
COVERED = {
    "vorige": Covers.PREVIOUS,
    "groep": Covers.GROUP,
    "alles": Covers.EVERYTHING,
    "eronder": Covers.BELOW,
    "passend": Covers.FITTING,
}


def declare(opening: Sheet, lines: Sheet) -> Workbook:
    """Return the declaration of a mapping to a workbook with this opening sheet and these lines."""
    head = tuple(
        replace(column, required=False, optional=True) for column in opening.columns if column.field not in _NOT_MAPPED
    )
    fields = {column.heading.replace("{year}", "{jaar}"): column.field for column in lines.columns}
    given = Choice({column.heading: column.field for column in head})
    return Workbook(
        NAME,
        (_opening(head), _columns(fields), _terms(fields), _skips(), _cells(given)),
        "Hoe een werkmap in eigen indeling wordt gelezen: welke kop welk veld is, en wat wordt overgeslagen.",
        "How a workbook in a layout of its own is read: which heading is which field, and what is skipped.",
    )


def _opening(head: tuple[Column, ...]) -> Sheet:
    return Sheet(
        OPENING,
        (
            Column(
                "name", "Naam", Text(),
                "Naam van de koppeling, voor meldingen.",
                "Name of the mapping, for messages.",
                width=30,
            ),
            Column(
                "sheet", "Blad", Text(),
                "Naam van het blad met de regels; * staat voor willekeurige tekst.",
                "Name of the sheet with the lines; * stands for any text.",
                required=True, width=30,
            ),
            Column(
                "heading_row", "Rij met koppen", Whole(1, 9999),
                "Rijnummer van de kolomkoppen; leeg: planner zoekt de rij met de meeste koppen.",
                "Row number of the headings; empty: planner looks for the row with the most of them.",
                optional=True,
            ),
            Column(
                "file", "Bestandsnaam", Text(),
                "Alleen voor bestanden met deze naam, bijvoorbeeld *v2*; leeg: voor elk bestand dat past.",
                "Only for files of this name, *v2* for one; empty: for every file that fits.",
                optional=True, width=30,
            ),
            *head,
        ),
        "Welk blad wordt gelezen, en wat niet in de werkmap zelf staat. Een versie in de bestandsnaam (v2) gaat voor.",
        "Which sheet is read, and what the workbook does not say itself. A version in the file's name (v2) goes "
        "before.",
        labelled=True,
    )  # fmt: skip


_PLACES = (
    Column(
        "stands", "Waar", Choice(STANDS),
        "kolom: in de rij zelf; groepskop: in een kop boven de regels; doorlopend: eenmaal, en geldig voor de "
        "rijen eronder; vast: nergens, zie Vaste waarde.",
        "kolom: in the row itself; groepskop: in a heading above the lines; doorlopend: once, and for the rows "
        "below it; vast: nowhere, see Vaste waarde.",
        required=True, width=13,
    ),
    Column(
        "heading", "Kop", Text(),
        "De kolomkop in de werkmap; {jaar} staat voor een jaartal. Van koppen in twee rijen: Jaar {jaar} / Totaal.",
        "The heading in the workbook; {jaar} stands for a year. Of headings in two rows: Jaar {jaar} / Totaal.",
        width=30,
    ),
    Column(
        "synonyms", "Synoniemen", Text(),
        "Andere koppen die hetzelfde betekenen, gescheiden door een puntkomma.",
        "Other headings that mean the same, separated by semicolons.",
        width=30,
    ),
    Column(
        "letters", "Kolom", Code(),
        "De letter van de kolom, als er geen kop boven staat.",
        "The letter of the column, where it has no heading.",
        width=9,
    ),
    Column(
        "piece", "Deel", Choice(PIECES),
        "Welk deel van de cel: alles, het eerste woord (een code voor een naam) of de rest.",
        "Which piece of the cell: all, the first word (a code before a name) or the rest.",
        width=14,
    ),
    Column(
        "fixed", "Vaste waarde", Text(),
        "De waarde voor alle regels, bij vast.",
        "The value for all lines, with vast.",
        width=22,
    ),
    Column(
        "note", "Toelichting", Text(),
        "Waarop het voorstel berust; wordt niet gelezen.",
        "What the proposal rests on; it is not read.",
        optional=True, width=44,
    ),
)  # fmt: skip
"""The columns beside Veld of the sheet Kolommen."""


def _columns(fields: dict[str, str]) -> Sheet:
    return Sheet(
        COLUMNS,
        (
            Column(
                "field", "Veld", Choice({**fields, BY_YEAR: "years"}),
                "Het veld van de kostenregel; Jaarkolommen is één kolom per jaar: het eigen jaar is Bedrag, latere "
                "jaren zijn Raming.",
                "The field of the cost line; Jaarkolommen is one column a year: the own year is Bedrag, later ones "
                "are Raming.",
                required=True, width=24,
            ),
            *_PLACES,
        ),
        "Waar elk veld van een regel staat.",
        "Where each field of a line stands.",
        key=("field", "stands"),
    )  # fmt: skip


def _terms(fields: dict[str, str]) -> Sheet:
    return Sheet(
        TERMS,
        (
            Column(
                "field", "Veld", Choice(fields),
                "Het veld waarin het woord voorkomt.",
                "The field in which the word occurs.",
                required=True, width=24,
            ),
            Column(
                "theirs", "Hun woord", Code(),
                "Het woord in de werkmap.",
                "The word in the workbook.",
                required=True, width=44,
            ),
            Column(
                "ours", "Onze code", Code(),
                "De code in Posten, Kostensoorten of PDC, of structureel/incidenteel; leeg: nog te kiezen.",
                "The code in Posten, Kostensoorten or PDC, or structureel/incidenteel; empty: still to be chosen.",
                width=34,
            ),
        ),
        "Hun woorden en onze codes.",
        "Their words and our codes.",
        key=("field", "theirs"),
        optional=True,
    )  # fmt: skip


def _skips() -> Sheet:
    return Sheet(
        SKIPS,
        (
            Column(
                "skip", "Soort", Choice(SKIPPED),
                "subtotaal en totaal worden nagerekend; in een toelichting mag geen bedrag staan. Subtotalen van laag "
                "naar hoog.",
                "subtotaal and totaal are worked out again; a toelichting may hold no amount. Subtotals from low to "
                "high.",
                required=True, width=14,
            ),
            Column(
                "column", "Kolom", Text(),
                "Kop of letter van de kolom waarin de tekst staat; leeg: elke kolom.",
                "Heading or letter of the column with the text; empty: any column.",
                width=24,
            ),
            Column(
                "text", "Tekst", Text(),
                "De tekst die de rij herkent; * staat voor willekeurige tekst, (leeg) voor een lege cel.",
                "The text by which the row is known; * stands for any text, (leeg) for an empty cell.",
                required=True, width=44,
            ),
            Column(
                "covers", "Dekt", Choice(COVERED),
                "Welke regels een subtotaal telt: sinds de vorige van zijn soort, de groep, alles erboven, de regels "
                "eronder tot de volgende van zijn soort, of passend: sinds de kop of het totaal waarmee het uitkomt.",
                "Which lines a subtotal counts: since the last of its kind, the group, all above, those below until "
                "the next of its kind, or passend: since the heading or total with which it comes out.",
                width=12,
            ),
        ),
        "De rijen waaruit geen regel wordt gelezen.",
        "The rows that no line is read from.",
        optional=True,
    )  # fmt: skip


def _cells(given: Choice) -> Sheet:
    return Sheet(
        CELLS,
        (
            Column(
                "field", "Gegeven", given,
                "Het gegeven dat in de werkmap zelf staat; gaat voor op het blad Koppeling.",
                "What the workbook says itself; it goes before the sheet Koppeling.",
                required=True, width=34,
            ),
            Column(
                "sheet", "Blad", Text(),
                "Het blad waarop het staat; leeg: het blad met de regels.",
                "The sheet where it stands; empty: the sheet with the lines.",
                width=30,
            ),
            Column(
                "cell", "Cel", Code(),
                "De cel, bijvoorbeeld B3.",
                "The cell, B3 for one.",
                required=True, width=10,
            ),
        ),
        "Gegevens die in de werkmap zelf staan, zoals het versienummer.",
        "What the workbook says itself, such as the number of the version.",
        key=("field",),
        optional=True,
    )  # fmt: skip
