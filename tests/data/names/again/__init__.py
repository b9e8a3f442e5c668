"""A second list of pairs, of names and spellings that the first has not (``README.md``)."""
