"""The measure of the matcher of names: ``make names`` (issue 11, point 1)."""
