"""Reads a package in one pass, writing nothing (page, Order of checks).

The page reads twice, because a store takes items in one by one; this reader stores nothing and
answers once everything was seen.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from . import bag, custody, document, lists, owned, sshsig
from .age import Payload
from .document import Document
from .errors import Refused, require
from .held import Desk
from .judgement import Answers, Judgement
from .passing import Passing, held_octets
from .result import Here, Result
from .tar import Entry, entries


class _Reading:
    """One package on its way through the layers."""

    def __init__(self, payload: Payload, desk: Desk, here: Here) -> None:
        self._files = self._octets = 0
        self._entries = entries(payload, lambda name: bag.largest(name, self._files))
        self._desk = desk
        self._here = here
        self.tag_manifest = b""

    def _next(self, name: str) -> Entry:
        """The next entry, which has this name. Refused: order."""
        entry = next(self._entries, None)
        if entry is None or entry.name != name:
            raise Refused("order", f"{entry.name if entry else 'the end'} for {name}")
        self._octets += entry.size if name.startswith("data/") else 0
        return entry

    def _tags(self) -> tuple[bag.Info, dict[str, bag.Sums]]:
        """Entries 1–6, up to the signature. Refused: by their rules."""
        tags: dict[str, bytes] = {}
        for name in bag.TAG_FILES:
            tags[name] = self._next(name).octets()
            if name == "bag-info.txt":
                bag.check_version(tags[name])
        self.tag_manifest = self._next(bag.TAG_MANIFEST).octets()
        self._check_signature(self._next(bag.SIGNATURE).octets())
        bag.check_tag_manifest(self.tag_manifest, tags)
        bag.check_bagit(tags["bagit.txt"])
        info = bag.info(tags["bag-info.txt"])
        sums = bag.payload(tags["manifest-sha256.txt"], tags["manifest-sha512.txt"])
        self._files = len(sums)
        require(info.streams == len(sums), "oxum", "files")
        return info, sums

    def _check_signature(self, armored: bytes) -> None:
        try:
            signature = sshsig.parse(armored)
        except sshsig.NoSignature as error:
            raise Refused("signature", str(error)) from error
        good = signature.holds("package@skrynia", sshsig.digests(self.tag_manifest))
        require(good, "signature", "does not hold")
        self.signer = signature.signer
        require(self.signer not in self._desk.revoked, "signer-revoked", self.signer)
        require(self.signer in self._desk.trusted, "signer-unknown", self.signer)

    def _document(self, info: bag.Info, sums: dict[str, bag.Sums]) -> Document:
        """Entry 7 against signature, manifests and itself."""
        entry = self._next(bag.DOCUMENT)
        octets = held_octets(entry, sums[entry.name])
        found = document.load(octets)
        require(found.package_id == info.package_id, "package-id")
        require(found.sender == self.signer, "sender-is-not-signer")
        theirs = owned.is_of(found.package_id, owned.PACKAGE, self.signer)
        require(theirs or not owned.says_whose(found.package_id), "package-id", "another's")
        document.check_purpose(found)
        digest = hashlib.sha256(self.tag_manifest).hexdigest()
        first = self._here.packages.get(found.package_id, digest)
        require(first == digest, "package-id", "another package's")
        lists.check_recipients(found)
        if self._desk.reader:
            require(self._desk.reader in found.recipients, "not-for-this-reader")
        lists.check_lists(found)
        lists.check_grounds(found)
        lists.check_manifests(found, sums)
        return found

    def read(self) -> Result:
        """Everything, to the last octet. Refused: by the first rule that is broken."""
        info, sums = self._tags()
        found = self._document(info, sums)
        judgement = Judgement(found, sums, self._here, self._desk)
        log = custody.Custody(found)
        passing = Passing(found, judgement, log)
        for path in list(sums)[1:]:
            passing.take(self._next(path), sums[path])
        extra = next(self._entries, None)
        require(extra is None, "order", "more than the manifests name")
        require(self._octets == info.octets, "oxum", "octets")
        passing.end()
        log.finish()
        return self._result(found, log, judgement.answers())

    def _result(self, found: Document, log: custody.Custody, answers: Answers) -> Result:
        """What a receiver answers, and what it shows and closes from then on (receiving)."""
        grounds = {g for record in found.records for g in record.grounds}
        grounds.update(*(original.grounds for original in found.media))
        shown = answers.store.all_shown()
        digest = hashlib.sha256(self.tag_manifest).hexdigest()
        received = {**self._here.packages, found.package_id: digest}
        return Result(
            document=found,
            tagmanifest_sha256=digest,
            records=answers.records,
            media=answers.media,
            custody=tuple(log.rows),
            custody_further=log.further,
            closed=answers.store.closed(grounds),
            here=replace(answers.store.freeze(grounds), packages=received),
            erased=answers.store.erased(),
            shown={record: version.version_id for (_kind, record), version in shown.items()},
            files=answers.store.files(shown),
        )


def read(
    package: bytes | Path | BinaryIO,
    age_key_text: str,
    trusted_signers: Iterable[str],
    reader: str | None = None,
    here: Here | None = None,
    revoked: Iterable[str] = (),
) -> Result:
    """What a receiver answers to the package.

    trusted_signers: OpenSSH public key lines without comment, or fingerprints. reader: the
    receiver's own fingerprint, which nothing in its age key tells; None leaves this unchecked.
    revoked: cards that are trusted no more, in the same forms.
    """
    desk = Desk(reader or "", _fingerprints(trusted_signers), _fingerprints(revoked))
    try:
        with _opened(package) as file:
            return _Reading(Payload(file, age_key_text), desk, here or Here()).read()
    except Refused as refused:
        return Result(refused=refused.rule, about=refused.about)


def _fingerprints(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(
        k if k.startswith("SHA256:") else sshsig.fingerprint(sshsig.key_blob(k)) for k in keys
    )


def _opened(package: bytes | Path | BinaryIO) -> contextlib.AbstractContextManager[BinaryIO]:
    """The package as a file; one that the caller opened stays open."""
    if isinstance(package, bytes):
        return io.BytesIO(package)
    return package.open("rb") if isinstance(package, Path) else contextlib.nullcontext(package)
