"""What everything costs at 200, 2,000 and 20,000 interviews, and what of it grows.

``make bench ARGS="growth"`` measures all three vaults, ``growth-small`` only the first two
(minutes). One or a few measurements alone, by their names in ``table.py``::

    make bench ARGS="growth-small:people-filter,plan"
    make bench ARGS="growth:check"

The vaults are built once (seconds, a minute, eight minutes) and kept below ``BENCH_DIR``, or
``build/bench`` where that is not set; older ones are migrated. Each run works on a copy.
Every measurement is a process of its own, so its memory is its own too.

A new measurement is a function that takes a ``Place`` (the vaults of one size) and yields
``Figure``s, and a line in ``table.py``.
"""
