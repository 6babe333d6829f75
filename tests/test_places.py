"""Where something stands: workbooks, sheets, cells, and the cells of a record's fields."""

from planner.places import Origin, Place, Table

TABLE = Table("2027/offertes/a.xlsx", "abc", "Kosten", (("id", "B"), ("amount", "AC")), heading_row=4)


def test_a_place_is_shown_as_far_as_it_is_known() -> None:
    assert str(Place("a.xlsx", "Kosten", "K3")) == "a.xlsx, Kosten, K3"
    assert str(Place("a.xlsx")) == "a.xlsx"
    assert str(TABLE.file) == "2027/offertes/a.xlsx"


def test_a_field_stands_in_its_column_and_the_row_of_the_record() -> None:
    assert Origin(TABLE, 7).cell("amount") == Place("2027/offertes/a.xlsx", "Kosten", "AC7")


def test_a_field_without_a_column_is_looked_for_in_the_first_cell_of_the_row() -> None:
    assert Origin(TABLE, 7).cell("note").cell == "B7"
    assert Origin(Table("a.xlsx", "", "Leeg"), 7).cell("note").cell == "A7"


def test_labels_and_constants_have_cells_of_their_own() -> None:
    origin = Origin(TABLE, 7, (("amount", "D1"), ("year", "B4")))
    assert [origin.cell(field).cell for field in ("amount", "year", "id")] == ["D1", "B4", "B7"]


def test_a_heading_stands_in_the_heading_row() -> None:
    assert TABLE.heading("amount") == Place("2027/offertes/a.xlsx", "Kosten", "AC4")
    assert TABLE.heading("note").cell == TABLE.heading().cell == "B4"
    assert Table("a.xlsx", "", "Leeg").heading().cell == "A1"
    assert (TABLE.column("amount"), TABLE.column("note")) == ("AC", None)
