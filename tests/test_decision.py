"""What keeps a decision, an acceptance or a sending back from being recorded; and the next version of a frame."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.amounts import PM, Span
from planner.places import Place
from planner.problems import Problem, message
from planner.records import Acceptance, Decision, Frame, OpenItem, Outcome, SentBack
from planner.stages.amending import Amended, amend
from planner.stages.decision import (
    Course,
    Offered,
    against_acceptance,
    against_sending_back,
    named,
    refusals,
)
from tests.build import CEILING, OBO, ceiling, frame, quote

DAY = date(2026, 11, 26)
ASSESSED = Course(2027, "offer-1", frame=replace(frame(), decided_on=date(2026, 6, 18)))
ADOPTED = Decision(Outcome.ADOPTED, DAY, "OGB-31", "offer-1")
DECIDED = replace(ASSESSED, decision=ADOPTED)
FITS = Offered(True, (), (), (quote("RWS"),), 0)
BY = Acceptance("directeur", "offer-1")


def codes(found: tuple[Problem, ...]) -> list[str]:
    return [one.code for one in found]


def decided(
    course: Course, outcome: Outcome = Outcome.ADOPTED, *, ceilings: bool = False, day: date = DAY
) -> list[str]:
    return codes(refusals(course, outcome, day, ceilings=ceilings))


def test_an_assessed_offer_can_be_decided_on() -> None:
    assert decided(ASSESSED) == decided(ASSESSED, Outcome.HELD) == []
    assert decided(ASSESSED, Outcome.AMENDED, ceilings=True) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"assessed": ""}, "not-assessed"),
        ({"changed": ("quote RWS OBO",)}, "changed-since-assessed"),
        ({"answer": BY}, "decided-after-acceptance"),
        ({"answer": SentBack("directeur", "offer-1", ("beheer: te ruim",))}, "offer-sent-back"),
    ],
)
def test_what_comes_too_early_or_too_late(changed: dict[str, Any], expected: str) -> None:
    assert decided(replace(ASSESSED, **changed)) == [expected]


def test_an_earlier_acceptance_does_not_keep_a_changed_offer_from_being_decided_on() -> None:
    assert decided(replace(ASSESSED, answer=replace(BY, offer="offer-0"))) == []


def test_ceilings_go_with_an_amended_decision_only() -> None:
    assert decided(ASSESSED, Outcome.AMENDED) == ["amended-without-ceilings"]
    assert decided(ASSESSED, Outcome.ADOPTED, ceilings=True) == ["ceilings-not-amended"]


def test_a_decision_is_not_older_than_its_frame() -> None:
    assert decided(ASSESSED, day=date(2026, 6, 17)) == ["decided-before-frame"]
    assert decided(ASSESSED, day=date(2026, 6, 18)) == []


def test_what_changed_is_named() -> None:
    (found,) = refusals(replace(ASSESSED, changed=("quote RWS OBO", "frame")), Outcome.HELD, DAY, ceilings=False)
    assert message(found, "nl") == "Sinds de toets is gewijzigd: de offerte van RWS OBO, het kader."
    assert named(("reference", "open")).en == "the reference values, what is open"


def accepted(course: Course = DECIDED, offered: Offered = FITS, wanted: Acceptance = BY) -> list[str]:
    return codes(against_acceptance(course, offered, wanted, date(2026, 12, 11)))


def test_an_offer_that_fits_and_was_decided_on_can_be_accepted() -> None:
    assert accepted() == []
    assert accepted(replace(DECIDED, decision=replace(ADOPTED, outcome=Outcome.AMENDED))) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"assessed": "", "decision": None}, ["not-assessed", "not-decided"]),
        ({"changed": ("frame",)}, ["changed-since-assessed"]),
        ({"decision": None}, ["not-decided"]),
        ({"decision": replace(ADOPTED, outcome=Outcome.HELD)}, ["held-over"]),
        ({"answer": SentBack("directeur", "offer-1", ("x: y",))}, ["offer-sent-back"]),
    ],
)
def test_the_order_is_kept(changed: dict[str, Any], expected: list[str]) -> None:
    assert accepted(replace(DECIDED, **changed)) == expected


def test_an_offer_that_does_not_fit_needs_the_reference_of_the_decision_on_it() -> None:
    over = replace(FITS, fits=False)
    assert accepted(offered=over) == ["does-not-fit"]
    assert accepted(offered=over, wanted=replace(BY, reference="OGB-14")) == ["unknown-decision"]
    assert accepted(offered=over, wanted=replace(BY, reference="OGB-31")) == []


def test_an_offer_that_changed_since_the_decision_goes_back_to_ogb_beheer() -> None:
    changed = replace(DECIDED, changed_since_decision=("quote RWS OBO",))
    amended = replace(changed, decision=replace(ADOPTED, outcome=Outcome.AMENDED))
    over = replace(FITS, fits=False)
    wanted = replace(BY, reference="OGB-31")
    assert accepted(changed) == ["changed-since-decided"]
    assert accepted(amended) == []  # it was brought within the ceilings that OGB-beheer set
    assert accepted(replace(changed, running=True)) == []  # during the year, and within the frame
    assert accepted(amended, over, wanted) == accepted(replace(changed, running=True), over, wanted)
    assert accepted(amended, over, wanted) == ["changed-since-decided"]


def test_what_is_open_must_be_named_in_a_condition() -> None:
    items = (
        OpenItem("pm", Place("a.xlsx", "Kosten", "K3"), ("beheer",), "RWS", OBO, "RWS-1"),
        OpenItem("missing", Place("b.xlsx"), ("beheer",), "KOOP", OBO),
    )
    unsure = replace(FITS, fits=None, open=items, bare=("uitbouw",))
    assert accepted(offered=unsure) == ["open-without-condition"] * 3
    half = replace(BY, conditions=("RWS-10: later", "rws-1: nader te bepalen; KOOP volgt"))
    assert accepted(offered=unsure, wanted=half) == ["open-without-condition"]
    whole = replace(half, conditions=(*half.conditions, "Uitbouw valt buiten deze opdracht"))
    assert accepted(offered=unsure, wanted=whole) == []


def test_errors_keep_an_offer_from_being_accepted_whatever_the_conditions() -> None:
    assert accepted(offered=replace(FITS, errors=2)) == ["errors-in-data"]


def test_an_expired_quote_cannot_be_accepted() -> None:
    def until(day: date) -> list[str]:
        return accepted(offered=replace(FITS, quotes=(replace(quote("RWS"), valid_until=day),)))

    assert until(date(2026, 12, 10)) == ["quote-expired"]
    assert until(date(2026, 12, 11)) == []


def test_an_acceptance_is_not_older_than_the_decision() -> None:
    assert accepted(wanted=replace(BY, dated=date(2026, 11, 25))) == ["accepted-before-decision"]
    assert accepted(wanted=replace(BY, dated=DAY)) == []


def sent(*reasons: str, course: Course = ASSESSED) -> list[str]:
    return codes(against_sending_back(course, reasons, ["RWS-012"], ["beheer", "Beheer en exploitatie"]))


def test_reasons_name_a_line_or_a_heading() -> None:
    assert sent("RWS-012: tarief te hoog", "Beheer: te ruim", "beheer en exploitatie: te ruim") == []
    assert sent("RWS-013: te hoog") == ["reason-of-nothing"]
    assert sent("te hoog") == sent("RWS-012:") == ["reason-without-subject"]


def test_only_an_assessed_offer_can_be_sent_back_and_not_after_acceptance() -> None:
    assert sent("beheer: x", course=Course(2027, "")) == ["not-assessed"]
    assert sent("beheer: x", course=replace(ASSESSED, answer=BY)) == ["sent-back-after-acceptance"]
    again = replace(ASSESSED, answer=SentBack("directeur", "offer-1", ("beheer: y",)))
    assert sent("beheer: x", course=again) == []


PLACE = Place("nieuw.xlsx")
PRESENT = frame(ceiling("beheer", 100_00), ceiling("iplo", 50_00, CEILING, 40_00))


def amending(given: Frame | tuple[Any, ...], *frames: Frame) -> Amended | Problem:
    return amend(frames or (PRESENT,), given, PLACE, DAY, "OGB-31")


def test_new_ceilings_take_the_place_of_the_old_and_the_others_stay() -> None:
    found = amending((ceiling("uitbouw", PM), ceiling("beheer", 120_00)))
    assert isinstance(found, Amended)
    assert (found.frame.version, found.frame.decided_on, found.frame.reference) == (2, DAY, "OGB-31")
    assert [(one.heading, one.amount) for one in found.frame.ceilings] == [
        ("beheer", Span.of(120_00)), ("iplo", Span.of(50_00)), ("uitbouw", PM),
    ]  # fmt: skip
    assert (found.kept, found.frame.basis) == (("iplo",), PRESENT.basis)


def test_a_version_follows_the_highest_there_is() -> None:
    found = amending((ceiling("beheer", 120_00),), PRESENT, replace(PRESENT, version=4))
    assert isinstance(found, Amended)
    assert found.frame.version == 5


def test_the_same_decision_gives_the_same_version() -> None:
    first = amending((ceiling("beheer", 120_00),))
    assert isinstance(first, Amended)
    again = amending((ceiling("beheer", 120_00),), PRESENT, first.frame)
    assert isinstance(again, Amended)
    assert again.frame == first.frame


def test_ceilings_on_another_basis_must_be_complete() -> None:
    excluding = frame(ceiling("beheer", 120_00), including=False)
    found = amending(excluding)
    assert isinstance(found, Problem)
    assert (found.code, found.fact("heading")) == ("ceilings-on-another-basis", "iplo")
    whole = amending(frame(ceiling("beheer", 120_00), ceiling("iplo", 1), including=False))
    assert isinstance(whole, Amended)
    assert whole.frame.basis == excluding.basis


def test_lone_ceilings_need_a_frame_to_stand_in() -> None:
    found = amend((), (ceiling("beheer", 1),), PLACE, DAY, "OGB-31")
    assert isinstance(found, Problem)
    assert found.code == "ceilings-unusable"
    first = amend((), PRESENT, PLACE, DAY, "OGB-31")
    assert isinstance(first, Amended)
    assert first.frame.version == 1
