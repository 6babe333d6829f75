"""The reference values (uitgangspunten) of all years; knows no quote, frame or strategy."""

from planner.sheets.reference.build import records
from planner.sheets.reference.declaration import WORKBOOK

__all__ = ["WORKBOOK", "records"]
