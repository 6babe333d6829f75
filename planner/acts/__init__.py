"""What people do to a year: ask for quotes, decide, accept. Writes files and register; prints nothing."""
