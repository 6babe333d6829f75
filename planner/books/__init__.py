"""The workbooks that we write for readers; each lays out what the stages returned and calculates nothing."""
