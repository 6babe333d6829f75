"""What the budget workbook checks about itself."""

from collections.abc import Iterator

from planner.books.budget.plan import Plan
from planner.books.parts.checks import Check
from planner.books.parts.formulas import counted
from planner.calculations.bridge import Part
from planner.tables import Live


def checks(plan: Plan) -> Iterator[Check]:
    """Yield the checks, the most important first."""
    yield from _sums(plan)
    yield from _lines(plan)
    yield from _financing(plan)
    yield from _changes(plan)
    posts = plan.posts.area
    above = counted(f"{posts.column('wage')}+{posts.column('price')}>1.000000001")
    yield Check("Posten met loon- en prijsaandeel samen boven 100% (aantal)", Live(0, f"={above}"), _zero())


def _zero() -> Live:
    return Live(0, "=0")


def _lines_total(plan: Plan, name: str = "including") -> Live:
    whole = {"including": plan.by_heading.whole("including"), "excluding": plan.by_heading.whole("excluding")}[name]
    return Live(whole.value, f"=ROUND(SUM({plan.lines.area.column(name)}),2)")


def _sums(plan: Plan) -> Iterator[Check]:
    lines = _lines_total(plan)
    tables = (
        ("post", plan.by_heading),
        ("organisatie", plan.by_party),
        ("product", plan.by_product),
        ("kostensoort", plan.by_cost_type),
    )
    for name, sums in tables:
        yield Check(f"Kostenregels inclusief btw = som per {name}", lines, sums.whole("including"))
    compared = plan.results.compared.total.offer.cents
    total = Live(compared, f"={plan.verdicts.area.total('offer', 1)}")
    basis = "inclusief" if plan.lines.basis == "including" else "exclusief"
    yield Check(f"Kostenregels {basis} btw = Samenvatting, alles samen", _lines_total(plan, plan.lines.basis), total)


def _lines(plan: Plan) -> Iterator[Check]:
    area, lines = plan.lines.area, plan.lines.lines
    amounts = sum(line.line.amount.expected for line in lines)
    quarters = "+".join(f"SUM({area.column(f'quarter_{k}')})" for k in (1, 2, 3, 4))
    left = Live(amounts, f"=ROUND(SUM({area.column('amount')}),2)")
    yield Check("Bedrag zoals geoffreerd = de vier kwartalen", left, Live(amounts, f"=ROUND({quarters},2)"))
    whole = _lines_total(plan)
    paid = "+".join(f"SUM({area.column(f'including_{k}')})" for k in (1, 2, 3, 4))
    yield Check("Inclusief btw = de vier kwartalen inclusief btw", whole, Live(whole.value, f"=ROUND({paid},2)"))
    parts = f"=ROUND(SUM({area.column('excluding')})+SUM({area.column('vat')}),2)"
    yield Check("Inclusief btw = exclusief btw + btw", whole, Live(whole.value, parts))


def _financing(plan: Plan) -> Iterator[Check]:
    offer, frame = plan.results.paid
    payers = plan.payers
    yield Check(
        "Schijven van de sleutel die niet optellen tot 100% (aantal)", Live(0, f"={payers.splits.faults()}"), _zero()
    )
    if offer.total:
        whole = _lines_total(plan)
        yield Check(
            "Inclusief btw = som over de bijdragende partijen",
            whole,
            Live(whole.value, f"={payers.area.total('offer')}"),
        )
        by_heading = Live(whole.value, f"={payers.grid.total('sum')}")
        yield Check(
            "Som over de partijen = financiering per post",
            Live(whole.value, f"={payers.area.total('offer')}"),
            by_heading,
        )
    if frame and frame.total:
        cents = sum(row.ceiling.cents for row in plan.results.compared.rows if row.ceiling)
        left = Live(cents, f"=ROUND(SUM({plan.posts.area.column('ceiling')}),2)")
        yield Check("Plafonds = som over de bijdragende partijen", left, Live(cents, f"={payers.area.total('frame')}"))


def _changes(plan: Plan) -> Iterator[Check]:
    area, results = plan.changes.area, plan.results
    old = sum(line.quoted.expected + line.quoted_vat.expected for line in results.assigned)
    new = sum(line.quoted.expected + line.quoted_vat.expected for line in results.offer.lines)
    stands = [f"SUM({area.column(name)})" for name in ("new_ex", "new_vat", "quoted_ex", "quoted_vat")]
    gap = Live(new - old, f"=ROUND({stands[0]}+{stands[1]}-{stands[2]}-{stands[3]},2)")
    yield Check(
        "Offerte min opdrachten = som van de oorzaken, per regel",
        gap,
        Live(new - old, f"=ROUND(SUM({area.column('total')}),2)"),
    )
    by_heading = plan.causes.area
    yield Check(
        "Offerte min opdrachten = som van de oorzaken, per post", gap, Live(new - old, f"={by_heading.total('total')}")
    )
    moved = Live(0, f"={by_heading.total(Part.MOVED)}")
    yield Check("Verschoven tussen posten is samen nul", moved, _zero())
