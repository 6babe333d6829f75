"""The mapping (koppeling) by which an organisation's own layout is read, declared once; knows no reference values."""

from planner.sheets.mapping.build import records
from planner.sheets.mapping.declaration import BY_YEAR, IDENTITY, NAME, declare

__all__ = ["BY_YEAR", "IDENTITY", "NAME", "declare", "records"]
