"""Cards, keys, and whose signature counts."""
