"""Who decides for somebody else, and whether they are named."""

from __future__ import annotations

from typing import Final

AUTHORITIES: Final = frozenset(
    ("parent", "court-guardian", "spouse", "close-relative", "lawyer", "heir")
)
"""By what right somebody may decide for another. Any other code, of a later release or of an
organisation, opens nothing here: nobody here knows what it says."""


def is_named(decider: str, authority: str) -> bool:
    """Whether it is said who decides, in letters, and by which known right."""
    return authority in AUTHORITIES and any(each.isalpha() for each in decider)
