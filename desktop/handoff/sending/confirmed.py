"""What a recipient confirmed, by its receipts."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.progress import Pause, no_pause

if TYPE_CHECKING:
    from desktop.home.derived import DerivedId
    from desktop.home.roles import Offering

_HALF: Final = 32


class Digests(Container[str]):
    """SHA-256s, by the first half of each: 128 bits, as hard to come upon by chance or by will as
    an age key, in a third of the memory."""

    def __init__(self) -> None:
        self._known: set[int] = set()

    def add_all(self, digests: Iterable[str]) -> None:
        """Digests in 64 hex digits."""
        self._known.update(int(each[:_HALF], 16) for each in digests)

    def __contains__(self, digest: object) -> bool:
        return isinstance(digest, str) and int(digest[:_HALF], 16) in self._known

    def hold_all(self, digests: Iterable[str]) -> bool:
        """Whether none of these is missing."""
        return self._known.issuperset([int(each[:_HALF], 16) for each in digests])


@dataclass(frozen=True, slots=True)
class Confirmed:
    """``items``: the version ids and SHA-256s that the recipient's receipts confirm.
    ``as_told``, ``derived``: the interviews of this vault that were sent to it, confirmed or not:
    those that went as they were told, with those that came from it in another form and about which
    more was decided here, and by the id of each the ids under which it went in another
    form."""

    items: Digests
    as_told: frozenset[str]
    derived: Mapping[str, tuple[DerivedId, ...]]

    @property
    def interviews(self) -> frozenset[str]:
        """The ids of all of them."""
        return self.as_told | self.derived.keys()


def confirmed_by(vault: Offering, fingerprint: str, pause: Pause = no_pause) -> Confirmed:
    """What the recipient of this fingerprint confirmed, and which interviews it was sent."""
    outlines = vault.outlines
    ids, back = outlines.interview_ids(), outlines.decided_back(fingerprint)
    as_told = frozenset((*outlines.sent_to(fingerprint, ids, pause), *back))
    derived = vault.derived.sent_to(fingerprint, ids, pause)
    items = Digests()
    for rows in outlines.items_confirmed(fingerprint):
        pause()
        items.add_all(item for (item,) in rows)
    return Confirmed(items, as_told, derived)
