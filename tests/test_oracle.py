"""The second opinion itself: the example's figures typed by hand, small cases worked out by hand, and its cycles."""

from collections import Counter
from datetime import date
from decimal import Decimal

from tests.cycles.example import example
from tests.cycles.make import make
from tests.oracle import compare
from tests.oracle.bridge import PARTS
from tests.oracle.financing import financing
from tests.oracle.numbers import in_cents, largest_remainder, rounded_quarters

VERDICTS = {"over", "open", "shift", "above-estimate", "below-floor", "within"}


def test_the_second_opinion_gives_the_figures_that_are_known_of_the_example():
    answer = compare(example())
    offers = {row["heading"]: (row["offer"], row["verdict"]) for row in answer["rows"]}
    assert offers == {
        "beheer": ("39477079.17", "over"),
        "doorontwikkeling": ("9273893.83", "over"),
        "uitbouw": ("4878840.28", "within"),
        "iplo": ("3254278.00", "within"),
        "implementatieondersteuning": ("1795929.91", "within"),
        "leveranciersmanagement": ("1081045.77", "above-estimate"),
    }
    assert answer["total"]["offer"] == "59761066.96"
    assert answer["binding"]["difference"] == "1250973.00"
    assert answer["fits"] is False
    beheer = answer["bridge"]["beheer"]
    assert [beheer[part] for part in ("index", "rate", "volume", "other", "new")] == [
        "903783.01",
        "69178.99",
        "-52394.00",
        "54144.00",
        "1631734.50",
    ]
    excluding = compare(example() | {"frame": None})["bridge"]
    assert excluding == answer["bridge"]


def test_rounding_and_splitting_by_hand():
    assert [in_cents(Decimal(text)) for text in ("0.005", "-0.005", "1.0049")] == [1, -1, 100]
    assert largest_remainder(100, [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]) == [33, 33, 34]
    assert largest_remainder(-10, [1, 1, 1]) == [-4, -3, -3]
    assert rounded_quarters([Decimal("2.5")] * 4, 10) == [3, 3, 3, 1]


def test_a_band_and_a_maximum_by_hand():
    # 300 in the first band: 90 and 210, capped at 200; 100 in the second band: all for B. The rest of 10 is A's.
    rows = [_share("A", 0, "0.3"), _share("B", 0, "0.7", cap=200), _share("B", 300, "1")]
    cycle = {"year": 2027, "reference": {"Bijdragende partijen": [{"Code": "A"}, {"Code": "B"}]}}
    cycle["reference"]["Verdeelsleutel"] = rows
    assert financing(cycle, [("kosten", [10000, 10000, 10000, 10000])]) == {"A": 10000, "B": 30000}


def _share(payer, start, share, cap=None):
    return {
        "Kostencategorie": "kosten",
        "Schijf vanaf": Decimal(start),
        "Bijdragende partij": payer,
        "Percentage": Decimal(share),
        "Maximum": cap,
        "Restant naar": "A",
        "Vanaf": date(2020, 1, 1),
        "Tot en met": None,
    }


def test_cycles_are_the_same_for_the_same_seed_and_meet_every_verdict():
    cycles = [make(seed) for seed in range(40)]
    assert cycles[7] == make(7)
    answers = [compare(cycle) for cycle in cycles]
    seen = Counter(row["verdict"] for answer in answers for row in answer["rows"])
    assert set(seen) == VERDICTS
    assert {answer["fits"] for answer in answers} == {True, False, None}
    moved = {part for answer in answers for row in answer["bridge"].values() for part in PARTS if row[part] != "0.00"}
    assert moved == set(PARTS)


def test_financing_and_bridge_of_the_second_opinion_add_up():
    for answer in (compare(make(seed)) for seed in range(40, 55)):
        paid = sum(Decimal(amount) for amount in answer["financing"]["ceiling"].values())
        assert paid == Decimal(answer["total"]["ceiling"] or 0)
        for part in ("moved",):
            assert sum(Decimal(row[part]) for row in answer["bridge"].values()) == 0
        if answer["vat"] == "including":
            offered = sum(Decimal(amount) for amount in answer["financing"]["offer"].values())
            assert offered == Decimal(answer["total"]["offer"])
