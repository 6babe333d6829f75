"""Shows what is read through a mapping and what is left out, with cells; reads nothing itself."""

from planner.amounts import Vat
from planner.excel.foreign.rows import What
from planner.excel.foreign.table import Told
from planner.problems import Problem, Severity, Words, severity_of
from planner.records import Line, Quote
from planner.records.mapping import Mapping, Skip, Stands
from planner.sheets import MAPPING, WorkbookRead
from planner.tables import Column, Kind, Row, View, Weight

SHOWN = 8
"""So many lines are shown; the rest is counted."""
_OPTIONS: dict[str, str] = getattr(MAPPING.sheet("Kolommen").column("field").kind, "options", {})
_HEADINGS = {name: word for word, name in _OPTIONS.items()}
_STANDS = {
    Stands.COLUMN: Words("kolom", "column"),
    Stands.GROUP: Words("groepskop", "group heading"),
    Stands.DOWN: Words("doorlopend", "carried down"),
    Stands.FIXED: Words("vast", "fixed"),
}
_WHAT = {
    What.GROUP: Words("groepskop", "group heading"),
    What.HEADINGS: Words("koppen herhaald", "headings again"),
    What.SKIPPED: Words("overgeslagen", "skipped"),
    What.BELOW: Words("tekst onder de tabel", "text below the table"),
    What.TOTAL: Words("totaal dat geen regel kent", "total that no rule knows"),
    What.ABOVE: Words("bedrag boven de koppen", "amount above the headings"),
    What.LINE: Words("regel met een fout", "line with an error"),
    What.UNKNOWN: Words("past bij geen regel", "fits no rule"),
}


def fields(mapping: Mapping, read: WorkbookRead) -> View:
    """Return where each field is read from, with what the first line holds."""
    lines = read.record.lines if isinstance(read.record, Quote) else ()
    first = lines[0] if lines else None
    rows = []
    for one in mapping.wanted:
        where = one.fixed if one.stands is Stands.FIXED else " / ".join(one.headings) or one.letters
        cell = first.origin.cell("amount" if one.field == "years" else one.field).cell if first else None
        rows.append(Row((_HEADINGS.get(one.field, one.field), _STANDS[one.stands], where, cell or "")))
    columns = (
        Column(Words("Veld", "Field")),
        Column(Words("Waar", "Where")),
        Column(Words("Kop, kolom of waarde", "Heading, column or value")),
        Column(Words("Eerste regel", "First line")),
    )
    return View(Words("Waar elk veld staat", "Where each field stands"), columns, tuple(rows))


def taken(read: WorkbookRead) -> View:
    """Return the first lines as they are read, and what all of them come to."""
    lines = read.record.lines if isinstance(read.record, Quote) else ()
    rows = [Row(_line(line)) for line in lines[:SHOWN]]
    more = len(lines) - len(rows)
    if more > 0:
        rows.append(Row(("", "", "", Words(f"… en nog {more} regels", f"… and {more} more lines"), None)))
    total = sum(line.amount.expected for line in lines)
    name = Words(f"Samen {len(lines)} regels", f"{len(lines)} lines together")
    rows.append(Row(("", "", "", name, total), Weight.TOTAL))
    columns = (
        Column(Words("Cel", "Cell")),
        Column(Words("Product", "Product")),
        Column(Words("Post", "Heading")),
        Column(Words("Omschrijving", "Description")),
        Column(Words("Bedrag", "Amount"), Kind.MONEY),
    )
    return View(Words("Wat als regel wordt gelezen", "What is read as a line"), columns, tuple(rows))


def left_out(read: WorkbookRead) -> View:
    """Return the rows that no line is read from, and why."""
    rows = tuple(
        Row((one.cell, one.shown[:60], _WHAT[one.what], one.rule))
        for one in read.told
        if one.what is not What.LINE or one.refused
    )
    columns = (
        Column(Words("Cel", "Cell")),
        Column(Words("Wat er staat", "What it says")),
        Column(Words("Waarom", "Why")),
        Column(Words("Regel van Overslaan", "Rule of Overslaan"), spare=True),
    )
    return View(Words("Wat niet als regel wordt gelezen", "What is not read as a line"), columns, rows)


