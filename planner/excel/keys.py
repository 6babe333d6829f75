"""Which columns of a table are compared with what was issued; knows no budgets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keys:
    """The sheet of a table, and the headings of the columns with the identity of a row and with its amount."""

    sheet: str
    key: str
    amount: str
