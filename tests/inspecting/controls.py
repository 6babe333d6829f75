"""What people do to the lines of a request: faults that a check of its sheet Controle is for, and what is right."""

from openpyxl.utils import get_column_letter

from tests.inspecting.answers import columns, lines

QUARTERS = [f"Kwartaal {number}" for number in (1, 2, 3, 4)]


def _counted(costs):
    """Return the rows with a quantity and a rate."""
    at = columns(costs)
    return [row for row in lines(costs) if isinstance(costs.cell(row, at["Aantal"]).value, int | float)]


def _add(book, row, heading, by):
    costs = book["Kosten"]
    cell = costs.cell(row, columns(costs)[heading])
    cell.value = round(cell.value + by, 2)


def _open(book, row, amount, quarters):
    """Make the amount of a line one that is no number, with these quarters."""
    costs = book["Kosten"]
    at = columns(costs)
    for heading in ("Aantal", "Tarief"):
        costs.cell(row, at[heading]).value = None
    costs.cell(row, at["Bedrag"]).value = amount
    for heading, quarter in zip(QUARTERS, quarters, strict=True):
        costs.cell(row, at[heading]).value = quarter


def no_amount(book, rng):
    """Leave an amount empty."""
    costs = book["Kosten"]
    costs.cell(rng.choice(lines(costs)), columns(costs)["Bedrag"]).value = None
    return "Elke regel heeft een Bedrag", None


def other_quantity(book, rng):
    """Change a quantity and nothing else: the amount is that much too low."""
    costs = book["Kosten"]
    row = rng.choice(_counted(costs))
    _add(book, row, "Aantal", 10)
    return "Bedrag is Aantal x Tarief", round(-10 * costs.cell(row, columns(costs)["Tarief"]).value, 2)


def other_share(book, rng):
    """Give the whole cost and a share that do not make the amount."""
    _shared(book, rng, 0.5, 1)
    return "Bedrag is Totale kosten x Aandeel DSO-LV", None


def a_cent(book, rng):
    """Let the quarters of a line come to a cent more."""
    _add(book, rng.choice(lines(book["Kosten"])), rng.choice(QUARTERS), 0.01)
    return "De vier kwartalen zijn samen Bedrag", None


def quarters_of_pm(book, rng):
    """Ask advances for an amount that is not known."""
    _open(book, rng.choice(lines(book["Kosten"])), "pm", (1000, None, None, None))
    return "De vier kwartalen zijn samen Bedrag", None


def no_id(book, rng):
    """Leave a Regel empty."""
    costs = book["Kosten"]
    costs.cell(rng.choice(lines(costs)[1:]), columns(costs)["Regel"]).value = None
    return "Elke regel heeft een Regel", None


def same_id(book, rng):
    """Use a Regel for a second time, in small letters."""
    costs = book["Kosten"]
    first, second = rng.sample(lines(costs), 2)
    at = columns(costs)["Regel"]
    costs.cell(second, at).value = costs.cell(first, at).value.lower()
    return "Elke Regel komt één keer voor", None


def other_heading(book, rng):
    """Misspell a heading: its amount is in no total."""
    costs = book["Kosten"]
    row, at = rng.choice(lines(costs)), columns(costs)
    costs.cell(row, at["Post"]).value += "r"
    return "De posten zijn samen het totaal van Bedrag", costs.cell(row, at["Bedrag"]).value


FAULTS = (no_amount, other_quantity, other_share, a_cent, quarters_of_pm, no_id, same_id, other_heading)


def as_issued(book, rng):
    """Leave the lines as they are."""


def open_amounts(book, rng):
    """Give pm without quarters, and a range with those of its middle."""
    first, second = rng.sample(lines(book["Kosten"]), 2)
    _open(book, first, "pm", (None, None, None, None))
    _open(book, second, "100.000..150.000", (31250, 31250, 31250, 31250))


def shared(book, rng):
    """Give the whole cost and the share that make the amount."""
    _shared(book, rng, 0.5, 2)


def _shared(book, rng, share, times):
    costs = book["Kosten"]
    at, last = columns(costs), costs.max_column
    costs.cell(1, last + 1, "Totale kosten")
    costs.cell(1, last + 2, "Aandeel DSO-LV")
    row = rng.choice([row for row in lines(costs) if row not in _counted(costs)])
    costs.cell(row, last + 1, round(costs.cell(row, at["Bedrag"]).value * times, 2))
    costs.cell(row, last + 2, share)


def in_thousands(book, rng):
    """Give all amounts in whole thousands, each rounded by itself."""
    costs = book["Kosten"]
    money = [at for name, at in columns(costs).items() if name in {"Bedrag", *QUARTERS} or name.startswith("Raming")]
    for row in lines(costs):
        for at in money:
            cell = costs.cell(row, at)
            if isinstance(cell.value, int | float):
                cell.value, cell.number_format = round(cell.value / 1000), "#,##0"
    first = book["Offerte"]
    (label,) = [cell for cell in first["A"] if cell.value == "Bedragen in"]
    first.cell(label.row, 2, "x 1.000")


def with_totals(book, rng):
    """Add a row with totals below the lines."""
    costs = book["Kosten"]
    at, row = columns(costs), costs.max_row + 1
    for name in ("Bedrag", *QUARTERS):
        letter = get_column_letter(at[name])
        costs.cell(row, at[name], f"=SUM({letter}2:{letter}{row - 1})")


def words_for_nothing(book, rng):
    """Say n.v.t. where there is no quantity."""
    costs = book["Kosten"]
    at = columns(costs)
    for row in set(lines(costs)) - set(_counted(costs)):
        costs.cell(row, at["Aantal"], "n.v.t.")
        costs.cell(row, at["Tarief"], "-")


def strange_ids(book, rng):
    """Name lines by digits that are one number, and with the signs that stand for any text."""
    costs = book["Kosten"]
    at = columns(costs)["Regel"]
    for row, name in zip(lines(costs), ["1", "01", "R?", "RA", "R*", "R~", "R~~"], strict=False):
        costs.cell(row, at, name)


def other_order(book, rng):
    """Put the columns in another order, and one of an own among them."""
    costs = book["Kosten"]
    rows = [[cell.value for cell in row] for row in costs.iter_rows()]
    order = rng.sample(range(len(rows[0])), len(rows[0]))
    for number, row in enumerate(rows, 1):
        costs.cell(number, 1, "Eigen kolom" if number == 1 else "x")
        for column, old in enumerate(order, 2):
            costs.cell(number, column).value = row[old]


SOUND = (as_issued, open_amounts, shared, in_thousands, with_totals, words_for_nothing, strange_ids, other_order)
