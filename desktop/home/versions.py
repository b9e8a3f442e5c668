"""The versions of records: cut, kept, read, taken in. What decides about them is
``desktop/model/merging.py``."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

from desktop import canonical
from desktop.home.authors import Authorship
from desktop.home.seals import Seal
from desktop.model.handoff import Outcome
from desktop.model.merging import Arriving, WorkingState, flaw_of, kind_differs
from desktop.model.moment import Moment
from desktop.model.version import RecordKind, RecordVersion, VersionDocument
from desktop.progress import Pause


class VersionsCompared(Protocol):
    """Whether there is news."""

    def would_differ(self, kind: RecordKind, record_id: str) -> bool:
        """Whether a new version would be cut of a record as it stands. ``NoSuchRecord``."""


class VersionsToSend(VersionsCompared, Protocol):
    """Versions on their way out."""

    def cut_already(self, kind: RecordKind, record_ids: Collection[str]) -> set[str]:
        """Those of these records whose version :meth:`cut` would give without making one."""

    def cut(self, kind: RecordKind, record_id: str, reason: str) -> RecordVersion:
        """The record's present state as a version; the one it equals where nothing differs.
        ``NoSuchRecord``."""

    def ids_of(self, record_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The ids of all versions of each record that has any, in no order."""

    def hashed(self, version_ids: Collection[str]) -> dict[str, tuple[str, int]]:
        """SHA-512, in lower-case hex, and size in bytes of each version."""

    def signed(self, version_ids: Collection[str]) -> dict[str, Authorship]:
        """The authors' signatures of those of these versions that have one, by version."""

    def history(self, record_id: str) -> list[RecordVersion]:
        """Every version of a record, by the clocks of their authors, oldest first."""

    def head_ids(self, record_id: str) -> set[str]:
        """The ids of the versions in whose place no other stands that may, whoever wrote them."""

    def data(self, version_id: str) -> bytes:
        """The bytes of a version; ``NoSuchRecord``."""

    def seals_of(self, version_ids: Collection[str]) -> dict[str, bytes]:
        """The signatures over those of these versions that are sealed, by version."""


class VersionsArriving(Protocol):
    """Versions on their way in."""

    def here(self, ids: Collection[str], pause: Pause = ...) -> set[str]:
        """Those of the version ids that are here."""

    def read(self, untrusted_data: bytes) -> Arriving:
        """A version from outside that could be taken in; ``canonical.NotADocument``."""

    def take_in(
        self,
        arriving: Arriving,
        authorship: Authorship,
        arrived_in: str,
        seal: Seal | None = ...,
    ) -> Outcome:
        """Take in a version that was just read, from the package ``arrived_in``; a second time
        changes nothing. ``authorship``: its author's signature, and ``seal``: its author's seal,
        which hold."""

    def arrived_in(self, version_id: str) -> str | None:
        """The package that brought a version first; None for one made here or not here."""

    def heads(self, record_id: str) -> list[RecordVersion]:
        """The versions without children, oldest first; two or more are a branch."""


class Versions(VersionsToSend, VersionsArriving, Protocol):
    """The versions of a home."""


class BodyRules(Protocol):
    """What a kind of record says of a body from outside."""

    @property
    def body(self) -> type[Any]:
        """The dataclass of its versions."""

    @property
    def record_id(self) -> Any:
        """A function from a body to the id of the record it is of."""

    @property
    def refuse_twice(self) -> Any:
        """A function that raises ``ValueError`` where an id stands twice in a list of a body."""


def version_of_document(document: VersionDocument) -> RecordVersion:
    """The version a document is: its canonical bytes, named by their SHA-256."""
    data = canonical.encode(document)
    return RecordVersion(hashlib.sha256(data).hexdigest(), data, lambda: document)


def new_version(
    kind: RecordKind,
    record_id: str,
    body: dict[str, Any],
    parents: tuple[str, ...],
    author: str,
    reason: str,
) -> RecordVersion:
    """A version that is cut at this moment. ``body``: as plain JSON values."""
    document = VersionDocument(
        kind=kind,
        record_id=record_id,
        parents=parents,
        author=author,
        created_at=Moment.now(),
        reason=reason,
        salt=secrets.token_hex(16),
        body=body,
    )
    return version_of_document(document)


def read_document(untrusted_data: bytes) -> RecordVersion:
    """A version from bytes of outside, its body unread; ``canonical.NotADocument`` for anything
    else."""
    document = canonical.decode(untrusted_data, VersionDocument)
    flaw = flaw_of(document)
    if flaw:
        raise canonical.NotADocument(flaw)
    version_id = hashlib.sha256(untrusted_data).hexdigest()
    return RecordVersion(version_id, untrusted_data, lambda: document)


def body_of(version: RecordVersion, kinds: Mapping[RecordKind, BodyRules]) -> Any:
    """The record that a version holds, once it is sure that it can be laid.

    ``canonical.NotADocument`` where it is not of its kind, is of another record, or has an id
    twice in a list.
    """
    document = version.document
    known = kinds.get(document.kind)
    if known is None:
        raise canonical.NotADocument("a record of a kind that is not known here")
    body = canonical.from_plain(document.body, known.body)
    if known.record_id(body) != document.record_id:
        raise canonical.NotADocument("the body is of another record")
    try:
        known.refuse_twice(body)
    except ValueError as error:
        raise canonical.NotADocument(str(error)) from None
    return body


def meeting(
    version: RecordVersion,
    kinds: Mapping[RecordKind, BodyRules],
    state: WorkingState | None,
    here: Collection[str],
    kinds_here: Iterable[str],
) -> Arriving:
    """A version with what it meets in a home; ``canonical.NotADocument`` where it cannot stay.

    ``state``, ``here``: as in :class:`Arriving`; ``kinds_here``: the kinds that these say.
    """
    if kind_differs(version.document, kinds_here):
        raise canonical.NotADocument("the record is of another kind here")
    return Arriving(version, body_of(version, kinds), state, frozenset(here))
