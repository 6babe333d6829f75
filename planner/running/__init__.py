"""What runs over a year as a whole: what came in, what is written, where it stands, whether the record agrees."""
