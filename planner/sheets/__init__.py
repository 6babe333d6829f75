"""The declarations of the sheets that people fill in, one file per workbook."""
