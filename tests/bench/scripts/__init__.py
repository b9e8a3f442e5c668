"""Single-purpose programs that the benchmark starts, so that each has its own memory peak.

Each prints the seconds of the part that is measured as its last line.
"""
