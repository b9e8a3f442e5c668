"""Ratios, not seconds: each figure of ours against a bare peer in the same run.

``python -m tests.bench`` (or ``make bench``) prints one table; ``python -m tests.bench photos``
only that part. Ours and the peer run in turn, A B A B …, and the ratio is taken pair by
pair, so that it holds where the machine's speed drifts. Nothing here is asserted.
"""
