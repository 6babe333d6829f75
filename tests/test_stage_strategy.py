"""The strategy beside the offer: which cycle holds, its codes, and its estimate on the offer's basis."""

import pytest

from planner.amounts import PM, Basis, Span, Vat
from planner.figures import Rule
from planner.stages.strategy import check, choose, estimates
from tests.build import estimate, index, reference, strategy, vat

EXCLUDING, INCLUDING = Basis(2027, Vat.EXCLUDING), Basis(2027, Vat.INCLUDING)


def years(second: int | Span) -> tuple[Span, ...]:
    """Return four years of which 2027 has this amount."""
    return (Span.of(1), second if isinstance(second, Span) else Span.of(second), Span.of(3), Span.of(4))


def estimated(*lines: object, basis: Basis = EXCLUDING, **tables: object) -> dict[str, int | None]:
    found = estimates(strategy(*lines), reference(**tables), 2027, basis)
    return {heading: figure.cents if figure else None for heading, figure in found.items()}


@pytest.mark.parametrize(("year", "first"), [(2026, 2026), (2029, 2026), (2030, 2030), (2025, None), (2034, None)])
def test_the_strategy_of_a_year_is_the_one_whose_cycle_holds_it(year: int, first: int | None) -> None:
    chosen, problems = choose([strategy(), strategy(first_year=2030, file="later.xlsx")], year)
    assert (chosen.first_year if chosen else None, problems) == (first, ())


def test_overlapping_cycles_are_named_at_the_second() -> None:
    chosen, problems = choose([strategy(file="a.xlsx"), strategy(first_year=2027, file="b.xlsx")], 2028)
    assert chosen == strategy(file="a.xlsx")
    assert [(one.code, str(one.where), one.fact("other")) for one in problems] == [
        ("two-strategies", "b.xlsx, Strategie, B2", "a.xlsx")
    ]
    assert choose([strategy(), strategy(first_year=2027)], 2026)[1] == ()


def test_each_unknown_code_is_named_in_its_cell() -> None:
    good = estimate("1", "RWS", "beheer", *years(1))
    bad = estimate("2", "RSW", "beheeer", *years(1), cost_type="personeel")
    found = check(strategy(good, bad), reference())
    assert [(one.code, str(one.where)) for one in found] == [
        ("unknown-code", f"strategie-2026-2029.xlsx, Raming, {cell}") for cell in ("B3", "D3", "F3", "G3")
    ]


def test_the_estimate_is_indexed_to_the_year_and_added_by_heading() -> None:
    # loon 4%: 100.10 -> 104.104 -> 104.10; prijs 2%: 50.00 -> 51.00.
    lines = [
        estimate("1", "RWS", "beheer", *years(10_010)),
        estimate("2", "RWS", "beheer", *years(5000), cost_type="inhuur externen"),
        estimate("3", "KOOP", "iplo", *years(100), cost_type="afschrijvingskosten"),
    ]
    assert estimated(*lines) == {"beheer": 15_510, "iplo": 100}


def test_vat_follows_the_basis_of_the_comparison() -> None:
    line = estimate("1", "KOOP", "beheer", *years(1000))
    assert estimated(line, basis=INCLUDING) == {"beheer": 1258}  # 10.40 + 2.184 -> 2.18
    assert estimated(line, basis=INCLUDING, vat=[]) == {"beheer": None}


def test_a_missing_index_leaves_the_heading_without_an_estimate() -> None:
    lines = [estimate("1", "RWS", "beheer", *years(1000)), estimate("2", "RWS", "iplo", *years(5), cost_type="x")]
    other = estimate("3", "RWS", "uitbouw", *years(7), cost_type="afschrijvingskosten")
    assert estimated(*lines, other, indices=[index("prijs", 2027, "0.02")]) == {
        "beheer": None,
        "iplo": None,
        "uitbouw": 7,
    }


def test_open_parts_survive() -> None:
    lines = [estimate("1", "RWS", "beheer", *years(PM)), estimate("2", "RWS", "beheer", *years(100))]
    found = estimates(strategy(*lines), reference(), 2027, EXCLUDING)["beheer"]
    assert found
    assert found.amount.span == Span(104, 104, 104, 1)


def test_a_year_that_the_line_does_not_hold_is_not_known() -> None:
    found = estimates(strategy(estimate("1", "RWS", "beheer", Span.of(1))), reference(), 2027, EXCLUDING)["beheer"]
    assert found
    assert found.amount.span == PM


def test_a_party_whose_relation_ends_within_the_year_keeps_its_estimate() -> None:
    values = [vat("KOOP", "0.21", end="2027-06-30")]
    assert estimated(estimate("1", "KOOP", "beheer", *years(1000)), vat=values, basis=INCLUDING) == {"beheer": 1258}


def test_an_estimate_leads_to_the_year_of_its_line() -> None:
    found = estimates(strategy(estimate("1", "RWS", "beheer", *years(1000))), reference(), 2027, EXCLUDING)["beheer"]
    assert found
    (leaf,) = found.leaves()
    assert (leaf.rule, leaf.cents, leaf.field) == (Rule.AS_TYPED, 1000, "amounts:2027")
