"""What would travel, what stays and why: shown to a person before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.model.consent import Identification, Purpose
from desktop.model.handoff import MediaEntry, Staying
from desktop.model.identity import KnownCard


@dataclass(frozen=True, slots=True)
class Going:
    """One interview that may leave, and on what.

    ``consent_versions``: the consent the gate looked at, the deciding branch first; writing is
    refused when another one stands by then. ``person_id``: set when the person's own record
    travels too. ``media``: the originals that travel with it and were not confirmed before.
    ``news``: whether anything but the media differs from what the recipient confirmed.
    """

    interview_id: str
    code: str
    consent_versions: tuple[str, ...]
    identification: Identification
    person_id: str | None
    media: tuple[MediaEntry, ...]
    news: bool


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

    ``again``: whether what was confirmed before travels once more. ``confirmed``: ids of
    earlier packages to this recipient whose receipts are here.
    """

    recipient: KnownCard
    purpose: Purpose
    going: tuple[Going, ...]
    notices: tuple[Notice, ...]
    staying: tuple[Staying, ...]
    already_there: int
    confirmed: tuple[str, ...]
    again: bool
    size: int

    @property
    def media(self) -> tuple[MediaEntry, ...]:
        """Every original that travels, once, in the order of the interviews."""
        entries = [entry for going in self.going for entry in going.media]
        return tuple({entry.sha256: entry for entry in entries}.values())

    @property
    def media_ids(self) -> tuple[str, ...]:
        """Every id by which a travelling original is named: one file may have several."""
        return tuple(dict.fromkeys(e.media_id for going in self.going for e in going.media))

    @property
    def persons(self) -> tuple[str, ...]:
        """Every person whose record travels, once."""
        return tuple(dict.fromkeys(g.person_id for g in self.going if g.person_id is not None))

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
            files=len(self.media),
            notices=len(self.notices),
            staying=len(self.staying),
            already_there=self.already_there,
        )
