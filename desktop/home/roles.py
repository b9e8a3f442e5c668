"""What each part of the handoff needs of a home, and no more: mypy holds them to it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

from desktop.home.cards import Cards
from desktop.home.custody import (
    Custody,
    CustodyArriving,
    CustodyOfReceipts,
    CustodyToSend,
)
from desktop.home.derived import DerivedCompared, DerivedToSend
from desktop.home.identity import Identity, IdentityWithCard
from desktop.home.media import MediaArriving, MediaFiles, MediaLookedInto, MediaToSend
from desktop.home.organisation import Settings
from desktop.home.outlines import GateOutlines, Outlines
from desktop.home.packages import (
    Packages,
    PackagesReceived,
    PackagesSent,
)
from desktop.home.pictures import Pictures, PicturesToMake, PicturesWaiting
from desktop.home.transactions import LongJobs, Transactions
from desktop.home.versions import (
    Versions,
    VersionsArriving,
    VersionsCompared,
    VersionsToSend,
)
from desktop.model.protected import ProtectedName
from desktop.model.version import RecordKind, RecordVersion


class Naming(Protocol):
    """What people call records."""

    def called(self, kind: RecordKind, record_id: str) -> str:
        """What people call a record, in one line; "" where it, or its kind, is not here."""


class Trusting(Protocol):
    """Whose signature counts."""

    @property
    def cards(self) -> Cards:
        """The cards of others."""


class ProtectedKept(Protocol):
    """The register of protected names."""

    def all(self) -> tuple[ProtectedName, ...]:
        """Every entry."""


class Introducing(Protocol):
    """Handing out one's own card."""

    @property
    def identity(self) -> IdentityWithCard:
        """Whose card it is."""


class Responsible(Transactions, Introducing, Protocol):
    """Saying who is responsible for what is recorded."""

    @property
    def organisation(self) -> Settings:
        """What organisations say of themselves."""


class Deciding(Transactions, Trusting, Protocol):
    """The consent gate. Nothing that it is given can write a record."""

    @property
    def outlines(self) -> GateOutlines:
        """What consents say, of many interviews at once."""

    @property
    def protected(self) -> ProtectedKept:
        """What is kept from recipients whatever consents say."""

    @property
    def rows_written(self) -> int:
        """A number that no write leaves as it was."""


class Offering(Deciding, Protocol):
    """What may go to a recipient, and what stays. Nothing that it is given can write a record."""

    @property
    def outlines(self) -> Outlines:
        """Everything that is looked at, of many records at once."""

    @property
    def versions(self) -> VersionsCompared:
        """Whether a record was written since its last version."""

    @property
    def derived(self) -> DerivedCompared:
        """What was shown to whom in another form than it was told."""


class Describing(Transactions, Protocol):
    """Finding out what originals are, and making their small pictures."""

    @property
    def media(self) -> MediaLookedInto:
        """The originals."""

    @property
    def pictures(self) -> PicturesWaiting:
        """Which of them wait."""


class Sending(Offering, Describing, Protocol):
    """Writing a package."""

    @property
    def identity(self) -> Identity:
        """Who signs it."""

    @property
    def versions(self) -> VersionsToSend:
        """The versions that travel."""

    @property
    def derived(self) -> DerivedToSend:
        """What travels in another form than it was told."""

    @property
    def media(self) -> MediaToSend:
        """The originals that travel."""

    @property
    def custody(self) -> CustodyToSend:
        """What happened to all of them."""

    @property
    def packages(self) -> PackagesSent:
        """Where it is recorded."""

    def let_go(self) -> None:
        """Free what is held in memory beside what is being worked on: after a long job."""


class ConsentsToldBack(Protocol):
    """What recipients record about interviews that they were shown in another form."""

    def interview_of(self, record_id: str) -> str:
        """The interview of this home that a derived interview, or its consent, shows; "" where
        none is here."""

    def hear(self, version: RecordVersion, body: Any) -> None:
        """Record what a version of such a consent takes away; nothing of any other. ``body``: None
        of one that is kept unread."""


class Receiving(LongJobs, Trusting, Naming, Protocol):
    """Reading a package, and merging what it brings."""

    def found_behind(self) -> AbstractContextManager[None]:
        """While open, what is written may be found by searching some time later."""

    @property
    def told_back(self) -> ConsentsToldBack:
        """Where what it brings is heard of what was sent from here in another form."""

    @property
    def identity(self) -> Identity:
        """Who opens it."""

    @property
    def outlines(self) -> GateOutlines:
        """Whether a withdrawal that came closes its interview."""

    @property
    def versions(self) -> VersionsArriving:
        """Where its versions go."""

    @property
    def media(self) -> MediaArriving:
        """Where its originals go."""

    @property
    def pictures(self) -> PicturesToMake:
        """Where their pictures are asked for."""

    @property
    def custody(self) -> CustodyArriving:
        """Where its custody events go."""

    @property
    def packages(self) -> PackagesReceived:
        """Where it is recorded."""


class TakingIn(Receiving, Describing, Protocol):
    """Receiving, with the pictures made at once."""

    @property
    def media(self) -> MediaFiles:
        """The originals."""

    @property
    def pictures(self) -> Pictures:
        """Their pictures."""


class Receipting(Trusting, Naming, Protocol):
    """Writing the receipt of a package, and importing one."""

    @property
    def identity(self) -> Identity:
        """Who signs it, and who opens it."""

    @property
    def custody(self) -> CustodyOfReceipts:
        """Where it is told that one was written."""

    @property
    def packages(self) -> Packages:
        """What it is about."""


class Home(Sending, TakingIn, Receipting, Protocol):
    """A home of records, for the whole of the handoff."""

    @property
    def versions(self) -> Versions:
        """The versions of its records."""

    @property
    def media(self) -> MediaFiles:
        """The originals."""

    @property
    def pictures(self) -> Pictures:
        """The pictures that are still to be made."""

    @property
    def custody(self) -> Custody:
        """What happened to all of them."""

    @property
    def packages(self) -> Packages:
        """The packages that were sent and received."""
