"""F1: what the place in front is for, and its keys."""
