"""Codes for interviews and people: short, neutral, and never one that is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable


def next_code(letter: str, taken: Iterable[str]) -> str:
    """``I-0042``: the number after the highest of this pattern; '0001' where there is none."""
    pattern = re.compile(rf"{re.escape(letter)}-(\d{{1,9}})")
    numbers = [int(found[1]) for code in taken if (found := pattern.fullmatch(code))]
    return f"{letter}-{max(numbers, default=0) + 1:04d}"
