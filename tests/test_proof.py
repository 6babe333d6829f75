"""Every formula in every book comes to its stored value in two engines, and a change follows as at the source.

PLANNER_CYCLES=100 proves that many generated cycles beside the smallest that hold what must be proven.
"""

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from planner.amounts import Vat
from planner.books import budget, comparison, offer
from planner.calculations.financing import together
from planner.calculations.fitting import Verdict
from planner.views.results import Results
from planner.workspace import Workspace
from planner.year import Year
from tests import whatif
from tests.cycles.make import make
from tests.cycles.write import write
from tests.proof import differences, formulas, same, values, with_formualizer, with_libreoffice

EXAMPLE = Path(__file__).parent.parent / "budgets"
CYCLES = int(os.environ.get("PLANNER_CYCLES", "0"))
SEEDS = sorted({6, 26, 37, 38, *range(CYCLES)})
WITHOUT_FRAME = 37
"""The seed of a cycle that is proven without its frame."""
WITHOUT_QUOTE = 38
"""The seed of one from which a quote is taken away."""
CHANGES = int(os.environ.get("PLANNER_CHANGES", "14"))
pytestmark = pytest.mark.usefixtures("read_once")


def read(folder: Path, year: int) -> Results:
    return Year(Workspace(folder), year).results


def written(results: Results) -> dict[str, bytes]:
    return {
        "begroting": budget.book(results, "digest"),
        "offerte": offer.book(results, "digest"),
        "vergelijking": comparison.book(results, "digest"),
    }


@pytest.fixture(scope="module")
def example():
    return read(EXAMPLE, 2027)


@pytest.fixture(scope="module")
def cycles(tmp_path_factory):
    """The results of generated cycles, by name."""
    found = {}
    for seed in SEEDS:
        cycle = make(seed)
        if seed == WITHOUT_FRAME:
            cycle["frame"] = None
        if seed == WITHOUT_QUOTE:
            cycle["quotes"] = [one for one in cycle["quotes"] if one.get("head", {}).get("Rol") != "TBO"]
        folder = tmp_path_factory.mktemp(f"cyclus-{seed}")
        write(cycle, folder)
        found[f"cyclus {seed}"] = read(folder, cycle["year"])
    return found


@pytest.fixture(scope="module")
def books(example, cycles):
    everything = {"voorbeeld": example, **cycles}
    return {(name, book): data for name, one in everything.items() for book, data in written(one).items()}


def told(books, calculated):
    return [
        f"{' '.join(name)} {found}"
        for (name, stored), again in zip(books.items(), calculated, strict=True)
        for found in differences(stored, again)
    ]


def test_the_second_engine_comes_to_every_stored_value(books):
    assert told(books, [with_formualizer(data) for data in books.values()]) == []


def test_libreoffice_comes_to_every_stored_value(libreoffice, books):
    assert told(books, with_libreoffice(list(books.values()))) == []


def test_a_wrong_stored_value_is_found(example):
    first = example.compared.rows[0]
    wrong = replace(first.offer, amount=first.offer.amount + first.offer.amount)
    spoiled = replace(
        example, compared=replace(example.compared, rows=(replace(first, offer=wrong), *example.compared.rows[1:]))
    )
    data = budget.book(spoiled, "")
    assert any(found.sheet == "Samenvatting" for found in differences(data, with_formualizer(data)))


def test_the_generated_cycles_hold_what_must_be_proven(cycles):
    all_of = cycles.values()
    bases = {quote.basis.vat for one in all_of for quote in one.offer.quotes}
    frames = [one.limits.frame for one in all_of]
    assert bases == set(Vat)
    assert {frame.basis.vat for frame in frames if frame} == set(Vat)
    assert None in frames
    assert any(frame.indexed and frame.basis.price_level < frame.year for frame in frames if frame)
    assert any(frame.basis.price_level > frame.year for frame in frames if frame)
    assert any(share.maximum is not None for one in all_of for share in one.reference.key)
    assert any(share.band_from for one in all_of for share in one.reference.key)
    assert {"pm", "range", "row", "missing"} <= {item.reason for one in all_of for item in one.offer.open}
    assert {one.compared.fits for one in all_of} == {True, False, None}
    assert {row.verdict for one in all_of for row in one.compared.rows} == set(Verdict)
    assert any(_changes_within(one) for one in all_of)
    assert any(quote.basis.price_level != one.year for one in all_of for quote in one.offer.quotes)


def _changes_within(one: Results) -> bool:
    starts = [row.period.start for row in one.reference.vat if row.period.start]
    return any(start.year == one.year and start.month > 1 for start in starts)


def test_financing_in_the_book_is_that_of_the_stage(example, cycles):
    for one in (example, *cycles.values()):
        plan = budget.Plan(one)
        for paid, column in zip(one.paid, (2, 1), strict=True):
            total = paid.total if paid else None
            shown = [row.values[column] for row in plan.payers.rows()[:-1]]
            expected = [total.of(payer.code) if total else None for payer in one.reference.payers]
            assert [cell.value if cell else None for cell in shown] == expected
        if one.paid[0].total:
            assert together([found for _, found in one.paid[0].by_category if found]).shares is not None


@pytest.mark.parametrize("number", range(CHANGES))
def test_a_change_in_the_book_follows_as_at_the_source(number, tmp_path):
    """Any quantity, rate, amount, index, VAT rate, share, band, maximum or ceiling (DESIGN 6)."""
    rng, change = random.Random(number), None
    cycle = make(200 + number)
    write(cycle, tmp_path)
    before = read(tmp_path, cycle["year"])
    while change is None:
        change = whatif.drawn(rng, before)
    changed = whatif.in_book(budget.book(before, ""), change.edits)
    whatif.at_source(tmp_path, change)
    after = read(tmp_path, cycle["year"])
    if len(after.offer.lines) != len(before.offer.lines):
        pytest.skip(f"{change.what}: no longer a valid line, so that planner refuses it")
    expected = budget.book(after, "")
    cells, there = formulas(expected), formulas(changed)
    assert {sheet for sheet, _ in set(cells) ^ set(there)} <= {"Mutaties"}  # a line that became known loses a part
    cells = {key: formula for key, formula in cells.items() if key in there}
    recalculated, wanted = values(with_formualizer(changed), cells), values(expected, cells)
    wrong = [
        f"{key}: {recalculated[key]!r}, planner {wanted[key]!r}"
        for key in cells
        if not same(recalculated[key], wanted[key])
    ]
    assert wrong == [], change.what
