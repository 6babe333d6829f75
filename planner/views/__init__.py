"""What is shown: the tables and sentences of the cycle, laid out once for terminal, workbook and document."""
