"""How a slip is told: what stands in the cell, what was expected, where that stands, and what the slip does."""

from decimal import Decimal
from fractions import Fraction

from planner.money import cents, euros
from planner.places import Place
from planner.problems import Problem, Words, problem
from planner.records import Estimate, Line, PricedLine
from planner.stages.sentinels.pairs import Pair

_LABELS = {"rate": "Tarief", "quantity": "Aantal", "amount": "Bedrag", "total_cost": "Totale kosten"}
_PLACES = Decimal("0.000001")


def told(
    code: str,
    line: PricedLine,
    field: str,
    figures: tuple[Fraction, Fraction],
    said: Words,
    *,
    factor: Fraction = Fraction(1),
) -> Problem:
    """Return the warning of a slip at the cell of a field: what stands there and what was expected, and by what."""
    found, expected = figures
    return problem(
        code,
        line.line.origin.cell(field),
        heading=_LABELS.get(field) or f"Raming {field.partition(':')[2]}",
        found=_number(found, field),
        expected=_number(expected, field),
        factor=shown(factor),
        compared=said,
        effect=euros(cents((found - expected) * weight(line.line, field))),
    )


def weight(line: Line, field: str) -> Fraction:
    """Return how many euros a line costs more when a field is one more."""
    share = Fraction(line.share) if line.total_cost is not None and line.share is not None else Fraction(1)
    if field == "rate":
        return Fraction(line.quantity or 0) * share
    if field == "quantity":
        return Fraction(line.rate or 0) * share
    return share if field == "total_cost" else Fraction(1)


def last(pair: Pair, field: str) -> Words:
    """Return what a line was compared with: the same line of last year, and where it stands."""
    quote, line = pair.old.quote, pair.old.line
    where = line.origin.cell(field)
    return Words(
        f"regel {line.id} van de opdracht {quote.year} ({where})",
        f"line {line.id} of assignment {quote.year} ({where})",
    )


def of_strategy(estimate: Estimate, year: int) -> Words:
    """Return what a line was compared with: an estimate of the strategy, and where it stands."""
    where = estimate.origin.cell(f"amounts:{year}")
    return Words(f"regel {estimate.id} van de strategie ({where})", f"line {estimate.id} of the strategy ({where})")


def both(first: Words, second: Words) -> Words:
    """Return two witnesses in one phrase."""
    return Words(f"{first.nl} en {second.nl}", f"{first.en} and {second.en}")


def at(words: Words, where: Place) -> Words:
    """Return words with the place that they are about."""
    return Words(f"{words.nl} ({where})", f"{words.en} ({where})")


def _number(found: Fraction, field: str) -> Decimal:
    """Return a figure to show: money in cents, a rate or a quantity with the decimals that it has."""
    if field not in ("rate", "quantity"):
        return euros(cents(found))
    number = (Decimal(found.numerator) / Decimal(found.denominator)).quantize(_PLACES).normalize()
    least = 2 if field == "rate" else 0
    return number if -int(number.as_tuple().exponent) > least else number.quantize(Decimal(1).scaleb(-least))


def shown(factor: Fraction) -> Words:
    """Return a factor for people: 1.000, 1/1.000, 1,21."""
    if factor.denominator == 1:
        return Words(f"{int(factor):,}".replace(",", "."), f"{int(factor):,}")
    if factor.numerator == 1:
        return Words(f"1/{factor.denominator:,}".replace(",", "."), f"1/{factor.denominator:,}")
    number = f"{float(max(factor, 1 / factor)):.4f}".rstrip("0")
    sign = "" if factor > 1 else "1/"
    return Words(sign + number.replace(".", ","), sign + number)
