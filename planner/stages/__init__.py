"""The offer cycle, one pure stage a file: records in, records and problems out."""
