"""The vault: an encrypted folder of records, opened by one passphrase, on one thread.

``Vault API`` in ``docs/architecture.md`` shows the whole of it on a page. The database is
SQLCipher (``connection``), its key comes from the key slots (``desktop.crypto.slots``), its
tables follow the dataclasses of ``desktop.model`` (``records``, ``rows``), and everything
that happens to a record is told in the custody log (``custody``) within the same
transaction. Nothing here knows a screen, a package's format or a picture's.
"""

from __future__ import annotations

from desktop.home.identity import CARD_NAMESPACE, OwnIdentity, SignedCard
from desktop.home.outlines import InterviewOutline
from desktop.home.packages import ReceivedPackage, ReceivedSummary, SentPackage, SentSummary
from desktop.home.seals import SEAL_NAMESPACE, Seal
from desktop.model.consent import ConsentBranches
from desktop.vault.file.check import CheckReport
from desktop.vault.file.folder import remove_unwanted
from desktop.vault.file.opening import check_secret, create_vault, open_vault
from desktop.vault.file.restore import restore_backup
from desktop.vault.records.consent_states import ConsentState
from desktop.vault.records.handoff.handoff_state import Delivery, HandoffState
from desktop.vault.records.identity import Owner
from desktop.vault.records.people import PersonFilter, PersonSummary
from desktop.vault.records.summaries import HandoffStage, InterviewFilter, InterviewSummary
from desktop.vault.search.index import HitKind
from desktop.vault.search.search import Hit
from desktop.vault.vault import Vault

__all__ = [
    "CARD_NAMESPACE",
    "SEAL_NAMESPACE",
    "CheckReport",
    "ConsentBranches",
    "ConsentState",
    "Delivery",
    "HandoffStage",
    "HandoffState",
    "Hit",
    "HitKind",
    "InterviewFilter",
    "InterviewOutline",
    "InterviewSummary",
    "OwnIdentity",
    "Owner",
    "PersonFilter",
    "PersonSummary",
    "ReceivedPackage",
    "ReceivedSummary",
    "Seal",
    "SentPackage",
    "SentSummary",
    "SignedCard",
    "Vault",
    "check_secret",
    "create_vault",
    "open_vault",
    "remove_unwanted",
    "restore_backup",
]
