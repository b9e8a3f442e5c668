"""The answer to each item, once the whole package was read (page, Reading 2 and 3)."""

from __future__ import annotations

from collections.abc import Mapping

from .bag import Sums
from .canon import Json
from .document import Document, MediaEntry, RecordEntry
from .records import BREAKS_SCHEMA, NOT_AS_LISTED, RESTS_ON_OTHERS, Described, Judged
from .result import ACCEPTED, ALREADY_THERE, SET_ASIDE, Here, Verdict
from .sshsig import Signature


class Judgement:
    """Collects what passes and answers at the end, as if judged in the order of the tar."""

    def __init__(self, document: Document, sums: Mapping[str, Sums], here: Here) -> None:
        self._document = document
        self._sums = sums
        self._here = here
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

    def _reason(self, entry: RecordEntry, about: dict[str, str], kinds: dict[str, str]) -> str:
        """Why a version is set aside, or "", with what came before it here."""
        judged = self._judged[entry.version_id]
        if judged.reason in (BREAKS_SCHEMA, NOT_AS_LISTED):
            return judged.reason
        if kinds.get(entry.record_id, entry.kind) != entry.kind:
            return BREAKS_SCHEMA
        reason = judged.reason
        if not reason and judged.body is not None:
            reason = _moved(entry.record_id, judged.body, about)
        reason = reason or self._seal_reason(entry)
        if not reason:
            kinds[entry.record_id] = entry.kind
            if judged.body is not None:
                about.setdefault(entry.record_id, judged.body["interview_id"])
        return reason

    def answers(self) -> tuple[tuple[Verdict, ...], tuple[Verdict, ...], frozenset[str]]:
        """The lines for records and originals in the tar's order; closed interviews."""
        entries = {r.version_id: r for r in self._document.records}
        originals = {m.sha256: m for m in self._document.media}
        about, kinds = dict(self._here.consents), dict(self._here.kinds)
        reasons: dict[str, str] = {}
        newest: dict[str, Described] = {}
        older: set[str] = set()
        media = []
        for item in self._order:
            if item in originals:
                media.append(self._media(originals[item], newest))
                continue
            reasons[item] = self._reason(entries[item], about, kinds)
            judged = self._judged[item]
            if reasons[item]:
                continue
            older.update(judged.parents)
            if judged.described is not None and item not in older:
                newest[judged.described.media_id] = judged.described
        records = tuple(self._record(entries[v], reasons) for v in reasons)
        bodies = [j.body for v, j in self._judged.items() if not reasons[v] and j.body is not None]
        return records, tuple(media), closed(bodies, self._here.consents)

    def _record(self, entry: RecordEntry, reasons: dict[str, str]) -> Verdict:
        if entry.version_id in self._here.versions:
            return Verdict(entry.version_id, ALREADY_THERE)
        if reason := reasons[entry.version_id]:
            return Verdict(entry.version_id, SET_ASIDE, reason)
        body = self._judged[entry.version_id].body
        withdrawn = body is not None and body.get("withdrawn_at") is not None
        return Verdict(entry.version_id, ACCEPTED, "withdrawn" if withdrawn else "")

    def _media(self, entry: MediaEntry, newest: Mapping[str, Described]) -> Verdict:
        if entry.sha256 in self._here.originals.values():
            return Verdict(entry.sha256, ALREADY_THERE)
        sums = self._sums[f"data/media/{entry.sha256}"]
        right = Described(entry.media_id, sums.sha256, sums.sha512, entry.size)
        if newest.get(entry.media_id) != right:
            return Verdict(entry.sha256, SET_ASIDE, "not-described")
        if entry.media_id in self._here.originals:
            return Verdict(entry.sha256, SET_ASIDE, "id-taken")
        return Verdict(entry.sha256, ACCEPTED)


def _moved(record_id: str, body: Json, about: dict[str, str]) -> str:
    """A consent stays with its interview, unless it is withdrawn, which closes both."""
    interview = about.get(record_id, body["interview_id"])
    moved = interview != body["interview_id"] and body.get("withdrawn_at") is None
    return RESTS_ON_OTHERS if moved else ""


def closed(bodies: list[Json], before: Mapping[str, str]) -> frozenset[str]:
    """The interviews that withdrawn consents close and no later consent opens again.

    Later: another record about it, given after the other was withdrawn (receiving).
    """
    shut: set[str] = set()
    interviews = dict(before)
    for body in bodies:
        interviews.setdefault(body["id"], body["interview_id"])
    for body in bodies:
        if body.get("withdrawn_at") is None:
            continue
        for interview in {body["interview_id"], interviews[body["id"]]}:
            opened = any(
                other["id"] != body["id"]
                and other["interview_id"] == interview
                and other.get("withdrawn_at") is None
                and other["given_at"]["utc"] > body["withdrawn_at"]["utc"]
                for other in bodies
            )
            if not opened:
                shut.add(interview)
    return frozenset(shut)
