"""Figures that know what they were made of, down to the cells that somebody typed."""

import pytest

from planner.amounts import Amount, Basis, MixedBasis, Span, Vat
from planner.figures import Figure, Rule, difference, total
from tests import build

BASIS = Basis(2027, Vat.EXCLUDING)
QUOTE = build.quote("RWS", build.line("R-1", 100), build.line("R-2", 250))


def typed(number: int, basis: Basis = BASIS) -> Figure:
    line = QUOTE.lines[number]
    return Figure(f"line.{line.id}", Amount(line.amount, basis), Rule.AS_TYPED, source=line.origin, field="amount")


def test_a_total_adds_up_and_leads_to_the_typed_cells() -> None:
    found = total("offer.beheer", [typed(0), typed(1)], BASIS)
    assert (found.cents, found.rule, found.place) == (350, Rule.SUM, None)
    assert [str(leaf.place) for leaf in found.leaves()] == [
        "2027/offertes/RWS-OBO-1.xlsx, Kosten, K2",
        "2027/offertes/RWS-OBO-1.xlsx, Kosten, K3",
    ]


def test_a_difference_is_first_less_second() -> None:
    gap = difference("gap", typed(0), total("sum", [typed(0), typed(1)], BASIS))
    assert (gap.cents, gap.rule) == (-250, Rule.DIFFERENCE)
    assert [leaf.cents for leaf in gap.leaves()] == [100, 100, 250]


def test_a_total_of_nothing_is_zero_and_has_no_typed_cell_under_it() -> None:
    found = total("offer.afbouw", [], BASIS)
    assert (found.cents, list(found.leaves())) == (0, [])


def test_open_parts_survive_into_a_total() -> None:
    pm = Figure("line.pm", Amount(Span(pm=1), BASIS), Rule.AS_TYPED)
    assert total("x", [typed(0), pm], BASIS).amount.span == Span(100, 100, 100, 1)


def test_figures_of_another_basis_are_refused() -> None:
    with pytest.raises(MixedBasis):
        total("x", [typed(0)], Basis(2026, Vat.EXCLUDING))
    with pytest.raises(MixedBasis):
        difference("x", typed(0), typed(1, Basis(2027, Vat.INCLUDING)))
