"""Where something stands: workbook, sheet and cell; knows no values and no meanings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A workbook (path in the workspace, with `/`), and the sheet and cell where they are known.

    Sheet and cell are both None where the whole file is meant.
    """

    workbook: str
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        return ", ".join(part for part in (self.workbook, self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as it was read: its file with digest (sha256), and the column letter of every field found."""

    workbook: str
    digest: str
    sheet: str
    columns: tuple[tuple[str, str], ...] = ()
    heading_row: int = 1

    def column(self, field: str) -> str | None:
        """Return the letter of the column that holds a field, None where the sheet has no such column."""
        return next((letter for name, letter in self.columns if name == field), None)

    def heading(self, field: str | None = None) -> Place:
        """Return the heading cell of a field; without a field (or without its column) the first heading."""
        letter = (self.column(field) if field else None) or (self.columns[0][1] if self.columns else "A")
        return Place(self.workbook, self.sheet, f"{letter}{self.heading_row}")

    @property
    def file(self) -> Place:
        """Return the place that means the whole file."""
        return Place(self.workbook)


@dataclass(frozen=True, slots=True)
class Origin:
    """The row of a table that a record was read from; answers the cell of each of its fields.

    `other` holds the cells of fields that do not stand in the record's own row: labelled fields, constants,
    group headings above and wide years. Cells are fixed when they are read and never worked out again. There an
    address may name another sheet (`Voorblad!B3`) or, as Excel writes it, another file (`[koppeling.xlsx]Blad!B3`).
    """

    table: Table
    row: int
    other: tuple[tuple[str, str], ...] = ()

    def cell(self, field: str) -> Place:
        """Return the place of a field; the first cell of the row where the field has no cell of its own."""
        for name, address in self.other:
            if name == field:
                return self._named(address)
        letter = self.table.column(field)
        if letter is None:
            letter = self.table.columns[0][1] if self.table.columns else "A"
        return Place(self.table.workbook, self.table.sheet, f"{letter}{self.row}")

    def _named(self, address: str) -> Place:
        before, _, cell = address.rpartition("!")
        workbook, _, sheet = before.rpartition("]")
        return Place(workbook.removeprefix("[") or self.table.workbook, sheet or self.table.sheet, cell)
