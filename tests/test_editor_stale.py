"""Which stored values go when a cell changes: every one that may depend on it, through names, tables and sheets."""

import io
import random
import re
from typing import Any

import pytest
import xlsxwriter

from planner.excel.editing.area import Area, Cell
from planner.excel.editing.book import Name, Table
from planner.excel.editing.uses import EVERYTHING, Follower, Used
from planner.excel.editor import Change, edited
from tests.workbooks import parts, with_parts

SHEETS = {0: "Blad1", 1: "Mijn blad", 2: "It's"}
NAMES = (
    Name("tarief", None, "Blad1!$B$2"),
    Name("reeks", None, "'Mijn blad'!$A$1:$A$9,Blad1!$C$1"),
    Name("schuift", None, "Blad1!A1"),
    Name("via", None, "tarief*2"),
    Name("rond", None, "rond+1"),
    Name("eigen", 1, "Blad1!$D$4"),
)
TABLES = (Table("Tabel1", "Mijn blad", "A1:C7", 1, 1, ("Naam", "Aantal")),)
FOLLOW = Follower(SHEETS, NAMES, TABLES)


def used(*places: str) -> set[tuple[str, Area]]:
    found = set()
    for place in places:
        sheet, _, reference = place.rpartition("!")
        area = Area.of(reference)
        assert area
        found.add((sheet or "blad1", area))
    return found


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1+1", used()),
        ('IF(A1>0,"B2",C3)', used("A1", "C3")),
        ("SUM($A$1:B9)+blad1!C3", used("A1:B9", "C3")),
        ("SUM('Mijn blad'!A:B)", used("mijn blad!A:B")),
        ("'It''s'!Z9", used("it's!Z9")),
        ("SUM(3:5)", used("3:5")),
        ("B9:A1", used("A1:B9")),
        ("[1]Blad1!A1+'[2]Mijn blad'!B2+A7", used("A7")),
        ("tarief*A1", used("B2", "A1")),
        ("via", used("B2")),
        ("SUM(reeks)", used("mijn blad!A1:A9", "C1")),
        ("Tabel1[[#This Row],[Aantal]]+1", used("mijn blad!A1:C7")),
        ("SUM(Tabel1[Aan'[tal])", used("mijn blad!A1:C7")),
        ("_xlfn.XLOOKUP(A1,B1:B9,C1:C9)", used("A1", "B1:B9", "C1:C9")),
        ("LOG10(A1)+ATAN2(1,B2)", used("A1", "B2")),
        ("#REF!+Blad1!#REF!+A1", used("A1")),
        ("1E5+2.5%+TRUE", used()),
        ("SUMIF(A1:A9,&quot;&gt;0&quot;,C1)", used("A1:A9", "C1:C9")),
        ("{1,2;3,4}*A1", used("A1")),
        ("@A1:A9", used("A1:A9")),
    ],
)
def test_what_a_formula_uses(formula: str, expected: set[tuple[str, Area]]) -> None:
    found = FOLLOW.uses(formula, "Blad1")
    assert not found.everything
    assert {(one.sheet, one.area) for one in found.areas} == expected


@pytest.mark.parametrize(
    "formula",
    [
        'INDIRECT("A1")',
        "OFFSET(A1,1,1)",
        "MijnFunctie(A1)",
        "onbekend+1",
        "schuift",
        "rond",
        "SUM(Blad1:It's!A1)",
        "Weg!A1",
        "A1:INDEX(B:B,3)",
        "INDEX(B:B,3):A1",
        "Onbekend[Kolom]",
        "LET(x,A1,x+1)",
        "[0]!naam",
        "A1 § B1",
        "<![CDATA[A1]]>",
    ],
)
def test_what_cannot_be_followed_uses_everything(formula: str) -> None:
    assert FOLLOW.uses(formula, "Blad1") is EVERYTHING


def test_a_name_of_the_sheet_itself_goes_before() -> None:
    assert {one.area for one in FOLLOW.uses("eigen", "Mijn blad").areas} == {Area.of("D4")}
    assert FOLLOW.uses("eigen", "Blad1").everything


def test_a_copy_of_a_shared_formula_uses_what_stands_so_far_from_it() -> None:
    moved = FOLLOW.uses("A1+$B$2+C$3+$D4+SUM(E:F)", "Blad1").copied(2, 1)
    assert {str(one.area) for one in moved.areas} == {"B3", "B2", "D3", "D6", "F1:G1048576"}
    assert FOLLOW.uses("A1", "Blad1").copied(-1, 0) is EVERYTHING
    assert Used("blad1", Area(1, 1, 1, 1), (True, True, True, True)).area.first == Cell(1, 1)


