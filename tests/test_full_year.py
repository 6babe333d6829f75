"""A full year on the example, by commands alone, from the request to the request of the next year."""

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from planner import office
from planner.amounts import Span
from planner.cli import main
from tests.year import PARTIES, Life, answer, ceilings, example_quote, quote_in, with_lines

DECISION = ("--reference", "OGB-2026-31", "--date", "2026-11-26")
pytestmark = pytest.mark.usefixtures("read_once")
ACCEPTANCE = ("--by", "directeur DSO", "--condition", "RWS-012: pas na de ketentest", "--date", "2026-12-11")


@pytest.fixture
def life(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Life:
    """The example before any quote has come in."""
    main(["init", str(tmp_path), "--example", "--quiet"])
    for path in (tmp_path / "2027/offertes").iterdir():
        path.unlink()
    return Life(tmp_path, capsys)


def asked(life: Life) -> None:
    """Ask everybody."""
    assert life.status("2026-07-01").next[0] == "planner request"
    issued = life.data("request", "2027")["requests"]
    assert {one["issued"] for one in issued} == {"written"}
    status = life.status("2026-09-21")
    assert {"frame", "request"} <= status.done
    assert "quotes" not in status.done
    assert {one["party"]: one["days_late"] for one in status.found["owing"]}["RWS OBO"] == 3  # due on 18 September


def answered(life: Life) -> None:
    """Five quotes come back, and one of them is replaced by a second version."""
    folder = life.folder / "2027/offertes"
    quotes = {party: example_quote(party) for party in PARTIES}
    first = next(line for line in quotes["RWS"].lines if line.id == "RWS-004")
    dear = replace(first, amount=Span.of(first.amount.expected + 400_00), quarters=_with(first.quarters, 400_00))
    for party, quote in quotes.items():
        request = life.folder / f"2027/uitvraag/uitvraag-{party}-2027.xlsx"
        sent = with_lines(quote, 1, dear) if party == "RWS" else quote
        (folder / f"van {party}.xlsx").write_bytes(answer(request, sent))
    life.type("run", "2027")
    # 48.750.973,00 of the example and 400,00 more, on which RWS charges no VAT
    assert life.data("compare", "2027")["binding"]["offer"] == "48751373.00"
    request = life.folder / "2027/uitvraag/uitvraag-RWS-2027.xlsx"
    (folder / "van RWS, tweede.xlsx").write_bytes(answer(request, with_lines(quotes["RWS"], 2)))
    assert life.refused("decide", "2027", "--held", *DECISION) == ["changed-since-assessed"]
    life.type("run", "2027")
    codes = [one["code"] for one in life.data("check", "2027")]
    assert (codes.count("answers-request"), codes.count("superseded")) == (5, 1)


def _with(quarters: tuple[int, int, int, int], more: int) -> tuple[int, int, int, int]:
    return (quarters[0] + more, *quarters[1:])


def decided(life: Life) -> None:
    """The offer does not fit; OGB-beheer amends two ceilings so that it does."""
    compared = life.data("compare", "2027")
    assert (compared["fits"], compared["binding"]["difference"]) == (False, "1250973.00")
    assert life.refused("accept", "2027", *ACCEPTANCE) == ["not-decided"]
    assert {"quotes", "assessment"} <= life.status().done
    new = [
        ("beheer", 39_500_000.0, 31_100_000.0, "taakstellend"),
        ("doorontwikkeling", 9_300_000.0, None, "taakstellend"),
    ]
    file = ceilings(life.folder / "besluit-ogb.xlsx", new)
    found = life.data("decide", "2027", "--amended", "--ceilings", str(file), *DECISION)["decided"]
    assert (found["frame"], found["fits"]) == ("2027/kader-2027-v2.xlsx", True)
    assert found["kept"] == ["uitbouw", "iplo", "implementatieondersteuning", "leveranciersmanagement"]
    compared = life.data("compare", "2027")
    # 39.500.000 + 9.300.000 = 48.800.000, of which 48.750.973 is offered
    assert (compared["fits"], compared["binding"]["difference"]) == (True, "-49027.00")
    status = life.status()
    assert "decision" in status.done
    assert status.said("decision") == "gewijzigd vastgesteld (26-11-2026, OGB-2026-31)"
    assert status.next == ["planner accept"]


def accepted(life: Life) -> None:
    """The SBO accepts with a condition, and the assignments say so."""
    found = life.data("accept", "2027", *ACCEPTANCE)
    assert [Path(path).name for path in found["written"]] == [
        *(f"opdracht-{party}-2027.xlsx" for party in ("GEONOVUM", "KADASTER", "TBO", "KOOP", "RWS")),
        "opdracht-keten-2027.xlsx",
    ]
    for party in PARTIES:
        given, quoted = quote_in(life.folder / f"2027/opdracht-{party}-2027.xlsx"), example_quote(party)
        assert (given.lines, given.basis, given.version) == (quoted.lines, quoted.basis, 1)
        assert "RWS-012: pas na de ketentest" in given.remark
    status = life.status("2026-12-11")
    assert {"acceptance", "assignments"} <= status.done
    assert status.said("acceptance") == "aanvaard door directeur DSO, voorwaarden: 1"
    assert status.next == ["planner request"]
    assert life.data("accept", "2027", *ACCEPTANCE)["recorded"] is False
    assert life.type("verify")


def begun_again(life: Life) -> None:
    """The next year starts from the assignments."""
    issued = {one["path"]: one for one in life.data("request", "2028", "--indexed")["requests"]}
    path = "2028/uitvraag/uitvraag-RWS-2028.xlsx"
    assert issued[path]["due"] is None  # the calendar of 2028 is still to be made
    given = {line.id: line for line in quote_in(life.folder / "2027/opdracht-RWS-2027.xlsx").lines}
    lines = {line.id: line for line in quote_in(life.folder / path).lines}
    recurring = {id for id, line in given.items() if line.recurring}
    assert recurring <= lines.keys() <= given.keys()
    # Wages rise by 3,1% in 2028 and prices by 2,2%; the hours stay.
    first = given["RWS-001"]
    assert first.rate is not None
    assert first.quantity is not None
    rate = (first.rate * Decimal("1.031")).quantize(Decimal("0.01"))
    assert (lines["RWS-001"].quantity, lines["RWS-001"].rate) == (first.quantity, rate)
    assert lines["RWS-001"].amount.expected == int(first.quantity * rate * 100)
    assert lines["RWS-004"].amount.expected == round(given["RWS-004"].amount.expected * Decimal("1.022"))


def test_a_full_year(life: Life) -> None:
    asked(life)
    answered(life)
    decided(life)
    accepted(life)
    begun_again(life)
    changed(life)


def changed(life: Life) -> None:
    """Another figure in an accepted quote is noticed."""
    path = life.folder / "2027/offertes/van KOOP.xlsx"
    before = path.read_bytes()
    book = openpyxl.load_workbook(path)
    cells = {cell.value: cell.column for cell in book["Kosten"][1]}
    line = example_quote("KOOP").lines[0]
    euros = Decimal(line.amount.expected + 100) / 100
    for heading, value in (("Bedrag", euros), ("Kwartaal 1", Decimal(line.quarters[0] + 100) / 100)):
        book["Kosten"].cell(2, cells[heading], float(value))
    for heading in ("Aantal", "Tarief"):
        book["Kosten"].cell(2, cells[heading]).value = None
    book.save(path)
    found = life.status().found["changed"]
    assert found["since_accepted"] == ["quote KOOP OBO"]
    path.write_bytes(before)
    assert not life.status().found["changed"]["since_accepted"]


def test_opening_and_saving_in_libreoffice_is_no_change(
    libreoffice: None, only_the_comparison: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "werkruimte"
    main(["init", str(folder), "--example", "--quiet"])
    life = Life(folder, capsys)
    life.type("request", "2027", "KOOP")
    path = folder / "2027/offertes/offerte-KOOP-2027.xlsx"
    path.write_bytes(answer(folder / "2027/uitvraag/uitvraag-KOOP-2027.xlsx", example_quote("KOOP")))
    life.type("run", "2027")
    life.type("decide", "2027", "--adopted", *DECISION)
    life.type("accept", "2027", *ACCEPTANCE, "--reference", "OGB-2026-31")
    opened = (path, folder / "2027/opdracht-KOOP-2027.xlsx")
    for one, saved in zip(opened, office.convert(opened, "xlsx", tmp_path / "uit", timeout=120), strict=True):
        assert saved.read_bytes() != one.read_bytes()
        shutil.copy(saved, one)
    status = life.status()
    again = {"workbook": "2027/offertes/offerte-KOOP-2027.xlsx", "what": "saved-again"}
    assert status.found["changed"]["since_run"] == [again]
    assert status.found["changed"]["since_assessed"] == status.found["changed"]["since_accepted"] == []
    assert {"acceptance", "assignments"} <= status.done
    life.type("run", "2027")
    assert not life.status().found["changed"]["since_accepted"]
    assert quote_in(path).request == "UITVRAAG-KOOP-OBO-2027-1"
    assert quote_in(folder / "2027/opdracht-KOOP-2027.xlsx").lines == example_quote("KOOP").lines
