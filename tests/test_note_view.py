"""What the decision note says, without Word: the decision first, figures by hand, nothing open passed over."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.amounts import PM, Span
from planner.calculations.rounding import Pair
from planner.dutch import NBSP
from planner.places import Place
from planner.problems import problem
from planner.records import General, OpenItem, Risk
from planner.views.note import Note, note
from planner.views.note.causes import explained
from planner.views.results import Results
from tests.build import (
    CEILING,
    ESTIMATE,
    NOWHERE,
    OBO,
    TBO,
    ceiling,
    frame,
    line,
    quote,
    reference,
    share,
    vat,
)
from tests.cycles.make import make
from tests.cycles.write import write
from tests.folders import copy_example
from tests.note import milestone, of_folder, results, rws

MILLION = 1_000_000_00


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Note:
    folder: Path = copy_example(tmp_path_factory.mktemp("note"))
    return note(of_folder(folder))


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def asked(said: Note) -> str:
    """Return the requested decision as text, a choice on its own line."""
    points = [line for point in said.decision for line in (point.text, *(f"  {one}" for one in point.choices))]
    return plain("\n".join(points))


def frame_table(said: Note) -> list[tuple[str, str, str, str]]:
    rows = (*said.frame.lines, *said.frame.sums)
    return [(row.heading, plain(row.ceiling), plain(row.offer), plain(row.difference)) for row in rows]


def test_the_example_beside_the_frame(example: Note) -> None:
    # By hand: 59.761.066,96 in all; beheer 39.477.079,17; binding 48.750.973 against 47.500.000.
    assert frame_table(example) == [
        ("Beheer en exploitatie", "38.900", "39.477", "577"),
        ("Doorontwikkeling", "8.600", "9.274", "674"),
        ("Uitbouw", "5.050", "4.879", "−171"),
        ("Informatiepunt Leefomgeving (DSO-LV)", "3.300", "3.254", "−46"),
        ("Implementatieondersteuning", "1.850", "1.796", "−54"),
        ("Leveranciersmanagement", "1.050", "1.081", "31"),
        ("Taakstellend samen", "47.500", "48.751", "1.251"),
        ("Alle posten samen", "58.750", "59.761", "1.011"),
    ]
    assert [row.effect for row in example.frame.sums] == ["nadelig", "nadelig"]
    assert plain(example.frame.caption) == (
        "Offerte 2027 naast het kader (bedragen x € 1.000, prijspeil 2027, inclusief btw)"
    )


def test_the_example_asks_the_board_to_choose(example: Note) -> None:
    said = asked(example)
    assert said.startswith(
        "Te kiezen hoe de overschrijding wordt opgelost: de offerte komt € 1.250.973 boven het taakstellend budget "
        "van € 47.500.000 uit."
    )
    assert "het taakstellend budget te verhogen met € 1.250.973 tot € 48.750.973" in said
    assert "(Beheer en exploitatie + € 577.079 en Doorontwikkeling + € 673.894)" in said
    assert "ten minste € 1.250.973 te verlagen" in said
    assert "ondergrens te komen (Beheer en exploitatie € 31.100.000)" in said
    assert "Leveranciersmanagement (€ 31.046)" in said  # 1.081.045,77 - 1.050.000
    assert "na een besluit volgens 1a, op 11 december 2026," in said


def test_the_example_names_meeting_frame_and_sender(example: Note) -> None:
    assert example.meeting == "OGB-beheer, 26 november 2026"
    assert example.frame_reference == "OGB-2026-14, versie 1, vastgesteld op 18 juni 2026"
    assert example.sender == "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties (SBO)"
    assert example.remark == "Voorbeeld: alle bedragen zijn verzonnen."


def test_the_example_names_three_causes_and_what_to_explain(example: Note) -> None:
    assert [plain(one).split(",")[0] for one in example.causes] == [
        "Nieuwe regels: € 10.466.879 nadelig",
        "Vervallen regels: € 2.675.500 voordelig",
        "Loon- en prijsontwikkeling (index): € 1.180.270 nadelig",
    ]
    # 157.203,50 is 5,08% of last year's 3.097.074,50 and more than € 100.000; 50.251,77 is 2,9%.
    due = {row.heading: row.explanation for row in example.changes.lines}
    assert due["Informatiepunt Leefomgeving (DSO-LV)"] == "index, tarief, volume"
    assert due["Implementatieondersteuning"] == due["Leveranciersmanagement"] == "–"
    assert example.changes.sums[0].share == "+20,0%"


def test_the_offer_has_the_same_figures_in_every_table(example: Note) -> None:
    in_frame = {row.heading: row.offer for row in example.frame.lines}
    assert {row.heading: row.after for row in example.changes.lines} == in_frame
    totals = example.frame.sums[1], example.financing.sums[0]
    assert (totals[0].ceiling, totals[0].offer, totals[0].difference) == (
        totals[1].ceiling, totals[1].offer, totals[1].difference,
    )  # fmt: skip


def test_the_example_says_who_pays(example: Note) -> None:
    # The offer's 15.306.463,35 + 3.292.933,60 + 38.417.558,68 + 2.744.111,33, in thousands that make 59.761.
    assert [(row.payer, row.offer) for row in example.financing.lines] == [
        ("Rijk", "15.306"), ("Provincies (IPO)", "3.293"), ("Gemeenten (VNG)", "38.418"),
        ("Waterschappen (UvW)", "2.744"),
    ]  # fmt: skip


def test_the_example_says_what_is_assumed(example: Note) -> None:
    said = plain("\n".join(example.assumptions))
    assert said.startswith("De SBO betaalt iedere organisatie rechtstreeks")
    assert "Kadaster (TBO) 21%, betwist (ECLI:NL:GHARL:2024:7639): € 499.155" in said
    assert "loon 2027 3,4% en prijs 2027 2,3%" in said
    assert "volgorde" in said
    assert "Partijen, Posten, Verdeelsleutel en Kalender" in said


def test_the_example_ends_with_risks_steps_and_sources(example: Note) -> None:
    # 50% of 690.000, 40% of 450.000, 25% of 310.000, 20% of 380.000, 30% of 240.000: 345, 180, 77,5, 76, 72.
    assert [row.risk.split()[0] for row in example.risks] == ["Btw", "Einde", "Vertrek", "Btw-positie", "Piek"]
    assert [(step.date, step.what) for step in example.steps] == [
        ("26 november 2026", "Besluit OGB-beheer"),
        ("11 december 2026", "Aanvaarding en opdracht"),
        ("31 december 2026", "Laatste dag dat alle offertes gelden"),
    ]
    assert "Rijkswaterstaat: OFF-RWS-2027, versie 1 van 15 september 2026" in example.sources


def fitting(**changed: int) -> Results:
    """Return € 8 million beside € 10 million binding: beheer 5 of 6, doorontwikkeling 3 of 4 unless changed."""
    ceilings = {"beheer": 6, "doorontwikkeling": 4} | changed
    decided = frame(*(ceiling(heading, millions * MILLION) for heading, millions in ceilings.items()))
    return results(rws(("beheer", 5 * MILLION), ("doorontwikkeling", 3 * MILLION)), decided=decided)


def test_an_offer_that_fits_is_put_up_for_adoption() -> None:
    said = note(fitting())
    assert asked(said).startswith(
        "In te stemmen met het exploitatie-, beheer- en ontwikkelplan 2027 met de begroting van € 8.000.000 "
        "(in prijzen van 2027, inclusief btw). De offerte blijft € 2.000.000 binnen het taakstellend budget van "
        "€ 10.000.000."
    )
    assert "verschuiving" not in asked(said)
    assert said.key_points[0] == "De offerte 2027 past binnen het kader."


def test_a_shift_between_binding_headings_is_asked_for() -> None:
    found = note(fitting(beheer=4, doorontwikkeling=5))
    assert found.key_points[0].endswith("met een verschuiving tussen taakstellende posten.")
    said = asked(found)
    assert (
        "In te stemmen met een verschuiving van € 1.000.000 binnen het taakstellend budget: naar Beheer "
        "(€ 1.000.000), ten laste van de ruimte bij Doorontwikkeling (€ 2.000.000)."
    ) in said


def test_a_heading_over_a_ceiling_of_its_own_is_named_with_that_ceiling() -> None:
    decided = frame(ceiling("beheer", 6 * MILLION), ceiling("iplo", MILLION, CEILING, floor=50_000_000))
    found = results(rws(("beheer", 5 * MILLION), ("iplo", 1_200_000_00)), decided=decided)
    said = asked(note(found))
    assert "Iplo komt € 200.000 boven het plafond van € 1.000.000 uit" in said
    assert "het plafond voor Iplo te verhogen met € 200.000 tot € 1.200.000" in said
    assert "(Iplo € 500.000)" in said
    assert "taakstellend budget te verhogen" not in said


def test_below_a_floor_is_told() -> None:
    decided = frame(ceiling("beheer", 6 * MILLION, floor=5_500_000_00))
    said = asked(note(results(rws(("beheer", 5 * MILLION)), decided=decided)))
    assert "onder hun ondergrens blijven: Beheer (€ 500.000)" in said


def test_an_offer_with_something_open_is_held_over_until_that_is_settled() -> None:
    missing = OpenItem("missing", Place("uitgangspunten.xlsx", "Partijen", "A6"), ("beheer",), "KOOP", OBO)
    decided = frame(ceiling("beheer", 6 * MILLION))
    found = quote("RWS", line("R-1", 5 * MILLION), line("R-2", PM))
    said = note(results(found, decided=decided, open_items=(missing,)))
    assert asked(said).splitlines()[:3] == [
        "Het besluit over het exploitatie-, beheer- en ontwikkelplan 2027 met de begroting aan te houden totdat het "
        "volgende is opgelost:",
        "  de ontbrekende offerte van Koop (Beheer);",
        "  de pm-post van Rws, regel R-2 (Beheer).",
    ]
    assert "het bekende deel van de offerte is € 5.000.000" in asked(said)
    assert "aanvaarden" not in asked(said)
    assert frame_table(said)[0] == ("Beheer", "6.000", "5.000 + 2 pm", "−1.000 + 2 pm")
    assert said.frame.lines[0].effect == said.frame.sums[1].effect == "open"
    assert [row.what for row in said.open_items] == ["Offerte ontbreekt", "Bedrag nog niet bekend (pm)"]
    assert said.open.startswith("Er staan 2 punten open.")


def test_over_and_open_at_once_asks_for_both() -> None:
    decided = frame(ceiling("beheer", 4 * MILLION))
    said = note(results(quote("RWS", line("R-1", 5 * MILLION), line("R-2", PM)), decided=decided))
    assert "komt ten minste € 1.000.000 boven het taakstellend budget" in asked(said)
    assert "Als voorwaarde voor aanvaarding te stellen" in asked(said)
    assert said.frame.lines[0].effect == "nadelig"  # what is open can only add to it


def test_many_open_items_are_counted_and_the_first_ones_named() -> None:
    found = quote("RWS", *(line(f"R-{i}", PM) for i in range(13)))
    said = note(results(found, decided=frame(ceiling("beheer", MILLION))))
    assert said.decision[0].choices[-1] == "en 8 andere punten (zie Wat open staat)."
    assert len(said.open_items) == 10
    assert said.open_more.startswith("En nog 3 andere")


def test_a_range_shows_its_middle_and_says_so() -> None:
    found = quote("RWS", line("R-1", Span(1 * MILLION, 2 * MILLION, 3 * MILLION)))
    said = note(results(found, decided=frame(ceiling("beheer", 6 * MILLION))))
    assert frame_table(said)[0][2] == "ca. 2.000"
    assert "bandbreedte van € 1.000.000 tot € 3.000.000" in plain(" ".join(said.frame.notes))


def test_a_heading_without_a_ceiling_leaves_no_difference_that_does_not_add_up() -> None:
    decided = frame(ceiling("beheer", 6 * MILLION))
    said = note(results(rws(("beheer", 5 * MILLION), ("iplo", MILLION)), decided=decided))
    assert frame_table(said) == [
        ("Beheer", "6.000", "5.000", "−1.000"),
        ("Iplo", "–", "1.000", "–"),
        ("Taakstellend samen", "6.000", "5.000", "−1.000"),
        ("Alle posten samen", "6.000", "6.000", "–"),
    ]
    assert "het ontbrekende plafond voor Iplo." in asked(said)


def test_without_a_frame_the_board_is_asked_for_one() -> None:
    said = note(results(rws(("beheer", 5 * MILLION))))
    assert asked(said).startswith("Het kader 2027 vast te stellen")
    assert not said.has_frame
    assert said.frame.lines[0].ceiling == said.financing.lines[0].ceiling == "–"
    assert "geen kader" in said.key_points[0]


def test_without_assignments_of_last_year_nothing_is_called_new() -> None:
    said = note(fitting())
    assert (
        said.change == "Er zijn geen bruikbare opdrachten over 2026: een vergelijking met vorig jaar is niet mogelijk."
    )
    assert said.causes == () == said.changes.lines


def test_a_party_without_an_assignment_of_last_year_is_named() -> None:
    last = (rws(("beheer", 4 * MILLION), year=2026),)
    new = quote("KADASTER", line("K-1", MILLION, product="KAD-01"))
    said = note(results(rws(("beheer", 5 * MILLION)), new, last=last, decided=frame(ceiling("beheer", 9 * MILLION))))
    assert "Van Kadaster (OBO) is geen opdracht 2026 aangetroffen" in " ".join(said.changes.notes)


def test_a_frame_excluding_vat_is_not_set_beside_payments_including_it() -> None:
    decided = frame(ceiling("beheer", 6 * MILLION), including=False)
    found = quote("KADASTER", line("K-1", 5 * MILLION, product="KAD-01"))
    said = note(results(found, decided=decided))
    assert "kader exclusief btw, offerte inclusief btw" in said.financing.caption
    assert said.financing.sums[0].difference == "–"
    assert said.financing.sums[0].offer == "6.050"  # 5 million and 21%


def test_what_a_maximum_moves_to_another_payer_is_told() -> None:
    key = [share("RIJK", "0.3"), share("GEMEENTEN", "0.7", maximum=2 * MILLION, rest_to="RIJK")]
    decided = frame(ceiling("beheer", 6 * MILLION))
    said = note(results(rws(("beheer", 5 * MILLION)), decided=decided, values=reference(key=key)))
    assert [plain(one) for one in said.financing.notes] == [
        "Van Rijk komt € 1.500.000 voort uit het maximum van Gemeenten."
    ]


def test_a_key_that_cannot_be_used_leaves_a_sentence() -> None:
    decided = frame(ceiling("beheer", 6 * MILLION))
    said = note(results(rws(("beheer", 5 * MILLION)), decided=decided, values=reference(key=[])))
    assert said.financing.lines == ()
    assert "verdeelsleutel" in said.financing.notes[0]


def test_errors_that_are_no_open_item_are_named() -> None:
    wrong = problem("frame-missing", Place("2027/kader-2027.xlsx"), year=2027)
    key = problem("key-missing", Place("uitgangspunten.xlsx", "Verdeelsleutel", "A1"), found="x", day=date(2027, 1, 1))
    said = note(results(rws(("beheer", 1)), problems=(wrong, key)))
    assert any("Verdeelsleutel, A1" in one for one in said.open_faults)
    assert "fout" in said.open


def test_another_customer_and_uncertain_vat_are_assumptions() -> None:
    rates = [
        replace(vat("RWS", "0"), certainty="vast"),
        replace(vat("KADASTER", "0.21", TBO, customer="RWS"), certainty="betwist", source="uitspraak"),
    ]
    found = quote("KADASTER", line("T-1", MILLION, "leveranciersmanagement", "TBO-01"), role=TBO)
    said = plain("\n".join(note(results(found, values=reference(vat=rates))).assumptions))
    assert "Voor Kadaster (TBO) is in het tabblad Btw Rws de afnemer." in said
    assert "is € 210.000 niet zeker: Kadaster (TBO) 21%, betwist (uitspraak): € 210.000." in said


@pytest.mark.parametrize(("indexed", "said"), [(False, "is nominaal"), (True, "is geïndexeerd naar 2027")])
def test_a_frame_of_another_price_level_is_told(indexed: bool, said: str) -> None:
    decided = frame(ceiling("beheer", 6 * MILLION), price_level=2026, indexed=indexed)
    found = note(results(rws(("beheer", 5 * MILLION)), decided=decided))
    assert any(said in one for one in found.assumptions)


def test_the_meeting_without_a_date_is_said_to_be_open() -> None:
    assert note(fitting()).meeting == "OGB-beheer, datum nog te bepalen"
    held = replace(reference(), calendar=(milestone("Besluit OGB-beheer", date(2026, 11, 12)),))
    assert note(results(values=held)).meeting == "OGB-beheer, 12 november 2026"


def test_a_risk_without_chance_or_consequence_stands_last() -> None:
    risks = (
        Risk("b", None, Span.of(900), "", NOWHERE),
        Risk("a", Decimal("0.1"), None, "", NOWHERE),
        Risk("c", Decimal("0.25"), Span.of(100_000_00), "iets", NOWHERE),
    )
    said = note(results(replace(rws(("beheer", 1)), risks=risks)))
    assert [(row.risk, row.chance, plain(row.consequence)) for row in said.risks] == [
        ("c", "25%", "€ 100.000"), ("a", "10%", "–"), ("b", "–", "€ 9"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "due"),
    [
        (2_000_000_00, 2_100_000_00, True),  # exactly 5% and € 100.000
        (2_000_000_00, 2_099_999_99, False),  # 4,99...%
        (2_000_000_00, 1_900_000_00, True),
        (1_000_000_00, 1_099_999_99, False),  # 10% but not € 100.000
        (0, 100_000_00, True),
        (0, 0, False),
    ],
)
def test_an_explanation_is_due_when_both_thresholds_are_reached(before: int, after: int, due: bool) -> None:
    general = General(None, Decimal("0.05"), 100_000_00, None, None, "", NOWHERE)
    assert explained(Pair(before, after), general) is due


def test_without_thresholds_nothing_is_due() -> None:
    assert not explained(Pair(0, 10**12), General(None, None, None, None, None, "", NOWHERE))


def number(text: str) -> int:
    """Return a figure of a table as a number, without what is uncertain about it; nothing for a dash."""
    body = plain(text).removeprefix("ca. ").partition(" + ")[0]
    return 0 if body == "–" else int(body.replace(".", "").replace("−", "-"))


@given(
    st.lists(st.integers(0, 9_000_000_00), min_size=5, max_size=5),
    st.lists(st.integers(0, 9_000_000_00), min_size=5, max_size=5),
)
def test_any_table_against_the_frame_adds_up(offered: list[int], decided: list[int]) -> None:
    headings = ["beheer", "doorontwikkeling", "uitbouw", "iplo", "leveranciersmanagement"]
    tests = [{}, {}, {"test": ESTIMATE}, {"test": CEILING}, {"test": ESTIMATE}]
    frame_ = frame(*(ceiling(h, c, **t) for h, c, t in zip(headings, decided, tests, strict=True)))
    said = note(results(rws(*zip(headings, offered, strict=True)), decided=frame_))
    for side in ("ceiling", "offer", "difference"):
        figures = [number(getattr(row, side)) for row in said.frame.lines]
        assert sum(figures) == number(getattr(said.frame.sums[1], side))
        assert sum(figures[:2]) == number(getattr(said.frame.sums[0], side))
        payers = [number(getattr(row, side)) for row in said.financing.lines]
        assert sum(payers) == number(getattr(said.frame.sums[1], side))
    for row in (*said.frame.lines, *said.frame.sums, *said.financing.lines):
        assert number(row.offer) - number(row.ceiling) == number(row.difference)


def test_a_few_cents_over_are_not_shown_as_nothing() -> None:
    decided = frame(ceiling("beheer", 5 * MILLION))
    said = note(results(rws(("beheer", 5 * MILLION + 7)), decided=decided))
    assert "komt minder dan € 1 boven het taakstellend budget van € 5.000.000 uit" in asked(said)
    assert "ten minste € 1 te verlagen" in asked(said)
    assert (said.frame.lines[0].difference, said.frame.lines[0].effect) == ("0", "nadelig")


def test_nominal_ceilings_are_shown_indexed_for_information() -> None:
    # The default reference values: wages 4% for half, prices 2% for a quarter of beheer: 6.000.000 x 1,025.
    decided = frame(ceiling("beheer", 6 * MILLION), price_level=2026)
    said = note(results(rws(("beheer", 5 * MILLION)), decided=decided))
    assert "Ter informatie, de plafonds geïndexeerd naar 2027: Beheer € 6.150.000." in [
        plain(one) for one in said.frame.notes
    ]


@pytest.mark.parametrize("seed", range(4))
def test_every_random_cycle_gives_a_note_whose_tables_add_up(seed: int, tmp_path: Path) -> None:
    cycle = make(seed)
    write(cycle, tmp_path)
    said = note(of_folder(tmp_path, cycle["year"]))
    assert said.decision
    for side in ("ceiling", "offer"):
        known = [number(getattr(row, side)) for row in said.frame.lines]
        assert sum(known) == number(getattr(said.frame.sums[-1], side))


def test_the_note_is_the_same_for_the_same_results() -> None:
    assert note(fitting()) == note(fitting())
