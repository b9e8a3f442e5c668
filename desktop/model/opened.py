"""An interview as it is open: everything that shows it or judges it, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from desktop.model.attached import leaves_bytes_open
from desktop.model.consent import Consent, Decided, Standing, why_none_kept
from desktop.model.consent.in_vain import HeardBeside
from desktop.model.interview import (
    Closed,
    Interview,
    Safety,
    State,
    Utterance,
    reasons_closed,
)
from desktop.model.media import Attachment, Media
from desktop.model.organisation import Organisation
from desktop.model.person import Person
from desktop.model.sending.left_at import LeftAt
from desktop.model.values.moment import Moment

_UNREAD: Final = Standing(None, (), unread=True)


class BesideSays(StrEnum):
    """What a decision beside the shown one does."""

    OTHERWISE = "otherwise"
    RESTRICTED = "restricted"
    WITHDRAWN = "withdrawn"
    UNREAD = "unread"
    CLOSED_UNREAD = "closed-unread"


@dataclass(frozen=True, slots=True)
class DecidedBeside:
    """What somebody else decided about the interview, which counts beside what is shown until
    somebody who may settles it (``authority.py``).

    ``who``: as their card calls them; "" where no card of theirs is trusted here. ``stays``: nobody
    here may settle it, as nobody here can read it. ``decided``: what the gate hears of it.
    """

    version_id: str
    who: str
    at: Moment
    says: BesideSays = BesideSays.OTHERWISE
    stays: bool = False
    decided: Decided = _UNREAD

    @property
    def readable(self) -> bool:
        """Whether somebody here can know what it says."""
        return self.says not in (BesideSays.UNREAD, BesideSays.CLOSED_UNREAD)


@dataclass(frozen=True, slots=True)
class Others:
    """What others decided, for who shows the consent on paper. ``beside``: something of it counts
    beside what is shown; ``answered``: not they alone decided (``consents.Beside``)."""

    beside: bool = False
    answered: bool = True


NO_OTHERS: Final = Others()


@dataclass(frozen=True, slots=True)
class Opened:
    """One reading of an interview and what belongs to it.

    ``person``: None where the consent let the interview travel without the person's record.
    ``beside``: what others decided about it. ``answered``: not they alone (``consents.Beside``).
    ``withdrawn_by_others``: it was
    withdrawn, and nobody here recorded that. ``consent_draft``: answers that were typed and not
    decided, to be offered again. ``left_at``: where the account was left; None where it never was.
    ``media``: the originals' records, in the order of ``attachments``; None for a file that
    did not come along in the package the interview arrived in, and for one of ``mistaken``: the
    ids of attachments in whose place another file is here. ``organisation``: who is
    responsible for it here; ``given``: what of that stands in signed settings; ``whose_vault``: the
    name on this vault's own card. ``begun_here``: by a person of this vault, and not taken out of
    a package.
    """

    interview: Interview
    person: Person | None
    safety: Safety
    consent: Consent | None = None
    beside: tuple[DecidedBeside, ...] = ()
    answered: bool = True
    withdrawn_by_others: bool = False
    consent_draft: Consent | None = None
    utterances: tuple[Utterance, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    media: tuple[Media | None, ...] = ()
    mistaken: frozenset[str] = frozenset()
    organisation: Organisation = field(default_factory=Organisation)
    given: Organisation = field(default_factory=Organisation)
    whose_vault: str = ""
    left_at: LeftAt | None = None
    begun_here: bool = True

    @property
    def sealed(self) -> bool:
        """Sealed interviews are read, never written (R10); nor is what was made of another's
        words, which are with whoever sent it."""
        return self.interview.state is State.SEALED or self.interview.is_derived

    def leaves_bytes_open(self, position: int) -> bool:
        """Whether the seal does not say which bytes the file in this place has."""
        return leaves_bytes_open(self.attachments[position], self.interview.state)

    @property
    def closed(self) -> tuple[Closed, ...]:
        """The rules that keep the account closed as things stand on the screen, as the vault would
        say of the same (``Interviews.reasons_closed``)."""
        heard = (self.consent, *(each.decided for each in self.beside))
        not_kept = why_none_kept(heard, self.answered)
        return reasons_closed(self.interview, self.safety, not_kept)

    @property
    def heard_beside(self) -> HeardBeside:
        """What the gate hears beside what is shown."""
        return HeardBeside(tuple(each.decided for each in self.beside), self.answered)

    @property
    def writable(self) -> bool:
        """Whether the account takes words: once open, no rule that closes later stops it."""
        return self.interview.state is State.UNDER_WAY
