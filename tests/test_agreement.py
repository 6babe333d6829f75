"""What the agreement of 9 November 2023 fixes, held against its text word for word."""

from datetime import date

import pytest

from planner import agreement

WORDINGS = {  # art. 3.2 as it is printed
    "a": "de onderlinge samenwerking",
    "b": "het operationele beheer door de OBO's inclusief de levering van de implementatieondersteuning en de "
    "uitvoering van het leveranciersmanagement",
    "c": "de kwaliteit van dienstverlening",
    "d": "de kwaliteit van de content op de website van het IPLO ten behoeve van de DSO-LV (validatie en monitoring)",
    "e": "de kosten- en capaciteitsefficiëntie",
    "f": "de monitoring en informatievoorziening",
    "g": "de marktontwikkelingen (prijs en kosten)",
}


def test_the_seven_subjects_stand_in_their_full_wording_and_order() -> None:
    assert {subject.letter: subject.wording for subject in agreement.SUBJECTS} == WORDINGS
    assert [subject.letter for subject in agreement.SUBJECTS] == list("abcdefg")


def test_the_dates_are_those_of_tot_slot() -> None:
    assert date(2023, 11, 9) == agreement.SIGNED_ON
    assert date(2029, 12, 31) == agreement.ENDS_ON
    assert date(2027, 12, 31) == agreement.EVALUATED_BEFORE
    # Half a year before the end: 31 December 2029 less six months.
    assert date(2029, 6, 30) == agreement.CONTINUATION_DECIDED_BEFORE


def test_cycle_roles_regimes_and_terms() -> None:
    assert agreement.YEARS_IN_CYCLE == 4
    assert [str(role) for role in agreement.Role] == ["SBO", "TBO", "OBO"]
    assert [str(regime) for regime in agreement.Regime] == ["SLA", "opdracht"]
    assert agreement.DISPUTE_TERM_WORKING_DAYS == 7


@pytest.mark.parametrize("year", [2024, 2027])
def test_quarters_start_on_the_first_of_january_april_july_and_october(year: int) -> None:
    assert [(day.year, day.month, day.day) for day in agreement.quarter_starts(year)] == [
        (year, month, 1) for month in (1, 4, 7, 10)
    ]
