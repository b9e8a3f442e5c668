"""What somebody typed as a pattern that SQLite's GLOB takes."""

from __future__ import annotations

from typing import Final

_LONGEST_TYPED: Final = 1024
"""Letters: no name has more, and SQLite refuses patterns far longer than that."""


def holding_typed(text: str) -> str:
    """Anything with this in it. What is typed stands for itself, in capitals or not: LIKE knows
    those of Latin alone."""
    return f"*{''.join(map(_either, text[:_LONGEST_TYPED]))}*"


def _either(letter: str) -> str:
    """A letter as GLOB takes it."""
    forms = {each for each in (letter.lower(), letter.upper(), letter) if len(each) == 1}
    return f"[{''.join(sorted(forms))}]" if len(forms) > 1 or letter in "*?[" else letter
