"""The records of an open vault, one module a noun."""
