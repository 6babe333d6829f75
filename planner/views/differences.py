"""Shows what differs between two stands of cost lines: every change with its cells, sums and a few sentences."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from planner import dutch
from planner.amounts import Vat
from planner.money import euros
from planner.places import Place
from planner.problems import Lang, Words
from planner.records import Test
from planner.sheets.quote import COSTS
from planner.stages.differences import Change, Class, Differences, Part, Room
from planner.tables import Column, Kind, Row, Value, View, Weight, amount
from planner.views import words

LARGEST = 3
SIGN = Column(Words("", ""), spare=True, name="sign")
ASIDE = Words("Uitgangspunten samen", "Reference values together")
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
_STATED = {"reference": "Uitgangspunten", "vat": "Btw", "amounts_in": "Bedragen in", "price_level": "Prijspeil"}


def field_name(name: str) -> str:
    """Return the heading of a field; of what stands beside the lines the name itself."""
    if name.startswith("outlook:"):
        return f"Raming {name.partition(':')[2]}"
    return _FIELDS.get(name) or _STATED.get(name, name)


def changes(found: Differences, names: tuple[str, str], rooms: Sequence[Room] = ()) -> View:
    """Return every change with its cells and its effect: on the line and the total, on its heading and on the room.

    What a change does to a second heading stands in a row of its own, so that every column adds up.
    """
    limited = {room.heading for room in rooms}
    rows = [row for one in found.changes for row in _rows(one, limited)]
    rows += [
        Row((None, None, ASIDE, None, None, None, None, part.heading, None, None, _room(part, limited)))
        for part in found.aside
    ]
    sums = [sum(row.values[at] or 0 for row in rows) for at in (8, 9, 10)]  # type: ignore[misc]
    rows.append(Row((Words("Samen", "Together"), None, None, None, None, None, None, None, *sums), Weight.TOTAL))
    columns = [
        Column(Words("Regel", "Line"), name="line"),
        Column(Words("Soort", "Class"), name="class"),
        Column(Words("Veld", "Field"), name="field"),
        Column(Words("Was", "Before"), name="before"),
        Column(Words("Is", "After"), name="after"),
        Column(Words("Cel was", "Cell before"), spare=True, name="cell_before"),
        Column(Words("Cel is", "Cell after"), name="cell_after"),
        Column(Words("Post", "Heading"), spare=True, name="heading"),
        Column(Words("Effect op post", "Effect on heading"), Kind.MONEY, spare=True, name="on_heading"),
        Column(Words("Effect", "Effect"), Kind.MONEY, name="effect"),
        Column(Words("Effect op ruimte", "Effect on room"), Kind.MONEY, spare=True, name="room"),
    ]
    title = Words(
        f"Wijzigingen van {names[0]} naar {names[1]}, exclusief btw",
        f"Changes from {names[0]} to {names[1]}, excluding VAT",
    )
    shown = len(columns) if rooms else len(columns) - 1
    return View(title, tuple(columns[:shown]), tuple(Row(row.values[:shown], row.weight) for row in rows))


def _rows(one: Change, limited: Collection[str]) -> Iterator[Row]:
    """Yield a change in one row, and in one more for each further heading that it touches."""
    told = (one.line, CLASSES[one.kind], field_name(one.field), one.before, one.after)
    cells = _cell(one.cell_before), _cell(one.cell_after)
    first = one.parts[0] if one.parts else None
    on_heading = (first.heading, first.cents) if first else (None, None)
    yield Row((*told, *cells, *on_heading, one.effect, _room(first, limited) if first else None))
    for part in one.parts[1:]:
        blank = None, None, None, None, None, None, None
        yield Row((*blank, part.heading, part.cents, None, _room(part, limited)))


def _room(part: Part, limited: Collection[str]) -> int | None:
    """Return what a change does to the room under the ceiling of a heading; None where it has none."""
    return -part.compared if part.heading in limited else None


def headings(found: Differences) -> View:
    """Return what each heading was and is, with the number of lines that are pm where there are any."""
    pm = any(one.pm_before or one.pm_after for one in found.headings)
    fields = ("before", "after", *(("pm_before", "pm_after") if pm else ()))
    rows = []
    for one in found.headings:
        was, is_now, *open_ = (getattr(one, name) for name in fields)
        sign = _favourable(is_now - was, one.pm_after)
        rows.append(Row((one.heading, was, is_now, is_now - was, sign, *open_)))
    was, is_now, *open_ = (sum(getattr(one, name) for one in found.headings) for name in fields)
    sign = _favourable(is_now - was, pm)
    rows.append(Row((Words("Totaal", "Total"), was, is_now, is_now - was, sign, *open_), Weight.TOTAL))
    columns = (
        Column(Words("Post", "Heading")),
        Column(Words("Was", "Before"), Kind.MONEY),
        Column(Words("Is", "After"), Kind.MONEY),
        Column(Words("Effect", "Effect"), Kind.MONEY),
        SIGN,
        Column(Words("pm was", "pm before"), Kind.COUNT),
        Column(Words("pm is", "pm after"), Kind.COUNT),
    )
    title = Words("Per post, exclusief btw", "By heading, excluding VAT")
    return View(title, columns if pm else columns[:5], tuple(rows))


def rooms(found: Sequence[Room], vat: Vat, *, own: bool = False) -> View:
    """Return the room under each ceiling with either stand, and under the binding ceilings together.

    Where both workbooks are whole budgets (`own`) the ceilings are theirs, and may have changed as well.
    """
    changed = any(one.ceiling != one.ceiling_before for one in found)
    fields = (*(("ceiling_before",) if changed else ()), "ceiling", "before", "after")
    rows = [Row((one.heading, *_left([getattr(one, name) for name in fields]))) for one in found]
    binding = [one for one in found if one.test is Test.BINDING]
    if binding:
        sums = [sum(getattr(one, name) for one in binding) for name in fields]
        name = Words("Taakstellend samen", "Binding together")
        rows.append(Row((name, *_left(sums)), Weight.TOTAL))
    columns = (
        Column(Words("Post", "Heading")),
        *((Column(Words("Plafond was", "Ceiling before"), Kind.MONEY),) if changed else ()),
        Column(Words("Plafond", "Ceiling"), Kind.MONEY),
        Column(Words("Ruimte was", "Room before"), Kind.MONEY),
        Column(Words("Ruimte is", "Room after"), Kind.MONEY),
        Column(Words("Effect", "Effect"), Kind.MONEY),
        SIGN,
    )
    basis = words.VATS[vat]
    nl, en = "Ruimte onder het plafond", "Room under the ceiling"
    others = Words(", met de overige offertes zoals zij nu liggen", ", with the other quotes as they are now")
    title = Words(f"{nl}, {basis.nl}{'' if own else others.nl}", f"{en}, {basis.en}{'' if own else others.en}")
    return View(title, columns, tuple(rows))


def _left(amounts: Sequence[int]) -> tuple[Value, ...]:
    """Return amounts that end with the room before and after, with what that comes to: more room is favourable."""
    change = amounts[-1] - amounts[-2]
    return *amounts, change, words.favourable(-change)


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
    return [*told, *_beside(found)]


def _beside(found: Differences) -> Iterator[Words]:
    """Say what the amounts leave out: what is pm, what is a range, and what is in the workbooks besides."""
    pm = sum(one.pm_after for one in found.headings), sum(one.pm_before for one in found.headings)
    if any(pm):
        yield Words(
            f"Een bedrag dat pm is telt hier niet mee: {pm[0]} (was {pm[1]}).",
            f"An amount that is pm counts nothing here: {pm[0]} (was {pm[1]}).",
        )
    if found.ranges:
        yield Words("Van een bandbreedte telt het midden.", "Of a range the middle counts.")
    if any(field_name(one.field).endswith(_STATED["price_level"]) for one in found.changes):
        yield Words(
            "Het prijspeil verschilt: een effect is zoals geoffreerd, dat op de ruimte in prijzen van het kader.",
            "The price level differs: an effect is as quoted, that on the room in prices of the frame.",
        )
    gone, new = (", ".join(side) for side in found.unread)
    if gone:
        yield Words(f"Vervallen, en door planner niet gelezen: {gone}.", f"Gone, and not read by planner: {gone}.")
    if new:
        yield Words(f"Nieuw, en door planner niet gelezen: {new}.", f"New, and not read by planner: {new}.")


def _headline(found: Differences) -> Words:
    counts = Counter(one.kind for one in found.changes)
    kinds = [(CLASSES[kind], counts[kind]) for kind in Class if counts[kind]]
    dutch_kinds = ", ".join(f"{count} {name.nl}" for name, count in kinds)
    english = ", ".join(f"{count} {name.en}" for name, count in kinds)
    many = len(found.changes)
    word = _favourable(found.effect, sum(one.pm_after for one in found.headings)) if found.effect else None
    sign = Words(f" ({word.nl})", f" ({word.en})") if word else Words("", "")
    return Words(
        f"{dutch.counted(many, 'wijziging', 'wijzigingen')} ({dutch_kinds}), samen {_signed(found.effect, 'nl')} "
        f"exclusief btw{sign.nl}.",
        f"{many} {'change' if many == 1 else 'changes'} ({english}), together {_signed(found.effect, 'en')} "
        f"excluding VAT{sign.en}.",
    )


def _favourable(change: int, pm: int) -> Words | None:
    """Say whether a change is favourable; with an amount that is pm one that is less can still become more."""
    return None if pm and change <= 0 else words.favourable(change)


def _largest(found: Sequence[Change]) -> list[Words]:
    largest = sorted((one for one in found if one.effect), key=lambda one: -abs(one.effect))[:LARGEST]
    return [
        Words(
            f"{_subject(one, 'nl')} {_step(one, 'was', 'is')}, {_signed(one.effect, 'nl')}.",
            f"{_subject(one, 'en')} {_step(one, 'before', 'after')}, {_signed(one.effect, 'en')}.",
        )
        for one in largest
    ]


def _subject(one: Change, lang: Lang) -> str:
    """Return the line and its class, or the label of what is said beside the lines."""
    return f"{one.line}: {CLASSES[one.kind].say(lang)}" if one.line else field_name(one.field)


def _step(one: Change, was: str, is_now: str) -> str:
    if one.before is None or one.after is None:
        return f"({one.after or one.before or ''})"
    return f"({was} {one.before}, {is_now} {one.after})"


def _signed(cents: int, lang: str) -> str:
    sign = "+" if cents > 0 else ("-" if cents < 0 else "")
    return f"{sign}€ {amount(abs(cents), 'nl' if lang == 'nl' else 'en')}"


def _cell(place: Place | None) -> str | None:
    return None if place is None else f"{place.sheet}!{place.cell}"


def _address(one: Change, place: Place | None) -> str | None:
    """Return a cell; that of what is no line with its sheet, as it may stand on any."""
    if place is None or one.line or one.kind is Class.STRUCTURE:
        return place.cell if place else None
    return _cell(place)


def as_data(found: Differences) -> dict[str, object]:
    """Return the differences for JSON; effects in euros excluding VAT with two decimals."""
    changes_ = [
        {
            "line": one.line,
            "class": str(one.kind),
            "before": one.before,
            "after": one.after,
            "cell_before": _address(one, one.cell_before),
            "cell_after": _address(one, one.cell_after),
            "effect": f"{euros(one.effect):.2f}",
        }
        for one in found.changes
    ]
    return {"changes": changes_, "effect": f"{euros(found.effect):.2f}"}
