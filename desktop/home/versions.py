"""The versions of records: cut, kept, read, taken in. What decides about them is
``desktop/model/merge/merging.py``."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, Protocol

from desktop import canonical
from desktop.home.authors import Authorship
from desktop.home.judge import said_by
from desktop.home.seals import Seal
from desktop.model.handoff import Outcome
from desktop.model.merge.merging import VERSION, Arriving, WorkingState, flaw_of, kind_differs
from desktop.model.merge.precedence import Finality
from desktop.model.newer import Closes, Unread, not_understood
from desktop.model.sending.carried import carried
from desktop.model.values.bounds import RECORD
from desktop.model.values.moment import Moment
from desktop.model.version import PSEUDONYMISED, RecordKind, RecordVersion, VersionDocument
from desktop.progress import Pause

_ENVELOPE: Final = 512 * 1024
"""Octets of a version beside its body: its parents, and why it was cut."""


class VersionsKept(Protocol):
    """Versions as they are here."""

    def history(self, record_id: str) -> list[RecordVersion]:
        """Every version of a record, by the clocks of their authors, oldest first."""


class VersionsCompared(Protocol):
    """Whether there is news."""

    def would_differ(self, kind: RecordKind, record_id: str) -> bool:
        """Whether a new version would be cut of a record as it stands. ``NoSuchRecord``."""

    def data(self, version_id: str) -> bytes:
        """The bytes of a version; ``NoSuchRecord``."""


class VersionsToSend(VersionsCompared, VersionsKept, Protocol):
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

    def erased(self, record_ids: Collection[str]) -> Mapping[str, Collection[str]]:
        """Those of these records that were erased, each with the versions that say so: nothing
        else of it leaves any more."""

    def head_ids(self, record_id: str) -> set[str]:
        """The ids of the versions in whose place no other stands that may, whoever wrote them."""

    def seals_of(self, version_ids: Collection[str]) -> dict[str, bytes]:
        """The signatures over those of these versions that are sealed, by version."""


class VersionsArriving(VersionsKept, Protocol):
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

    def lay_waiting(self) -> None:
        """Show what follows from the versions of records of which very many came: once, behind
        all of them."""

    def arrived_in(self, version_id: str) -> str | None:
        """The package that brought a version first; None for one made here or not here."""

    def heads(self, record_id: str) -> list[RecordVersion]:
        """The versions without children, oldest first; two or more are a branch. As if nothing
        that is kept unread were here."""

    def unread(self, version_ids: Collection[str]) -> set[str]:
        """Those of these versions that are kept unread."""


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
    def closes(self) -> Any:
        """A function from a body to what stands of it in the envelope."""

    @property
    def finality(self) -> Any:
        """A function from a body as plain values to what it says of its record's end."""

    @property
    def owned_by(self) -> Any:
        """A function from a body as plain values to the id of the record it is owned with; None
        where each is owned by itself."""

    @property
    def of_its_owner_alone(self) -> bool:
        """Whether anybody else's word is shown nowhere."""

    @property
    def derived_as(self) -> Any:
        """A function from a body to what it says itself of what it shows and how; None of a kind
        of which no version is derived."""

    @property
    def refuse(self) -> Any:
        """A function that raises ``ValueError`` of a body that nobody honest writes."""


def version_of_document(
    document: VersionDocument, unknown: Mapping[str, Any] | None = None
) -> RecordVersion:
    """The version a document is: its canonical bytes, named by their SHA-256. ``unknown``: fields
    of a later release that go on with it."""
    value = {**canonical.to_plain(document), **unknown} if unknown else document
    data = canonical.encode(value)
    return RecordVersion(hashlib.sha256(data).hexdigest(), data, lambda: document)


def to_cut(base: RecordVersion | None, body: object) -> dict[str, Any]:
    """The body of a version that goes on from ``base``, as plain JSON values: a record as it
    stands, with what a newer program wrote in ``base`` and this one does not know.

    That stays behind where the version would be too large with it: nobody could be sent it.
    """
    plain: dict[str, Any] = canonical.to_plain(body)
    if base is None:
        return plain
    whole = carried(base.document.body, plain, type(body))
    large = len(base.data) > RECORD // 2 and len(canonical.encode(whole)) > RECORD - _ENVELOPE
    return plain if large else whole


