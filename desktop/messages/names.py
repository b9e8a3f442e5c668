"""What keeps names from leaving as they were said, in a person's words. A part of ``errors.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop import errors
from desktop.i18n import N_, _

NAMES: Final[Mapping[type[errors.SkryniaError], tuple[str, str, str]]] = {
    errors.NamesUndecided: (
        N_("Names wait for a decision"),
        N_(
            "What is to leave holds names or other details that this recipient is not to see as "
            "they were said. Nothing has left."
        ),
        N_(
            "Decide about each of these places: in the interview, under Closing, “Print for a "
            "recipient…” with the same recipient and purpose leads to them. Or leave the "
            "interview out."
        ),
    ),
    errors.ReplacementNames: (
        N_("A protected name is in the replacement"),
        N_("What is to stand in place of a name holds a protected name itself. Nothing was kept."),
        N_("Choose other words, such as a code or who it is to the person."),
    ),
    errors.DecisionsRefused: (
        N_("The file of decisions cannot be read"),
        N_("It is not what “names check --json” printed, filled in. Nothing was recorded."),
        N_(
            "Print the list again, fill in “choice” with “replace”, “keep” or “ask”, and try again."
        ),
    ),
}


def not_looked_through() -> str:
    """What is told of a file in which a name may stand that the program could not look for."""
    return _(
        "This file could not be looked through for names, or not all of it. Look at it yourself "
        "before it goes."
    )
