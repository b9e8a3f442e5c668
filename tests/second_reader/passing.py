"""Payload files after the document, as they pass (page, Order of checks, 12)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from . import bag, records, sshsig
from .bag import Sums
from .consent import lets_out
from .custody import Custody
from .document import Document, RecordEntry
from .errors import require
from .judgement import Judgement
from .records import Judged
from .tar import Entry


def checked(entry: Entry, sums: Sums) -> Iterator[bytes]:
    """The pieces of a file; at its end both hashes are held against the manifests'."""
    sha256, sha512 = hashlib.sha256(), hashlib.sha512()
    for piece in entry.pieces():
        sha256.update(piece)
        sha512.update(piece)
        yield piece
    require(sha256.hexdigest() == sums.sha256, "hash", entry.name)
    require(sha512.hexdigest() == sums.sha512, "hash", entry.name)


def held_octets(entry: Entry, sums: Sums) -> bytes:
    """A file that is held whole."""
    return b"".join(checked(entry, sums))


class Passing:
    """Takes each file to where it is judged."""

    def __init__(self, document: Document, judgement: Judgement, log: Custody) -> None:
        self._document = document
        self._judgement = judgement
        self._log = log
        self._records = {r.version_id: r for r in document.records}
        self._sizes = {m.sha256: m.size for m in document.media}
        self._leaves = {c.version_id: c.leave for c in document.consents}
        self._in_part: set[str] = set()
        self._as_told: set[str] = set()

    def take(self, entry: Entry, sums: Sums) -> None:
        """One file, to its end. Refused: hash, size, consent-lets-out-less."""
        kind, parts = bag.classify(entry.name)
        if kind == "record":
            self._record(entry, sums, self._records[parts[-1]])
        elif kind == "seal":
            octets = held_octets(entry, sums)
            try:
                self._judgement.add_seal(parts[0], sshsig.parse(octets))
            except sshsig.NoSignature:
                self._judgement.add_seal(parts[0], None)
        elif kind == "custody":
            for piece in checked(entry, sums):
                self._log.feed(piece)
        else:
            wrong = kind == "media" and entry.size != self._sizes[parts[0]]
            require(not wrong, "size", entry.name)
            for _piece in checked(entry, sums):
                pass
            if kind == "media":
                self._judgement.add_original(parts[0])

    def _record(self, entry: Entry, sums: Sums, listed: RecordEntry) -> None:
        octets = held_octets(entry, sums)
        judged = records.judge(octets, listed, self._document.authors)
        if records.is_as_told(octets, listed.kind):
            self._as_told.update(listed.grounds)
        if listed.version_id in self._leaves:
            self._check_consent(judged, listed.version_id)
        self._judgement.add_record(listed.version_id, judged)

    def _check_consent(self, judged: Judged, version_id: str) -> None:
        """A consent in `consents`, asked, lets out no less than the list says (documents,
        Consent).

        One that is broken, another record's, about an interview that is not among its grounds, or
        kept unread cannot be asked. Any other is, whatever else speaks against it.
        """
        if judged.consent is None:
            return
        asked = self._document.purpose, self._document.recipient_kind
        lets = lets_out(judged.consent, *asked)
        enough = lets is not None and lets.covers(self._leaves[version_id])
        require(enough, "consent-lets-out-less", version_id)
        if lets is not None and lets.in_part:
            self._in_part.add(judged.consent["interview_id"])

    def end(self) -> None:
        """Behind the last file. Refused: consent-lets-out-less, where words or names of somebody
        who may be shown in part leave as they were told."""
        require(not self._in_part & self._as_told, "consent-lets-out-less", "as it was told")