def new_version(
    kind: RecordKind,
    record_id: str,
    body: dict[str, Any],
    parents: tuple[str, ...],
    author: str,
    reason: str,
    closes: Closes | None = None,
    base: RecordVersion | None = None,
    derived_from: str = "",
) -> RecordVersion:
    """A version that is cut at this moment. ``body``: as plain JSON values; ``closes``: what the
    record says that it closes; ``base``: what it goes on from; ``derived_from``: the record whose
    pseudonymised version it is."""
    document = VersionDocument(
        kind=kind,
        record_id=record_id,
        parents=parents,
        author=author,
        created_at=Moment.now(),
        reason=reason,
        salt=secrets.token_hex(16),
        body=body,
        closes=closes,
        derived_from=derived_from,
        shown_as=PSEUDONYMISED if derived_from else "",
    )
    unknown = canonical.unknown_fields(base.data, VersionDocument, ("closes",)) if base else {}
    before = unknown.pop("closes", None)
    if before and closes:
        unknown["closes"] = carried(before, canonical.to_plain(closes), Closes)
    version = version_of_document(document, unknown)
    if unknown and len(version.data) > RECORD:
        return version_of_document(document)
    return version


def read_document(untrusted_data: bytes) -> RecordVersion:
    """A version from bytes of outside, its body unread; ``canonical.NotADocument`` for anything
    else."""
    document = canonical.decode(untrusted_data, VersionDocument, newer=True)
    flaw = flaw_of(document)
    if flaw:
        raise canonical.NotADocument(flaw)
    version_id = hashlib.sha256(untrusted_data).hexdigest()
    return RecordVersion(version_id, untrusted_data, lambda: document)


class NotUnderstood(canonical.NotADocument):
    """A version that a newer program may have written: it is kept unread. ``why`` says which."""

    def __init__(self, why: Unread) -> None:
        super().__init__(f"kept unread: {why}")
        self.why = why


def body_of(version: RecordVersion, kinds: Mapping[RecordKind, BodyRules]) -> Any:
    """The record that a version holds, once it is sure that it can be laid.

    ``canonical.NotADocument`` where it is of another record than it says, or its kind refuses
    it; ``NotUnderstood`` where only a newer program may know what it says.
    """
    document = version.document
    known = kinds.get(document.kind)
    why = _why_unread(document, known)
    if known is None or why:
        raise NotUnderstood(why or Unread.KIND)
    try:
        body = canonical.from_plain(document.body, known.body, newer=True)
    except canonical.NotADocument:
        raise NotUnderstood(Unread.BODY) from None
    if known.record_id(body) != document.record_id:
        raise canonical.NotADocument("the body is of another record")
    if flaw := _flaw_of_derived(document, body, known):
        raise canonical.NotADocument(flaw)
    try:
        known.refuse(body)
    except ValueError as error:
        raise canonical.NotADocument(str(error)) from None
    if document.closes is not None and document.closes != known.closes(body):
        raise NotUnderstood(Unread.CLOSES)
    return body


def _why_unread(document: VersionDocument, known: BodyRules | None) -> Unread | None:
    """Why the envelope alone says that this program does not read a version."""
    if document.closes is not None and document.closes.erased_at is not None:
        return Unread.ERASED
    if document.version != VERSION:
        return Unread.VERSION
    if not_understood(document.needs):
        return Unread.NEEDS
    if (document.derived_from or document.shown_as) and not _is_understood(document, known):
        return Unread.SHOWN
    return None


def _is_understood(derived: VersionDocument, known: BodyRules | None) -> bool:
    """Whether this program knows in which form such a version shows what was said."""
    may_be = known is not None and known.derived_as is not None
    return may_be and bool(derived.derived_from) and derived.shown_as == PSEUDONYMISED


def _flaw_of_derived(document: VersionDocument, body: Any, known: BodyRules) -> str:
    """Why a version is not derived as its envelope says; "" where it is, or is none."""
    said = known.derived_as(body) if known.derived_as else None
    if said is not None and said != (document.derived_from, document.shown_as):
        return "body and envelope say otherwise of what this was derived from"
    if not document.derived_from:
        return ""
    if document.derived_from == document.record_id:
        return "a version is derived from its own record"
    if not said_by(document, known).owned_by.is_by(document.author):
        return "a version is derived under an id of another"
    closed = known.finality(document.body) is Finality.CLOSED
    return "what was derived is sealed by nobody" if closed else ""


def meeting(
    version: RecordVersion,
    kinds: Mapping[RecordKind, BodyRules],
    state: WorkingState | None,
    kinds_here: Iterable[str],
    *,
    known: bool,
    here: int,
) -> Arriving:
    """A version with what it meets in a home; ``canonical.NotADocument`` where it cannot stay.

    ``state``, ``known``, ``here``: as in :class:`Arriving`; ``kinds_here``: what is here of its
    record says that it is of these kinds.
    """
    if kind_differs(version.document, kinds_here, kinds):
        raise canonical.NotADocument("the record is of another kind here")
    try:
        return Arriving(version, body_of(version, kinds), state, known, here)
    except NotUnderstood as newer:
        return Arriving(version, None, state, known, here, newer.why)
