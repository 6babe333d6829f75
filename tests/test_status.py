"""`planner status`: right at every step of a year, on the day that it is asked for."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.records import Milestone, digest
from planner.register import Kind, Register, issue
from planner.running.calendar import dated, deadline
from planner.running.run import run
from planner.running.steps import Step
from planner.workspace import Workspace
from planner.year import Year
from tests.build import NOWHERE
from tests.folders import FRAME, RWS, change, copy_example, files, next_version

DAY = "2026-10-01"
pytestmark = pytest.mark.usefixtures("read_once", "only_the_comparison")


@pytest.fixture
def ran(done: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(done, tmp_path / "ran"))


def status(capsys: pytest.CaptureFixture[str], folder: Path, day: str = DAY, year: str = "2027") -> dict[str, Any]:
    assert main(["-C", str(folder), "--lang", "nl", "status", year, "--date", day, "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["years"]
    return dict(found)


def steps(found: dict[str, Any]) -> dict[str, tuple[bool, str]]:
    return {one["step"]: (one["done"], one["said"]) for one in found["steps"]}


def commands(found: dict[str, Any]) -> list[str]:
    return [one["command"] or one["why"] for one in found["next"]]


def decide(folder: Path, outcome: str) -> None:
    register = Register(folder)
    assessed = register.latest(Kind.ASSESSED, 2027)
    assert assessed is not None
    facts = {"outcome": outcome, "reference": "OGB-2026-31", "date": "2026-11-26", "offer": assessed.fact("offer")}
    register.add(Kind.DECIDED, 2027, "decision", facts=facts)


def answer(folder: Path, kind: Kind, **facts: str) -> None:
    """Accept the offer as it was assessed last, or send it back."""
    register = Register(folder)
    assessed = register.latest(Kind.ASSESSED, 2027)
    assert assessed is not None
    register.add(kind, 2027, "offer", facts={"by": "hoofd", "offer": assessed.fact("offer"), **facts})


def test_before_anything_came_in_it_asks_for_the_frame_and_the_quotes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_example(tmp_path / "budgets")
    shutil.rmtree(folder / "2027")
    found = status(capsys, folder)
    assert steps(found)["frame"] == (False, "ontbreekt")
    assert [done for done, _ in steps(found).values()] == [False] * 8
    first, second, third = commands(found)
    assert first == "leg het kader neer: 2027/kader-2027.xlsx"
    assert second == "planner request 2027"
    assert "RWS OBO" in third


def test_when_all_quotes_are_there_it_asks_for_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copy_example(tmp_path / "budgets")
    before = files(folder)
    found = status(capsys, folder)
    assert steps(found)["quotes"] == (True, "5 in gebruik")
    assert steps(found)["assessment"] == (False, "nog niet")
    assert len(found["changed"]["since_run"]) == 13
    assert commands(found) == ["planner run 2027"]
    assert files(folder) == before  # status writes nothing


def test_after_a_run_it_asks_for_the_decision(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = status(capsys, ran)
    assert steps(found)["assessment"] == (True, "de offerte past niet")
    assert found["changed"] == {"since_run": [], "outputs": [], "since_assessed": [], "since_accepted": []}
    assert commands(found) == [
        "planner pack 2027",
        "planner decide 2027 --adopted --reference KENMERK --date JJJJ-MM-DD",
    ]


def test_a_decision_that_is_held_over_is_asked_again(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decide(ran, "held")
    found = status(capsys, ran)
    assert steps(found)["decision"] == (False, "aangehouden (26-11-2026, OGB-2026-31)")
    assert commands(found)[1].startswith("planner decide 2027")


def test_after_a_decision_the_offer_that_does_not_fit_is_accepted_with_its_reference(
    ran: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(ran, "adopted")
    found = status(capsys, ran)
    assert steps(found)["decision"] == (True, "vastgesteld (26-11-2026, OGB-2026-31)")
    assert commands(found) == ["planner accept 2027 --by FUNCTIE --reference OGB-2026-31"]


def test_amended_ceilings_ask_for_a_run_and_then_for_the_acceptance(
    ran: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(ran, "amended")
    shutil.copy(ran / FRAME, ran / "2027/kader-2027-v2.xlsx")
    change(ran / "2027/kader-2027-v2.xlsx", "Kader", B3=2)
    change(ran / "2027/kader-2027-v2.xlsx", "Plafonds", B2=40_000_000, B3=9_000_000)
    found = status(capsys, ran)
    assert found["changed"]["since_assessed"] == ["frame"]
    assert commands(found) == ["planner run 2027"]
    run(Workspace(ran), 2027)
    found = status(capsys, ran)
    assert steps(found)["assessment"] == (True, "de offerte past")
    assert commands(found) == ["planner accept 2027 --by FUNCTIE"]


def test_what_is_sent_back_waits_for_new_versions_and_can_then_be_accepted(
    ran: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(ran, "adopted")
    answer(ran, Kind.SENT_BACK)
    found = status(capsys, ran)
    assert steps(found)["acceptance"] == (False, "teruggestuurd door hoofd")
    assert commands(found) == ["leg de nieuwe versies in 2027/offertes"]
    next_version(ran)  # and another offer, which does not fit, asks for another decision
    run(Workspace(ran), 2027)
    assert commands(status(capsys, ran))[1].startswith("planner decide 2027")
    decide(ran, "adopted")
    assert commands(status(capsys, ran)) == ["planner accept 2027 --by FUNCTIE --reference OGB-2026-31"]


def accepted(folder: Path) -> None:
    decide(folder, "adopted")
    answer(folder, Kind.ACCEPTED, **{"condition-1": "maandelijks overleg"})
    issue(Register(folder), 2027, "assignment", "2027/opdracht-RWS-2027.xlsx", b"assignment")


def test_after_the_acceptance_the_next_year_begins(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accepted(ran)
    found = status(capsys, ran)
    assert steps(found)["acceptance"] == (True, "aanvaard door hoofd, voorwaarden: 1")
    assert steps(found)["assignments"] == (True, "1 geschreven")
    assert commands(found) == ["planner request 2028"]


def test_another_figure_in_an_accepted_quote_is_noticed(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accepted(ran)
    change(ran / RWS, "Kosten", I2=None, J2=None, K2=1005598, L2=251399.5, M2=251399.5, N2=251399.5, O2=251399.5)
    found = status(capsys, ran)
    assert found["changed"]["since_run"] == [{"workbook": RWS, "what": "changed"}]
    assert found["changed"]["since_assessed"] == ["quote RWS OBO"]
    assert found["changed"]["since_accepted"] == ["quote RWS OBO"]
    assert commands(found) == ["planner run 2027"]
    run(Workspace(ran), 2027)
    found = status(capsys, ran)
    assert found["changed"]["since_assessed"] == []
    assert found["changed"]["since_accepted"] == ["quote RWS OBO"]
    assert steps(found)["acceptance"][1].endswith("de offerte is daarna gewijzigd")
    assert commands(found)[1].startswith("planner decide 2027")


def test_next_years_reference_values_change_nothing_in_an_accepted_year(
    ran: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accepted(ran)
    year = Year(Workspace(ran), 2027)
    before = digest.of_offer(year.offer[0], year.frame[0], year.reference)
    path = ran / "uitgangspunten.xlsx"
    change(path, "Kalender", A10=2028, B10="Kader vastgesteld", C10=date(2027, 6, 17), D10="OGB-beheer", E10="aanname")
    change(path, "Algemeen", B2=0.031)
    after = Year(Workspace(ran), 2027)
    assert digest.of_offer(after.offer[0], after.frame[0], after.reference) == before
    found = status(capsys, ran)
    assert found["changed"]["since_accepted"] == []


def test_digests_follow_what_is_said_and_not_where_it_stands(ran: Path) -> None:
    quote = Year(Workspace(ran), 2027).reads[ran / RWS].record
    path = ran / "2027/offertes/andere-naam.xlsx"
    (ran / RWS).rename(path)
    again = Year(Workspace(ran), 2027).reads[path].record
    assert digest.of_record(again) == digest.of_record(quote)  # type: ignore[arg-type]
    change(path, "Kosten", F2="Technisch beheer en meer")
    other = Year(Workspace(ran), 2027).reads[path].record
    assert digest.of_record(other) != digest.of_record(quote)  # type: ignore[arg-type]


def test_who_owes_a_quote_and_since_when(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ran / RWS).unlink()
    (ran / "2027/offertes/offerte-TBO-2027.xlsx").unlink()
    found = status(capsys, ran)  # OBOs were due on 18 September, the TBO's own with its offer on 9 October
    assert found["owing"] == [
        {"party": "KADASTER TBO", "reason": "missing", "due": "2026-10-09", "days_late": None},
        {"party": "RWS OBO", "reason": "missing", "due": "2026-09-18", "days_late": 13},
    ]
    assert [one["days_late"] for one in status(capsys, ran, "2026-09-18")["owing"]] == [None, None]
    assert [one["days_late"] for one in status(capsys, ran, "2026-10-10")["owing"]] == [1, 22]
    assert main(["-C", str(ran), "--lang", "nl", "status", "2027", "--date", DAY]) == 0
    assert "Nog geen bruikbare offerte: RWS OBO (13 dagen te laat)." in capsys.readouterr().out


def test_a_quote_that_cannot_be_used_is_owed_as_well(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ran / RWS).write_bytes(b"rubbish")
    found = status(capsys, ran)
    assert steps(found)["quotes"][0] is False
    assert {"party": RWS, "reason": "file", "due": "2026-09-18", "days_late": 13} in found["owing"]


def test_the_versions_that_came_in(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    next_version(ran)
    rows = [one for one in status(capsys, ran, "2027-01-01")["quotes"] if one["organisation"] == "RWS"]
    assert [(one["version"], one["counts"], one["expired"]) for one in rows] == [(2, True, True), (1, False, True)]
    run(Workspace(ran), 2027)
    decide(ran, "adopted")
    (what,) = commands(status(capsys, ran, "2027-01-01"))
    assert what.startswith("vraag een nieuwe versie: verlopen is de offerte van GEONOVUM OBO, ")
    assert status(capsys, ran, "2026-12-31")["quotes"][0]["expired"] is False


def test_the_calendar_of_the_example(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = status(capsys, ran, "2026-11-27")["calendar"]
    assert [(one["date"], one["state"], one["days"]) for one in found] == [
        ("2026-06-18", "done", -162),
        ("2026-07-01", "done", -149),
        ("2026-09-18", "done", -70),
        ("2026-10-09", "done", -49),
        ("2026-10-30", "done", -28),
        ("2026-11-12", "passed", -15),
        ("2026-11-26", "late", -1),
        ("2026-12-11", "due", 14),
    ]
    main(["-C", str(ran), "--lang", "nl", "status", "2027", "--date", "26-11-2026"])
    said = capsys.readouterr().out
    assert "vandaag" in said
    assert "nog 15 dagen" in said
    main(["-C", str(ran), "--lang", "en", "status", "2027", "--date", "2026-11-27", "--quiet"])
    assert capsys.readouterr().out == "2027: Besluit OGB-beheer: 1 day late.\n"


def test_milestones_of_other_years_and_names_that_mean_nothing_to_us() -> None:
    calendar = [
        Milestone(2028, "Kader vastgesteld", date(2027, 6, 1), "OGB-beheer", "", NOWHERE),
        Milestone(2027, "Heidag", date(2026, 6, 2), "SBO", "", NOWHERE),
        Milestone(2027, "Kader vastgesteld", date(2026, 6, 1), "OGB-beheer", "", NOWHERE),
    ]
    found = dated(calendar, 2027, {Step.FRAME}, date(2026, 6, 3))
    assert [(one.milestone.name, str(one.stand), one.days) for one in found] == [
        ("Kader vastgesteld", "done", -2),
        ("Heidag", "passed", -1),
    ]
    assert deadline(calendar, 2027, Step.QUOTES) is None


def test_a_changed_output_is_named(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ran / "2027/vergelijking-2027.xlsx").write_bytes(b"mine")
    assert status(capsys, ran)["changed"]["outputs"] == ["2027/vergelijking-2027.xlsx"]


def test_without_a_year_every_year_is_shown(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issue(Register(ran), 2028, "request", "2028/uitvraag/uitvraag-RWS-2028.xlsx", b"request")
    main(["-C", str(ran), "status", "--json", "--date", DAY])
    found = json.loads(capsys.readouterr().out)
    assert found["date"] == DAY
    assert [one["year"] for one in found["years"]] == [2027, 2028]
    assert steps(found["years"][1])["request"] == (True, "1 written")


def test_a_register_that_does_not_agree_is_told(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ran / "register/000003 (conflict).json").touch()
    assert main(["-C", str(ran), "--lang", "nl", "status", "2027", "--date", DAY]) == 1
    assert "000003 (conflict).json" in capsys.readouterr().out


def test_reference_values_that_cannot_be_read_are_told(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ran / "uitgangspunten.xlsx").write_bytes(b"rubbish")
    assert main(["-C", str(ran), "--lang", "nl", "status", "2027", "--date", DAY]) == 2
    assert "uitgangspunten.xlsx" in capsys.readouterr().out
