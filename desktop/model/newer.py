"""What a newer program wrote, and how far this one may believe it.

A document names in ``needs`` each feature that a reader has to know to read it rightly; a field
that may be passed over needs nothing. A package, receipt or card that needs what is not known here
is refused as from a newer program. A version of a record is *kept unread* instead: its bytes stay,
go on to others and are laid once a newer program opens the vault. What it closes stands in its
envelope, and is obeyed at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from desktop.model.values.bounds import NEEDS, Code, Few, Id
from desktop.model.values.moment import Moment

UNDERSTOOD: Final[frozenset[str]] = frozenset()
"""The features that this program knows: none yet, because no document has needed any."""

Needs = Annotated[tuple[Code, ...], NEEDS]
"""Names of features, sorted; a writer names only what it used."""


def not_understood(needs: Iterable[str]) -> tuple[str, ...]:
    """Those of the features that this program does not know."""
    return tuple(each for each in needs if each not in UNDERSTOOD)


class Unread(StrEnum):
    """Why a version is kept without being read."""

    VERSION = "version"
    NEEDS = "needs"
    KIND = "kind"
    SHOWN = "shown"
    ERASED = "erased"
    CLOSES = "closes"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Closes:
    """What a version closes, for who cannot read its body.

    ``interviews``: those that it decides about; as long as it is kept unread, nothing of them
    leaves or is used. ``withdrawn_at``: when consent to them was withdrawn. ``erased_at``: when the
    record itself was erased; nothing of it leaves any more.
    """

    interviews: Annotated[tuple[Id, ...], Few] = ()
    withdrawn_at: Moment | None = None
    erased_at: Moment | None = None

    @property
    def closed_at(self) -> Moment | None:
        """When its interviews were closed for good; None where they were not."""
        return self.withdrawn_at or self.erased_at
