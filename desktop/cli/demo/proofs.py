"""What the demo claims, shown: bytes compared, logs verified, what must stay not found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.demo.account import Taken
from desktop.cli.demo.demo_log import DemoLog
from desktop.cli.demo.vaults import Vaults
from desktop.errors import NoSuchRecord
from desktop.i18n import _
from desktop.media.hashing import hash_file

if TYPE_CHECKING:
    from desktop.vault import Vault


def prove(vaults: Vaults, taken: Taken, package_id: str, demo_log: DemoLog) -> None:
    """Every claim, each a row of the table."""
    with demo_log.proof(
        _("Originals in the receiving vault are identical to the files added")
    ) as proof:
        for path in taken.files:
            proof.check(same_bytes(vaults.organisation, path), path.name)
    with demo_log.proof(_("Sealed interviews arrived as they were sealed")) as proof:
        for interview_id in taken.going:
            proof.check(_same_document(vaults, interview_id), interview_id)
    with demo_log.proof(
        _("What was not agreed to was not sent; nor were any notes on safety")
    ) as proof:
        proof.check(not _has(vaults.organisation, taken.staying), taken.staying)
        for interview_id in taken.going:
            proof.check(not _knows_safety(vaults.organisation, interview_id), interview_id)
    with demo_log.proof(_("The researcher's vault shows the package as received")) as proof:
        sent = vaults.researcher.packages.get_sent(package_id)
        proof.check(sent.receipted_at is not None, package_id)
    for name, vault in zip(vaults._fields, vaults, strict=True):
        with demo_log.proof(_("Custody log verified: {vault}").format(vault=name)) as proof:
            report = vault.custody.verify()
            proof.looked_at = report.rows
            proof.failures.extend(report.problems)


def same_bytes(vault: Vault, path: Path) -> bool:
    """Whether the vault holds this file: found by its hash, then compared byte by byte."""
    digest = hash_file(path).sha256
    media = vault.media.by_hash(digest)
    if media is None or media.size != path.stat().st_size:
        return False
    return same_as_file(vault.media.read(media.id), path, digest)


def same_as_file(pieces: Iterator[bytes], path: Path, digest: str) -> bool:
    """Pieces of any length against the file, both hash and bytes."""
    hasher = hashlib.sha256()
    with path.open("rb") as file:
        for piece in pieces:
            hasher.update(piece)
            if file.read(len(piece)) != piece:
                return False
        ended = not file.read(1)
    return ended and hasher.hexdigest() == digest


def _same_document(vaults: Vaults, interview_id: str) -> bool:
    here = vaults.researcher.interviews.document(interview_id)
    return here == vaults.organisation.interviews.document(interview_id)


def _has(vault: Vault, interview_id: str) -> bool:
    try:
        vault.interviews.get(interview_id)
    except NoSuchRecord:
        return False
    return True


def _knows_safety(vault: Vault, interview_id: str) -> bool:
    safety = vault.interviews.safety(interview_id)
    return any((safety.risk_person, safety.risk_relatives, safety.safe_contact, safety.referral))