def stated(mapping: Mapping) -> Words:
    """Say whose the workbook is and what its amounts are stated in, with a question mark for what is not known."""
    head = {name: str(value) for name, value in mapping.head}
    cells = {name: f"{sheet or mapping.sheet}!{cell}" for name, sheet, cell in mapping.cells}
    party, role, year, version, level = (
        cells.get(name) or head.get(name, "?") for name in ("organisation", "role", "year", "version", "price_level")
    )
    vat = _VAT.get(head.get("vat", ""), _UNKNOWN)
    unit = _UNIT.get(head.get("amounts_in", ""), _UNKNOWN)
    return Words(
        f"{party} ({role}), {year}, versie {version}: {unit.nl}, {vat.nl}, prijspeil {level}.",
        f"{party} ({role}), {year}, version {version}: {unit.en}, {vat.en}, price level {level}.",
    )


_UNKNOWN = Words("?", "?")
_VAT = {
    str(Vat.INCLUDING): Words("inclusief btw", "including VAT"),
    str(Vat.EXCLUDING): Words("exclusief btw", "excluding VAT"),
}
_UNIT = {"1": Words("in euro", "in euros"), "1000": Words("bedragen x € 1.000", "amounts x € 1,000")}


def _totals(mapping: Mapping, read: WorkbookRead) -> list[Words]:
    """Say that the totals that are skipped come out, where there are any and they do."""
    rules = {rule.text for rule in mapping.skips if rule.skip is not Skip.NOTE}
    count = sum(one.rule in rules for one in read.told if one.rule)
    if not count or any(one.code in {"subtotal-differs", "subtotal-unreadable"} for one in read.problems):
        return []
    return [
        Words(
            "Het ene totaal komt uit op de regels die het dekt."
            if count == 1
            else f"Alle {count} totalen komen uit op de regels die zij dekken.",
            "The one total comes to the lines that it covers."
            if count == 1
            else f"All {count} totals come to the lines that they cover.",
        )
    ]


def sentences(mapping: Mapping, read: WorkbookRead, problems: tuple[Problem, ...]) -> list[Words]:
    """Say what is read, how many rows there are and what becomes of them."""
    lines = len(read.record.lines) if isinstance(read.record, Quote) else 0
    skipped = sum(one.skipped for one in read.told)
    wrong = len(read.told) - lines - skipped
    errors = sum(severity_of(one) is Severity.ERROR for one in problems)
    told = [
        stated(mapping),
        Words(
            f"Van {len(read.told)} rijen {_is(lines)} {lines} een regel, {skipped} overgeslagen, {wrong} fout.",
            f"Of {len(read.told)} rows {lines} are lines, {skipped} skipped and {wrong} cannot be read.",
        ),
        *_totals(mapping, read),
    ]
    if errors:
        told.append(
            Words(
                "Wat nog niet klopt staat hieronder; verbeter de koppeling in Excel en doe dit opnieuw.",
                "What is not right yet is below; correct the mapping in Excel and do this again.",
            )
        )
    return told


def _is(count: int) -> str:
    return "is" if count == 1 else "zijn"


def _line(line: Line) -> tuple[str, str, str, str, int]:
    cell = line.origin.cell("amount").cell or ""
    return cell, line.product, line.heading, line.description, line.amount.expected


def told_as_data(told: tuple[Told, ...]) -> list[dict[str, object]]:
    """Return the rows that no line is read from, for JSON."""
    return [
        {"cell": one.cell, "found": one.shown, "what": str(one.what), "rule": one.rule or None, "refused": one.refused}
        for one in told
        if one.what is not What.LINE or one.refused
    ]
