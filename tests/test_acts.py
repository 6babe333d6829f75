"""`planner decide` and `planner accept` on the example: what is recorded and written, what is refused, and again."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from planner.amounts import PM
from planner.register import Kind, Register
from tests.year import Life, ceilings, example_quote, quote_book, quote_in, with_lines

DECISION = ("--reference", "OGB-2026-31", "--date", "2026-11-26")
ACCEPT = ("accept", "2027", "--by", "directeur DSO", "--date", "2026-12-11")
OVER = (*ACCEPT, "--reference", "OGB-2026-31")


pytestmark = pytest.mark.usefixtures("read_once", "only_the_comparison")


@pytest.fixture
def life(done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Life:
    shutil.copytree(done, tmp_path, dirs_exist_ok=True)
    return Life(tmp_path, capsys)


def entries(life: Life, kind: Kind) -> int:
    return sum(one.kind is kind for one in Register(life.folder).entries(2027))


def quoted(life: Life, party: str, **changed: object) -> None:
    """Put the quote of a party in the folder, changed, in the place of the one that is there."""
    data = quote_book(replace(example_quote(party), **changed))  # type: ignore[arg-type]
    (life.folder / f"2027/offertes/offerte-{party}-2027.xlsx").write_bytes(data)


def test_an_adopted_offer_above_the_frame_needs_the_reference(life: Life) -> None:
    assert life.data("decide", "2027", "--adopted", *DECISION)["decided"]["recorded"] is True
    assert life.refused(*ACCEPT) == ["does-not-fit"]
    assert life.refused(*ACCEPT, "--reference", "OGB-2026-14") == ["unknown-decision"]
    assert len(life.data(*OVER)["written"]) == 6


def test_a_decision_is_recorded_once(life: Life) -> None:
    for recorded in (True, False):
        assert life.data("decide", "2027", "--adopted", *DECISION)["decided"]["recorded"] is recorded
    assert entries(life, Kind.DECIDED) == 1


def test_an_amended_decision_is_recorded_once_and_writes_one_frame(life: Life) -> None:
    file = ceilings(life.folder / "nieuw.xlsx", [("beheer", 39_500_000, None, "taakstellend")])
    words = ("decide", "2027", "--amended", "--ceilings", str(file), *DECISION)
    first, again = life.data(*words)["decided"], life.data(*words)["decided"]
    assert (first["recorded"], again["recorded"]) == (True, False)
    assert first["frame"] == again["frame"] == "2027/kader-2027-v2.xlsx"
    assert not (life.folder / "2027/kader-2027-v3.xlsx").exists()
    assert first["fits"] is False  # 39.500.000 + 8.600.000 is less than 48.750.973
    assert life.refused(*ACCEPT) == ["does-not-fit"]
    assert Register(life.folder).archive.holds(Register(life.folder).latest(Kind.DECIDED).fact("ceilings"))  # type: ignore[union-attr]


def test_ceilings_may_come_as_a_frame_workbook_in_the_folder_of_the_year(life: Life) -> None:
    file = life.folder / "2027/kader-voorstel.xlsx"
    shutil.copy(life.folder / "2027/kader-2027.xlsx", file)
    book = openpyxl.load_workbook(file)
    book["Plafonds"]["B2"] = 40_500_000
    book.save(file)
    found = life.data("decide", "2027", "--amended", "--ceilings", str(file), *DECISION)["decided"]
    # 40.500.000 + 8.600.000 = 49.100.000 for 48.750.973
    assert (found["frame"], found["kept"], found["fits"]) == ("2027/kader-2027-v2.xlsx", [], True)
    assert life.data("compare", "2027")["binding"]["ceiling"] == "49100000.00"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("beheer", "1.234", None, "taakstellend")], ["number-ambiguous"]),
        ([], ["ceilings-unusable"]),
    ],
)
def test_ceilings_with_a_mistake_are_not_recorded(life: Life, rows: list[tuple], expected: list[str]) -> None:
    file = ceilings(life.folder / "nieuw.xlsx", rows)
    assert life.refused("decide", "2027", "--amended", "--ceilings", str(file), *DECISION) == expected
    assert entries(life, Kind.DECIDED) == 0
    assert not (life.folder / "2027/kader-2027-v2.xlsx").exists()


def test_nothing_is_accepted_while_the_decision_is_held_over(life: Life) -> None:
    life.type("decide", "2027", "--held", *DECISION)
    assert "held-over" in life.refused(*OVER)
    assert "decision" not in life.status().done
    life.type("decide", "2027", "--adopted", "--reference", "OGB-2026-40", "--date", "2026-12-03")
    assert life.data(*ACCEPT, "--reference", "OGB-2026-40")["accepted"] is True


def test_an_offer_that_is_sent_back_waits_for_its_next_version(life: Life) -> None:
    assert life.refused(*ACCEPT, "--send-back", "RWS-999: te duur") == ["reason-of-nothing"]
    found = life.data(*ACCEPT, "--send-back", "RWS-012: tarief te hoog", "--send-back", "beheer: te ruim")
    assert (found["sent_back"], found["accepted"], found["written"]) == (True, False, [])
    assert life.status().said("acceptance") == "teruggestuurd door directeur DSO"
    assert life.refused("decide", "2027", "--adopted", *DECISION) == ["offer-sent-back"]
    quoted(life, "RWS", version=2)
    life.type("run", "2027")
    life.type("decide", "2027", "--adopted", *DECISION)
    assert life.data(*OVER)["accepted"] is True


def test_sending_back_does_not_go_with_conditions(life: Life) -> None:
    life.type(*ACCEPT, "--send-back", "beheer: te ruim", "--condition", "x", code=2)


def test_an_expired_quote_is_refused_on_the_day_that_is_given(life: Life) -> None:
    life.type("decide", "2027", "--adopted", *DECISION)
    late = ("accept", "2027", "--by", "directeur DSO", "--reference", "OGB-2026-31", "--date", "2027-01-01")
    assert life.refused(*late) == ["quote-expired"] * 5


def test_an_offer_that_changed_since_the_decision_goes_back_to_ogb_beheer(life: Life) -> None:
    life.type("decide", "2027", "--adopted", *DECISION)
    quoted(life, "KOOP", version=2)
    assert life.refused(*OVER) == ["changed-since-assessed", "changed-since-decided"]
    life.type("run", "2027")
    assert life.refused(*OVER) == ["changed-since-decided"]
    assert "KOOP" in life.type(*OVER, code=1)


def test_what_is_open_is_accepted_only_when_a_condition_names_it(life: Life) -> None:
    line = example_quote("KOOP").lines[0]
    open_ = replace(line, amount=PM, quarters=(0, 0, 0, 0), quantity=None, rate=None)
    quoted(life, "KOOP", version=2, lines=with_lines(example_quote("KOOP"), 2, open_).lines)
    file = ceilings(life.folder / "nieuw.xlsx", [("beheer", 41_000_000, None, "taakstellend")])
    life.type("run", "2027")
    life.type("decide", "2027", "--amended", "--ceilings", str(file), *DECISION)
    assert life.refused(*ACCEPT) == ["open-without-condition"]
    assert life.data(*ACCEPT, "--condition", f"{line.id}: hoogstens € 100.000")["accepted"] is True
    given = quote_in(life.folder / "2027/opdracht-KOOP-2027.xlsx")
    assert next(one for one in given.lines if one.id == line.id).amount == PM


def test_a_file_of_somebody_else_in_the_place_of_an_assignment_stays(life: Life) -> None:
    life.type("decide", "2027", "--adopted", *DECISION)
    theirs = life.folder / "2027/opdracht-RWS-2027.xlsx"
    theirs.write_bytes(b"van ons")
    assert life.refused(*OVER) == ["assignment-in-the-way"]
    assert theirs.read_bytes() == b"van ons"
    assert not (life.folder / "2027/opdracht-KOOP-2027.xlsx").exists()


def test_a_quote_that_changes_during_the_year_gives_the_next_version_of_its_assignment_only(life: Life) -> None:
    file = ceilings(life.folder / "nieuw.xlsx", [("beheer", 41_000_000, None, "taakstellend")])
    life.type("decide", "2027", "--amended", "--ceilings", str(file), *DECISION)
    life.type(*ACCEPT)
    first = (life.folder / "2027/opdracht-RWS-2027.xlsx").read_bytes()
    # In April RWS asks a euro more; it stays within the frame, and its quote of last year has long expired.
    line = next(one for one in example_quote("RWS").lines if one.id == "RWS-004")
    more = replace(
        line, amount=replace(line.amount, low=line.amount.low + 100, expected=line.amount.low + 100,
                             high=line.amount.high + 100),
        quarters=(line.quarters[0] + 100, *line.quarters[1:]),
    )  # fmt: skip
    changed = with_lines(example_quote("RWS"), 2, more)
    quoted(life, "RWS", version=2, lines=changed.lines, valid_until=date(2027, 6, 30))
    life.type("run", "2027")
    again = ("accept", "2027", "--by", "directeur DSO", "--date", "2027-04-15")
    found = life.data(*again)
    assert found["written"] == ["2027/opdracht-RWS-2027-v2.xlsx", "2027/opdracht-keten-2027-v2.xlsx"]
    assert (life.folder / "2027/opdracht-RWS-2027.xlsx").read_bytes() == first
    assert quote_in(life.folder / "2027/opdracht-RWS-2027-v2.xlsx").version == 2
    asked = {one["path"]: one for one in life.data("request", "2028", "RWS")["requests"]}
    lines = quote_in(life.folder / "2028/uitvraag/uitvraag-RWS-2028.xlsx").lines
    assert next(one for one in lines if one.id == "RWS-004").amount == more.amount
    assert len(asked) == 1


def test_an_acceptance_that_was_cut_short_is_finished_by_the_next(life: Life) -> None:
    life.type("decide", "2027", "--adopted", *DECISION)
    life.type(*OVER)
    written = {path.name: path.read_bytes() for path in (life.folder / "2027").glob("opdracht-*.xlsx")}
    entry = max((life.folder / "register").iterdir())  # the acceptance itself: as if it was never made
    entry.unlink()
    assert len(life.data(*OVER)["written"]) == 6
    assert {path.name: path.read_bytes() for path in (life.folder / "2027").glob("opdracht-*.xlsx")} == written
    life.type("verify")


def test_two_folders_give_the_same_bytes(done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = []
    for name in ("een", "twee"):
        life = Life(tmp_path / name, capsys)
        shutil.copytree(done, life.folder)
        life.type("request", "2027")
        life.type("decide", "2027", "--adopted", *DECISION)
        life.type("accept", "2027", "--by", "directeur DSO", "--reference", "OGB-2026-31")
        files = [*life.folder.glob("2027/*.xlsx"), *life.folder.glob("2027/uitvraag/*.xlsx")]
        made.append({path.relative_to(life.folder).as_posix(): path.read_bytes() for path in files})
    assert len(made[0]) >= 13
    assert made[0] == made[1]
