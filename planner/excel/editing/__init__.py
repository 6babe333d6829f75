"""Changes cells in somebody else's workbook and leaves every other byte of it as it was; knows no budgets."""
