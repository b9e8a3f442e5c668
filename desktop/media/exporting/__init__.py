"""Files as they go out again: the same bytes, with names that are safe anywhere."""
