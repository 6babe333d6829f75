"""The declarations of the sheets that people fill in, one file per workbook."""

from planner.sheets import frame, quote, reference, strategy

DECLARED = (reference.WORKBOOK, strategy.WORKBOOK, frame.WORKBOOK, quote.QUOTE, quote.ASSIGNMENT)
"""Every workbook that people fill in, in the order of the cycle."""
