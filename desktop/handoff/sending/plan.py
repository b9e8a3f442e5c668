"""What would travel, what stays and why: shown to a person before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.model.consent import Identification, Purpose
from desktop.model.handoff import MediaEntry, Staying
from desktop.model.identity import KnownCard
from desktop.progress import Pause, no_pause, paced

_MANY: Final = 1000
"""Interviews that are looked at between two safe points."""


@dataclass(frozen=True, slots=True)
class Going:
    """One interview that may leave, and on what.

    ``consent_versions``: the consent the gate looked at, the deciding branch first; writing is
    refused when another one stands by then. ``person_id``: set when the person's own record
    travels too. ``media``: the originals that travel with it and were not confirmed before.
    """

    interview_id: str
    code: str
    consent_versions: tuple[str, ...]
    identification: Identification
    person_id: str | None
    media: tuple[MediaEntry, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A consent that travels alone, to somebody who holds the interview already.

    Withdrawn or narrowed consent must reach whoever was given the interview (R2); it is the
    one record that the gate does not hold back.
    """

    interview_id: str
    code: str
    consent_versions: tuple[str, ...]
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class PackageCounts:
    """How much travels, stays, and is there already."""

    interviews: int
    persons: int
    files: int
    notices: int
    staying: int
    already_there: int


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """A decided selection. ``size``: about how many bytes the package will take.

    ``going`` and ``staying`` may be made anew each time they are looked at (``made.Made``).
    ``again``: whether what was confirmed before travels once more. ``confirmed``: ids of
    earlier packages to this recipient whose receipts are here.
    """

    recipient: KnownCard
    purpose: Purpose
    going: Sequence[Going]
    notices: tuple[Notice, ...]
    staying: Sequence[Staying]
    already_there: int
    confirmed: tuple[str, ...]
    again: bool
    size: int

    def originals(self, pause: Pause = no_pause) -> Iterator[MediaEntry]:
        """Every original that travels, once, in the order of the interviews."""
        met: set[bytes] = set()
        for entry in self._named_originals(pause):
            digest = bytes.fromhex(entry.sha256)
            if digest not in met:
                met.add(digest)
                yield entry

    @property
    def media(self) -> tuple[MediaEntry, ...]:
        """:meth:`originals`, all of them at once."""
        return tuple(self.originals())

    def media_ids(self, pause: Pause = no_pause) -> tuple[str, ...]:
        """Every id by which a travelling original is named: one file may have several."""
        return tuple(dict.fromkeys(entry.media_id for entry in self._named_originals(pause)))

    def _named_originals(self, pause: Pause) -> Iterator[MediaEntry]:
        return (entry for going in paced(self.going, pause, _MANY) for entry in going.media)

    def person_ids(self, pause: Pause = no_pause) -> tuple[str, ...]:
        """Every person whose record travels, once."""
        going = paced(self.going, pause, _MANY)
        return tuple(dict.fromkeys(g.person_id for g in going if g.person_id is not None))

    @property
    def persons(self) -> tuple[str, ...]:
        """:meth:`person_ids`."""
        return self.person_ids()

    @property
    def empty(self) -> bool:
        """True when there is nothing to write."""
        return not self.going and not self.notices

    @property
    def counts(self) -> PackageCounts:
        """The numbers a person looks at."""
        return PackageCounts(
            interviews=len(self.going),
            persons=len(self.persons),
            files=sum(1 for _ in self.originals()),
            notices=len(self.notices),
            staying=len(self.staying),
            already_there=self.already_there,
        )