def book(formulas: dict[str, dict[str, str]], names: dict[str, str] | None = None) -> bytes:
    """Return a workbook of formulas by sheet and cell, each with the stored value 1."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as target:
        for sheet, cells in formulas.items():
            page = target.add_worksheet(sheet)
            for cell, text in cells.items():
                if text.startswith("="):
                    page.write_formula(cell, text, None, 1)
                else:
                    page.write_number(cell, float(text))
        for name, text in (names or {}).items():
            target.define_name(name, text)
    return buffer.getvalue()


def emptied(data: bytes, *changes: tuple[str, str, Any]) -> set[str]:
    """Return the formula cells that lost their stored value, as `sheet number!cell`."""
    result = edited(data, [Change(*one) for one in changes])
    assert result.problems == ()
    pattern = re.compile(r'<c r="([A-Z]+[0-9]+)"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)</c>')
    return {
        f"{name[-5]}!{cell}"
        for name, content in parts(result.data).items()
        if name.startswith("xl/worksheets/sheet")
        for cell in pattern.findall(content.decode())
    }


def test_values_go_along_every_path_and_no_other() -> None:
    data = book(
        {
            "Een": {
                "A1": "5",
                "A2": "7",
                "B1": "=A1*2",
                "B2": "=A2*2",
                "C1": "=SUM(B:B)",
                "D1": "=naam+1",
                "E1": "=1+1",
            },
            "Twee": {"A1": "=Een!B1", "A2": "=A1+Een!B2", "A3": "=Een!A2", "B1": '=INDIRECT("x")', "B2": "=B1"},
        },
        {"naam": "=Een!$A$1"},
    )
    assert emptied(data, ("Een", "A1", 6)) == {"1!B1", "1!C1", "1!D1", "2!A1", "2!A2", "2!B1", "2!B2"}
    assert emptied(data, ("Een", "Z9", 6)) == {"2!B1", "2!B2"}
    assert emptied(data, ("Een", "A2", None)) == {"1!B2", "1!C1", "2!A2", "2!A3", "2!B1", "2!B2"}


def test_a_circle_ends() -> None:
    data = book({"Een": {"A1": "5", "B1": "=B2+A1", "B2": "=B1"}})
    assert emptied(data, ("Een", "A1", 6)) == {"1!B1", "1!B2"}


def test_the_type_of_a_stored_text_goes_with_it() -> None:
    data = with_parts(
        book({"Een": {"A1": "5", "B1": "=A1"}}),
        {},
        ("xl/worksheets/sheet1.xml", '<c r="B1"><f>', '<c r="B1" t="str"><f>'),
    )
    result = edited(data, [Change("Een", "A1", 6)])
    assert b'<c r="B1"><f>A1</f></c>' in parts(result.data)["xl/worksheets/sheet1.xml"]


def test_copies_of_a_shared_formula_are_followed_each_by_itself() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><f t="shared"{shared} si="0"{end}<v>1</v></c></row>'
        for n, (shared, end) in enumerate([(' ref="B1:B4"', ">A1*2</f>"), *[("", "/>")] * 3], 1)
    )
    sheet = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    data = with_parts(book({"Een": {"A1": "1"}}), {"xl/worksheets/sheet1.xml": sheet.encode()})
    assert emptied(data, ("Een", "A3", 6)) == {"1!B3"}


def test_every_true_dependant_is_found_in_random_books() -> None:
    chance = random.Random(7)
    for _ in range(25):
        size = 30
        cells = {f"A{n}": "1" for n in range(1, 6)}
        uses: dict[int, set[int]] = {}
        for n in range(6, size):
            first, last = sorted(chance.sample(range(1, n), 2))
            single = chance.randrange(1, n)
            text, uses[n] = chance.choice(
                [
                    (f"=SUM(A{first}:A{last})", set(range(first, last + 1))),
                    (f"=A{single}+1", {single}),
                    (f"=IF($A${single}>0,Een!A{first},Een!$A{last})", {single, first, last}),
                ]
            )
            cells[f"A{n}"] = text
        start = chance.randrange(1, 6)
        reached = {start}
        for n in range(6, size):
            if uses[n] & reached:
                reached.add(n)
        assert emptied(book({"Een": cells}), ("Een", f"A{start}", 9)) == {f"1!A{n}" for n in reached - {start}}


def test_where_it_takes_too_long_every_value_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.excel.editing.stale.MOST_LOOKS", 1)
    data = book({"Een": {"A1": "5", "B1": "=A1", "B2": "=B1", "C1": "=1+1"}})
    assert emptied(data, ("Een", "A1", 6)) == {"1!B1", "1!B2", "1!C1"}
