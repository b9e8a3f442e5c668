"""Where an account was left: offered again when it is opened, and no work that is unfinished."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeftAt:
    """Where the cursor stood: an id and numbers, and no word of the account.

    ``within``: UTF-16 units of the utterance before it. ``below``: pixels of its line below the
    upper edge of what was seen.
    """

    utterance_id: str = ""
    within: int = 0
    below: int = 0
