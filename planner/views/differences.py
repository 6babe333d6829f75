"""Shows what differs between two stands of cost lines: every change with its cells, sums and a few sentences."""

from collections import Counter
from collections.abc import Sequence

from planner import dutch
from planner.amounts import Vat
from planner.money import euros
from planner.places import Place
from planner.problems import Words
from planner.records import Test
from planner.sheets.quote import COSTS
from planner.stages.differences import Change, Class, Differences, Room
from planner.tables import Column, Kind, Row, View, Weight, amount
from planner.views import words

LARGEST = 3
CLASSES = {
    Class.QUANTITY: Words("aantal", "quantity"),
    Class.RATE: Words("tarief", "rate"),
    Class.AMOUNT: Words("bedrag", "amount"),
    Class.NEW: Words("nieuw", "new"),
    Class.ENDED: Words("vervallen", "ended"),
    Class.HEADING: Words("post", "heading"),
    Class.TEXT: Words("tekst", "text"),
    Class.FORMULA: Words("formule", "formula"),
    Class.STRUCTURE: Words("opbouw", "structure"),
}
_FIELDS = {column.field: column.heading for column in COSTS.columns}


def field_name(name: str) -> str:
    """Return the heading of a field; of what stands beside the lines the name itself."""
    if name.startswith("outlook:"):
        return f"Raming {name.partition(':')[2]}"
    return _FIELDS.get(name, name)


def changes(found: Differences, names: tuple[str, str]) -> View:
    """Return every change with its cells and its effect."""
    rows = [
        Row(
            (
                one.line,
                CLASSES[one.kind],
                field_name(one.field),
                one.before or "",
                one.after or "",
                _cell(one.cell_before),
                _cell(one.cell_after),
                one.effect,
            )
        )
        for one in found.changes
    ]
    rows.append(Row((Words("Samen", "Together"), None, "", "", "", "", "", found.effect), Weight.TOTAL))
    columns = (
        Column(Words("Regel", "Line"), name="line"),
        Column(Words("Soort", "Class"), name="class"),
        Column(Words("Veld", "Field"), spare=True, name="field"),
        Column(Words("Was", "Before"), name="before"),
        Column(Words("Is", "After"), name="after"),
        Column(Words("Cel was", "Cell before"), spare=True, name="cell_before"),
        Column(Words("Cel is", "Cell after"), name="cell_after"),
        Column(Words("Effect", "Effect"), Kind.MONEY, name="effect"),
    )
    title = Words(
        f"Wijzigingen van {names[0]} naar {names[1]}, exclusief btw",
        f"Changes from {names[0]} to {names[1]}, excluding VAT",
    )
    return View(title, columns, tuple(rows))


def headings(found: Differences) -> View:
    """Return what each heading was and is."""
    rows = [Row((one.heading, one.before, one.after, one.after - one.before)) for one in found.headings]
    before, after = (sum(getattr(one, side) for one in found.headings) for side in ("before", "after"))
    rows.append(Row((Words("Totaal", "Total"), before, after, after - before), Weight.TOTAL))
    columns = (
        Column(Words("Post", "Heading")),
        Column(Words("Was", "Before"), Kind.MONEY),
        Column(Words("Is", "After"), Kind.MONEY),
        Column(Words("Effect", "Effect"), Kind.MONEY),
    )
    return View(Words("Per post, exclusief btw", "By heading, excluding VAT"), columns, tuple(rows))


def rooms(found: Sequence[Room], vat: Vat) -> View:
    """Return the room under each ceiling with either stand, and under the binding ceilings together."""
    rows = [Row((one.heading, one.ceiling, one.before, one.after, one.after - one.before)) for one in found]
    binding = [one for one in found if one.test is Test.BINDING]
    if binding:
        sums = [sum(getattr(one, name) for one in binding) for name in ("ceiling", "before", "after")]
        name = Words("Taakstellend samen", "Binding together")
        rows.append(Row((name, *sums, sums[2] - sums[1]), Weight.TOTAL))
    columns = (
        Column(Words("Post", "Heading")),
        Column(Words("Plafond", "Ceiling"), Kind.MONEY),
        Column(Words("Ruimte was", "Room before"), Kind.MONEY),
        Column(Words("Ruimte is", "Room after"), Kind.MONEY),
        Column(Words("Effect", "Effect"), Kind.MONEY),
    )
    basis = words.VATS[vat]
    title = Words(
        f"Ruimte onder het plafond, {basis.nl}, met de overige offertes zoals zij nu liggen",
        f"Room under the ceiling, {basis.en}, with the other quotes as they are now",
    )
    return View(title, columns, tuple(rows))


def sentences(found: Differences, names: tuple[str, str]) -> list[Words]:
    """Say what changed in a few sentences, the largest effects by name."""
    if not found.changes:
        told = [Words(f"{names[0]} en {names[1]} zeggen hetzelfde.", f"{names[0]} and {names[1]} say the same.")]
    else:
        told = [_headline(found), *_largest(found.changes)]
    if found.open:
        lines = ", ".join(found.open)
        told.append(
            Words(
                f"Niet vergeleken, want in een van beide niet te lezen: {lines}.",
                f"Not compared, because one of the two cannot be read there: {lines}.",
            )
        )
    return told


def _headline(found: Differences) -> Words:
    counts = Counter(one.kind for one in found.changes)
    kinds = [(CLASSES[kind], counts[kind]) for kind in Class if counts[kind]]
    dutch_kinds = ", ".join(f"{count} {name.nl}" for name, count in kinds)
    english = ", ".join(f"{count} {name.en}" for name, count in kinds)
    many = len(found.changes)
    return Words(
        f"{dutch.counted(many, 'wijziging', 'wijzigingen')} ({dutch_kinds}), samen {_signed(found.effect, 'nl')} "
        "exclusief btw.",
        f"{many} {'change' if many == 1 else 'changes'} ({english}), together {_signed(found.effect, 'en')} "
        "excluding VAT.",
    )


def _largest(found: Sequence[Change]) -> list[Words]:
    largest = sorted((one for one in found if one.effect), key=lambda one: -abs(one.effect))[:LARGEST]
    return [
        Words(
            f"{one.line}: {CLASSES[one.kind].nl} {_step(one, 'was', 'is')}, {_signed(one.effect, 'nl')}.",
            f"{one.line}: {CLASSES[one.kind].en} {_step(one, 'before', 'after')}, {_signed(one.effect, 'en')}.",
        )
        for one in largest
    ]


def _step(one: Change, was: str, is_now: str) -> str:
    if one.before is None or one.after is None:
        return f"({one.after or one.before or ''})"
    return f"({was} {one.before}, {is_now} {one.after})"


def _signed(cents: int, lang: str) -> str:
    sign = "+" if cents > 0 else ("-" if cents < 0 else "")
    return f"{sign}€ {amount(abs(cents), 'nl' if lang == 'nl' else 'en')}"


def _cell(place: Place | None) -> str:
    return "" if place is None else f"{place.sheet}!{place.cell}"


def as_data(found: Differences) -> dict[str, object]:
    """Return the differences for JSON; effects in euros excluding VAT with two decimals."""
    changes_ = [
        {
            "line": one.line,
            "class": str(one.kind),
            "before": one.before,
            "after": one.after,
            "cell_before": one.cell_before.cell if one.cell_before else None,
            "cell_after": one.cell_after.cell if one.cell_after else None,
            "effect": f"{euros(one.effect):.2f}",
        }
        for one in found.changes
    ]
    return {"changes": changes_, "effect": f"{euros(found.effect):.2f}"}
