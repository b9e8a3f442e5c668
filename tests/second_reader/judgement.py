"""The answer to each item, once the whole package was read (receiving, What becomes of each
item)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from . import attached, owned
from .bag import Sums
from .document import Document, MediaEntry, RecordEntry
from .held import MEDIA, Described, Desk, Version
from .records import BREAKS_SCHEMA, NOT_AS_LISTED, Judged
from .result import ACCEPTED, ALREADY_THERE, SET_ASIDE, Here, Verdict
from .sshsig import Signature
from .store import Store


@dataclass(frozen=True)
class Answers:
    """The lines for records and originals in the tar's order, and what is here then."""

    records: tuple[Verdict, ...]
    media: tuple[Verdict, ...]
    store: Store


class Judgement:
    """Collects what passes and answers at the end, as if judged in the order of the tar."""

    def __init__(
        self, document: Document, sums: Mapping[str, Sums], here: Here, desk: Desk
    ) -> None:
        self._document = document
        self._sums = sums
        self._here = here
        self._desk = desk
        self._judged: dict[str, Judged] = {}
        self._order: list[str] = []
        self._seals: dict[str, Signature | None] = {}

    def add_record(self, version_id: str, judged: Judged) -> None:
        """A record version, in the order of the tar."""
        self._judged[version_id] = judged
        self._order.append(version_id)

    def add_original(self, sha256: str) -> None:
        """An original, in the order of the tar."""
        self._order.append(sha256)

    def add_seal(self, version_id: str, seal: Signature | None) -> None:
        """The seal of a version; None when it is no signature at all.

        One that comes after its record counts for nothing (page, Entries and their order).
        """
        if version_id not in self._judged:
            self._seals[version_id] = seal

    def answers(self) -> Answers:
        """Item by item, each with what came before it here."""
        entries = {r.version_id: r for r in self._document.records}
        originals = {m.sha256: m for m in self._document.media}
        store = Store(self._here, self._desk)
        records, media = [], []
        for item in self._order:
            if item in entries:
                records.append(self._record(entries[item], store))
            else:
                media.append(self._media(originals[item], store))
        return Answers(tuple(records), tuple(media), store)

    def _record(self, entry: RecordEntry, store: Store) -> Verdict:
        item, judged = entry.version_id, self._judged[entry.version_id]
        reason = self._reason(entry, judged, store)
        if reason or judged.version is None:
            return Verdict(item, SET_ASIDE, reason)
        if store.has(item):
            return Verdict(item, ALREADY_THERE, self._said_again(judged.version))
        version = replace(
            judged.version,
            sealed=item in self._seals,
            late=judged.version.author in self._desk.revoked,
        )
        store.take(version)
        if version.withdrawn:
            return Verdict(item, ACCEPTED, "withdrawn")
        if version.unread:
            return Verdict(item, ACCEPTED, "kept-unread")
        return Verdict(item, ACCEPTED, "waits-for-card" if version.waits(self._desk) else "")

    def _said_again(self, version: Version) -> str:
        """What is said of a version that is there already (receiving, The receipt)."""
        if version.withdrawn and version.version_id in self._here.first_try:
            return "withdrawn"
        return "kept-unread" if version.unread else ""

    def _reason(self, entry: RecordEntry, judged: Judged, store: Store) -> str:
        """Why a version is set aside, or "": the first that holds."""
        if judged.reason in (BREAKS_SCHEMA, NOT_AS_LISTED):
            return judged.reason
        elsewhere = store.kind_of(entry.record_id) not in (None, entry.kind)
        if elsewhere and not owned.says_whose(entry.record_id):
            return BREAKS_SCHEMA
        return judged.reason or self._seal_reason(entry, judged.version)

    def _seal_reason(self, entry: RecordEntry, version: Version | None) -> str:
        """ "" when the version has no seal or a good one by its author (documents, Seals)."""
        if entry.version_id not in self._seals or version is None:
            return ""
        seal = self._seals[entry.version_id]
        if seal is None or not seal.holds("seal@skrynia", self._sums[entry.path].digests()):
            return "seal-does-not-hold"
        own = seal.signer == version.author and not version.derived
        return "" if own else "sealed-by-another"

    def _media(self, entry: MediaEntry, store: Store) -> Verdict:
        if reason := self._media_reason(entry, store):
            return Verdict(entry.sha256, SET_ASIDE, reason)
        store.take_original(entry.media_id, entry.sha256)
        return Verdict(entry.sha256, ACCEPTED)

    def _media_reason(self, entry: MediaEntry, store: Store) -> str:
        """Why an original is set aside, or "": the first that holds."""
        sums, media_id = self._sums[entry.path], entry.media_id
        right = Described(media_id, sums.sha256, sums.sha512, entry.size)
        versions = store.versions(MEDIA, media_id)
        theirs = [each for each in versions if owned.is_of(media_id, MEDIA, each.author)]
        if right not in _described(theirs or versions):
            return "not-described"
        owner = store.owner_of(media_id)
        named = attached.named_by_its_owner(media_id, store.shown_naming(media_id), owner)
        if named and entry.sha256 not in named:
            return "other-bytes-named"
        if store.originals.get(media_id, entry.sha256) != entry.sha256 or (
            owned.says_whose(media_id) and not theirs
        ):
            return "id-taken"
        return ""


def _described(versions: Collection[Version]) -> list[Described]:
    """What those say that no other of these goes on from."""
    built_on = {parent for each in versions for parent in each.parents}
    return [
        each.described
        for each in versions
        if each.version_id not in built_on and each.described is not None
    ]
