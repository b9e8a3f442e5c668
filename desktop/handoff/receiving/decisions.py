"""The consents of a package as they pass, held against what its document says of them.

A record travels because the document says what was agreed. Where the consent itself is in the
package, nobody has to believe that: neither how much of the person is shown, nor that an interview
travels in the words that were said though places or family may be shown in part only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

import msgspec

from desktop import canonical
from desktop.errors import PackageRefused
from desktop.handoff.format.lists import DECISIONS
from desktop.handoff.format.signed import AuthorsRead
from desktop.handoff.format.travelling import DECIDES, GROUNDS, PLAIN, ends, rests_on
from desktop.handoff.receiving.item import PackageItem
from desktop.handoff.receiving.stream import Head
from desktop.home.versions import NotUnderstood, body_of, read_document
from desktop.model.consent import may_leave
from desktop.model.consent.showing import WHOLE
from desktop.model.handoff import RecordEntry
from desktop.model.owned_id import consent_id_of, is_of_kind
from desktop.model.version import RecordKind, RecordVersion, VersionDocument
from desktop.vault.kinds.all import BY_NAME, CHOSEN

_IN_WORDS: Final = frozenset((CHOSEN, *PLAIN))
"""The kinds whose records hold what was said, or who somebody is."""

Told = Callable[[RecordVersion], None]


class Decisions:
    """Reads what decides itself what may leave. ``told``: of each such version that is sound, by
    its author, and of the record and the interview that the document lists."""

    def __init__(self, head: Head, told: Told | None = None) -> None:
        document, self._told = head.document, told
        self._purpose, self._recipient = document.purpose, document.recipient_kind
        self._authors = AuthorsRead(document.authors) if told else None
        self._said = {version: how for _, version, how in head.lists.consents.columns()}
        self._in_part: set[str] = set()
        self._as_told: set[str] = set()

    def look(self, item: PackageItem) -> None:
        """Read an item that is a decision; ``PackageRefused`` where something leaves on it that
        it does not let out."""
        entry = item.listed
        if not isinstance(entry, RecordEntry):
            return
        if entry.kind in _IN_WORDS:
            self._look_at_words(entry, item)
        if not may_decide(entry.kind):
            return
        try:
            version = read_document(item.data())
            body = body_or_none(version)
        except canonical.NotADocument:
            return  # it is set aside, and named, when it is taken in
        if is_listed(entry, version.document) and rests_as_listed(entry, version, body):
            if body is not None:
                self._compare(version, body)
            if self._told and self._authors and self._authors.wrote(entry, version):
                self._told(version)

    def _compare(self, version: RecordVersion, body: Any) -> None:
        how = self._said.get(bytes.fromhex(version.id))
        if how is not None:
            answer = may_leave(body, self._purpose, self._recipient)
            said = replace(DECISIONS[how], places=answer.places, family=answer.family)
            if not said.within(answer):
                raise PackageRefused("an interview leaves on a consent that does not let it out")
            if {answer.places, answer.family} - WHOLE:
                self._in_part.update(interviews_of(version, body))

    def _look_at_words(self, entry: RecordEntry, item: PackageItem) -> None:
        """Remember what travels as it was written."""
        if entry.kind != CHOSEN or not _is_derived(item.data()):
            self._as_told.update(entry.grounds)

    def finish(self) -> None:
        """``PackageRefused``, behind the last item, where the words of somebody who may be shown
        in part only travel as they were said."""
        if self._in_part & self._as_told:
            raise PackageRefused("an interview that may be shown in part leaves as it was told")


class _Top(msgspec.Struct):
    """Of the envelope of a version, whether it was derived; its body is passed over."""

    derived_from: str = ""


_decode_top: Final = msgspec.json.Decoder(_Top).decode


def _is_derived(untrusted_data: bytes) -> bool:
    """Whether a version says that it was; what says nothing that can be read was not."""
    try:
        return bool(_decode_top(untrusted_data).derived_from)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


def may_decide(kind: RecordKind) -> bool:
    """Whether a record of this kind may say what leaves: one that is not known here may."""
    return kind in DECIDES or kind not in BY_NAME


def body_or_none(version: RecordVersion) -> Any:
    """The body of a version; None of one that is kept unread. ``canonical.NotADocument``."""
    try:
        return body_of(version, BY_NAME)
    except NotUnderstood:
        return None


def is_listed(entry: RecordEntry, document: VersionDocument) -> bool:
    """Whether a version is of the record that the package lists."""
    return (document.kind, document.record_id) == (entry.kind, entry.record_id)


def rests_as_listed(entry: RecordEntry, version: RecordVersion, body: Any) -> bool:
    """Whether a record rests on no interview that the package does not list for it.

    The document was believed on what each rests on, with a consent for each; a body that says
    otherwise has a right to travel that nobody looked at. Of one that is kept unread (None) the
    envelope is asked.
    """
    return set(interviews_of(version, body)) <= set(entry.grounds)


def lies_elsewhere(version: RecordVersion, body: Any) -> bool:
    """Whether a decision lies elsewhere than the one about its interview does, and so would stand
    beside it. What closes the interviews that it names is taken in all the same, and heard."""
    document = version.document
    if document.kind not in DECIDES:
        return False
    about = interviews_of(version, body)
    if not about:
        return not is_of_kind(document.record_id, document.kind)
    return not ends(document) and any(consent_id_of(each) != document.record_id for each in about)


def is_held(kind: RecordKind) -> bool:
    """Whether the versions of a record of this kind are held to one interview."""
    return kind in GROUNDS and GROUNDS[kind].held


def is_about_another(body: Any, here: Iterable[RecordVersion]) -> bool:
    """Whether a version names another interview than those of its record that are here: what was
    told in the one would leave on the consent of the other."""
    said = ((each.document.kind, body_or_none(each)) for each in here)
    return any(
        there is not None and rests_on(kind, there) != rests_on(kind, body) for kind, there in said
    )


def interviews_of(version: RecordVersion, body: Any) -> tuple[str, ...]:
    """The interviews that a version itself says it is about, as far as it is understood."""
    document = version.document
    if body is not None:
        return rests_on(document.kind, body)
    return document.closes.interviews if document.closes else ()
