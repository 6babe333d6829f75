"""What a place can ask for, and the amounts that it gets; expected amounts are added up by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.agreement import Role
from planner.amounts import PM, Span
from planner.money import euros
from planner.records import OpenItem, Reference
from planner.resources import example
from planner.views.asked import answered
from planner.views.asking import Asked, Measure, Unit, Unknown, Vat, Vocabulary, Whole
from planner.views.results import Results
from planner.workspace import Workspace
from planner.year import Year


@pytest.fixture(scope="module")
def results() -> Results:
    return Year(Workspace(example()), 2027).results


@pytest.fixture(scope="module")
def reference(results: Results) -> Reference:
    return results.reference


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plafond.beheer", Asked(Measure.CEILING, "beheer")),
        ("ceiling beheer", Asked(Measure.CEILING, "beheer")),
        ("Beheer en exploitatie", Asked(heading="beheer")),
        ("offerte_beheer_RWS_K1", Asked(Measure.OFFER, "beheer", organisation="RWS", quarter=1)),
        ("RWS / 3e kwartaal", Asked(organisation="RWS", quarter=3)),
        ("Q4", Asked(quarter=4)),
        ("offerte.kadaster.tbo", Asked(Measure.OFFER, organisation="KADASTER", role=Role.TBO)),
        ("offerte: inhuur externen", Asked(Measure.OFFER, cost_type="inhuur externen")),
        ("hosting, licenties en infrastructuur", Asked(cost_type="hosting, licenties en infrastructuur")),
        ("bijdrage.gemeenten", Asked(Measure.SHARE, payer="GEMEENTEN")),
        ("bijdrage plafond Gemeenten (VNG)", Asked(Measure.SHARE, payer="GEMEENTEN", of_ceiling=True)),
        ("plafond.bijdrage.rijk", Asked(Measure.SHARE, payer="RIJK", of_ceiling=True)),
        ("verschil.taakstellend x 1.000", Asked(Measure.DIFFERENCE, whole=Whole.BINDING, unit=Unit.THOUSANDS)),
        ("totaal.exclusief.duizend", Asked(whole=Whole.TOTAL, vat=Vat.EXCLUDING, unit=Unit.THOUSANDS)),
        ("", Asked()),
    ],
)  # fmt: skip
def test_codes_are_understood(reference: Reference, text: str, expected: Asked) -> None:
    assert Vocabulary(reference).understood(text) == expected


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("plafond.behear", "behear", "plafond.beheer"),
        ("offrete.beheer", "offrete", "offerte.beheer"),
        ("plafond.xyzzy", "xyzzy", None),
        ("plafond.ondergrens.beheer", "plafond.ondergrens.beheer", None),
        ("offerte.beheer.iplo", "offerte.beheer.iplo", None),
        ("offerte.inhuur", "inhuur", "offerte.inhuur.externen"),
    ],
)
def test_what_is_not_understood_is_told_with_what_was_meant(
    reference: Reference, text: str, word: str, meant: str | None
) -> None:
    assert Vocabulary(reference).understood(text) == Unknown(word, meant)


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("plafond.beheer", True),
        ("plafond.beheer.K1", False),
        ("plafond.RWS", False),
        ("ondergrens.totaal", False),
        ("bijdrage", False),
        ("offerte.RIJK", False),
        ("bijdrage.RIJK.beheer", False),
        ("open.beheer.RWS", True),
        ("raming.beheer", True),
        ("offerte.K1.btw", True),
    ],
)
def test_what_cannot_exist_makes_no_sense(reference: Reference, text: str, sense: bool) -> None:
    asked = Vocabulary(reference).understood(text)
    assert isinstance(asked, Asked)
    assert asked.makes_sense is sense


def test_every_place_of_the_catalogue_is_understood_and_makes_sense(results: Results) -> None:
    words = Vocabulary(results.reference)
    codes = [code for code, _ in words.catalogue()]
    assert len(codes) == len(set(codes)) > 50
    for code in codes:
        asked = words.understood(code)
        assert isinstance(asked, Asked)
        assert asked.makes_sense
    assert all(meaning.nl and meaning.en for _, meaning in words.catalogue())


def amount(results: Results, text: str) -> Decimal | None:
    asked = Vocabulary(results.reference).understood(text)
    assert isinstance(asked, Asked)
    span = answered(asked, results)
    assert span is None or span.certain
    return None if span is None else euros(span.expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plafond.beheer", "38900000.00"),
        ("ondergrens.beheer", "31100000.00"),
        ("offerte.beheer", "39477079.17"),
        ("verschil.beheer", "577079.17"),
        ("plafond.taakstellend", "47500000.00"),
        ("offerte.taakstellend", "48750973.00"),
        ("verschil.taakstellend", "1250973.00"),
        ("offerte", "59761066.96"),
        ("offerte.totaal", "59761066.96"),
        ("bijdrage.GEMEENTEN", "38417558.68"),
        ("bijdrage.plafond.GEMEENTEN", "37590000.00"),
        ("ondergrens.doorontwikkeling", None),
        ("plafond.afbouw", None),
        ("open.totaal", "0"),
    ],
)
def test_the_amounts_are_those_of_compare(results: Results, text: str, expected: str | None) -> None:
    found = amount(results, text)
    assert found == (None if expected is None else Decimal(expected) / (100 if text.startswith("open") else 1))


@pytest.mark.parametrize("within", ["", ".beheer", ".RWS", ".inhuur externen", ".taakstellend"])
def test_parts_add_up_to_the_whole(results: Results, within: str) -> None:
    def of(more: str) -> Decimal:
        return amount(results, f"offerte{within}{more}") or Decimal()

    whole = of("")
    assert sum(of(f".K{quarter}") for quarter in range(1, 5)) == whole
    assert of(".exclusief") + of(".btw") == of(".inclusief") == whole
    if "RWS" not in within:
        assert sum(of(f".{one}") for one in ("RWS", "KOOP", "GEONOVUM", "KADASTER")) == whole
        assert of(".KADASTER.TBO") + of(".OBO") == whole
    if "inhuur" not in within:
        assert sum(of(f".{one.name}") for one in results.reference.cost_types) == whole
    if "beheer" not in within and "taak" not in within:
        assert sum(of(f".{one.code}") for one in results.reference.headings) == whole


def with_open(results: Results, *items: OpenItem) -> Results:
    offer = replace(results.offer, open=items)
    return replace(results, offer=offer, compared=replace(results.compared, open_items=items))


def test_an_open_item_touches_every_figure_that_it_may_be_in(results: Results) -> None:
    line = next(one for one in results.offer.lines if one.line.heading == "beheer" and one.quote.organisation == "RWS")
    where = line.line.origin.cell("amount")
    item = OpenItem("pm", where, ("beheer",), "RWS", Role.OBO, line.line.id)
    pending = with_open(results, item)

    def pm(text: str) -> int:
        asked = Vocabulary(results.reference).understood(text)
        assert isinstance(asked, Asked)
        span = answered(asked, pending)
        assert span
        return span.pm

    other = next(one.name for one in results.reference.cost_types if one.name != line.line.cost_type)
    touched = ["offerte", "offerte.beheer", "offerte.taakstellend", "offerte.RWS", "offerte.OBO", "offerte.K3",
               f"offerte.{line.line.cost_type}", "verschil.beheer", "verschil.totaal", "bijdrage.RIJK"]  # fmt: skip
    free = ["offerte.iplo", "offerte.KOOP", "offerte.TBO", f"offerte.{other}", "plafond.beheer",
            "bijdrage.plafond.RIJK", "verschil.iplo", "ondergrens.beheer"]  # fmt: skip
    assert {text: pm(text) for text in touched} == dict.fromkeys(touched, 1)
    assert {text: pm(text) for text in free} == dict.fromkeys(free, 0)
    asked = Vocabulary(results.reference).understood("open.beheer")
    assert isinstance(asked, Asked)
    assert answered(asked, pending) == Span.of(1)


def test_an_item_of_which_nothing_is_known_touches_the_whole_offer(results: Results) -> None:
    line = results.offer.lines[0]
    pending = with_open(results, OpenItem("file", line.line.origin.cell("amount")))
    for text in ("offerte.iplo", "offerte.KOOP.K1", "offerte.inhuur externen"):
        asked = Vocabulary(results.reference).understood(text)
        assert isinstance(asked, Asked)
        span = answered(asked, pending)
        assert span
        assert span.pm == PM.pm
