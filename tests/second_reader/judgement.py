"""The answer to each item, once the whole package was read (receiving)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from . import owned
from .bag import Sums
from .document import Document, MediaEntry, RecordEntry
from .records import BREAKS_SCHEMA, NOT_AS_LISTED, Described, Judged
from .result import ACCEPTED, ALREADY_THERE, SET_ASIDE, Here, MediaVersion, Verdict
from .shown import named_otherwise
from .sshsig import Signature
from .standing import Said, closed

Answers = tuple[tuple[Verdict, ...], tuple[Verdict, ...], frozenset[str], Here]


class Judgement:
    """Collects what passes and answers at the end, as if judged in the order of the tar."""

    def __init__(
        self,
        document: Document,
        sums: Mapping[str, Sums],
        here: Here,
        known: Collection[str] = (),
    ) -> None:
        self._document = document
        self._sums = sums
        self._here = here
        self._known = known
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
        """The seal of a version; None when it is no signature at all."""
        self._seals[version_id] = seal

    def _seal_reason(self, entry: RecordEntry) -> str:
        """ "" when the version has no seal or a good one by its author."""
        if entry.version_id not in self._seals:
            return ""
        seal = self._seals[entry.version_id]
        if seal is None or not seal.holds("seal@skrynia", self._sums[entry.path].digests()):
            return "seal-does-not-hold"
        author = self._judged[entry.version_id].author
        return "" if seal.signer == author else "sealed-by-another"

    def _reason(self, entry: RecordEntry, here: Here) -> str:
        """Why a version is set aside, or "", with what came before it here."""
        judged = self._judged[entry.version_id]
        if judged.reason in (BREAKS_SCHEMA, NOT_AS_LISTED):
            return judged.reason
        taken = here.kinds.get(entry.record_id, entry.kind) != entry.kind
        if taken and not owned.has_mark(entry.record_id):
            return BREAKS_SCHEMA
        return judged.reason or self._seal_reason(entry)

    def answers(self) -> Answers:
        """The lines for records and originals in the tar's order; closed interviews; what is here
        then."""
        entries = {r.version_id: r for r in self._document.records}
        originals = {m.sha256: m for m in self._document.media}
        here = self._here
        records, media = [], []
        for item in self._order:
            if item in originals:
                line = self._media(originals[item], here)
                if line.outcome == ACCEPTED:
                    stored = {**here.originals, originals[item].media_id: item}
                    here = replace(here, originals=stored)
                media.append(line)
                continue
            reason = self._reason(entries[item], here)
            records.append(self._record(entries[item], reason, here))
            if not reason and item not in here.versions:
                here = _with(here, entries[item], self._judged[item])
            if not reason:
                here = self._with_interview(here, item)
        interviews = [each for each, kind in here.kinds.items() if kind == "interview"]
        return tuple(records), tuple(media), closed(here.said, interviews), here

    def _with_interview(self, here: Here, item: str) -> Here:
        """What is here once a version of an interview came, with a seal that it came with, or had
        when it came before."""
        found = self._judged[item].interview
        if found is None:
            return here
        before = here.interviews.get(item)
        sealed = item in self._seals or (before is not None and before.sealed)
        return replace(here, interviews={**here.interviews, item: replace(found, sealed=sealed)})

    def _record(self, entry: RecordEntry, reason: str, here: Here) -> Verdict:
        if entry.version_id in here.versions:
            return Verdict(entry.version_id, ALREADY_THERE)
        if reason:
            return Verdict(entry.version_id, SET_ASIDE, reason)
        judged = self._judged[entry.version_id]
        if judged.withdrawn:
            return Verdict(entry.version_id, ACCEPTED, "withdrawn")
        if judged.unread:
            return Verdict(entry.version_id, ACCEPTED, "kept-unread")
        waits = judged.author not in self._known
        return Verdict(entry.version_id, ACCEPTED, "waits-for-card" if waits else "")

    def _media(self, entry: MediaEntry, here: Here) -> Verdict:
        if entry.sha256 in here.originals.values():
            return Verdict(entry.sha256, ALREADY_THERE)
        sums = self._sums[f"data/media/{entry.sha256}"]
        right = Described(entry.media_id, sums.sha256, sums.sha512, entry.size)
        versions = [each for each in here.media if each.media_id == entry.media_id]
        theirs = [each for each in versions if owned.is_of(entry.media_id, each.author, "media")]
        if right not in _newest(theirs or versions):
            return Verdict(entry.sha256, SET_ASIDE, "not-described")
        told = here.interviews.values()
        if named_otherwise(entry.media_id, entry.sha256, told, self._known):
            return Verdict(entry.sha256, SET_ASIDE, "other-bytes-named")
        if entry.media_id in here.originals or (owned.has_mark(entry.media_id) and not theirs):
            return Verdict(entry.sha256, SET_ASIDE, "id-taken")
        return Verdict(entry.sha256, ACCEPTED)


def _newest(versions: Collection[MediaVersion]) -> list[Described]:
    """What those say that none of these was made from."""
    built_on = {parent for each in versions for parent in each.parents}
    heads = [each for each in versions if each.version_id not in built_on]
    return [each.described for each in heads if each.described]


def _with(here: Here, entry: RecordEntry, judged: Judged) -> Here:
    """What is here once a version was taken in."""
    said, media = here.said, here.media
    parents = tuple(judged.parents)
    if judged.body is not None or judged.interviews or judged.unread:
        about = judged.interviews
        said += (
            Said(
                entry.version_id,
                entry.kind,
                entry.record_id,
                judged.author,
                parents,
                about,
                judged.withdrawn,
                judged.unread,
            ),
        )
    if entry.kind == "media":
        media += (
            MediaVersion(
                entry.record_id, entry.version_id, judged.author, parents, judged.described
            ),
        )
    return replace(
        here,
        versions=here.versions | {entry.version_id},
        kinds={**here.kinds, entry.record_id: entry.kind},
        said=said,
        media=media,
    )
