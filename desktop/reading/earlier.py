"""Earlier drafts of an account in the vault: kept before a change, and read with the versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.model.earlier_account import MOST, EarlierAccount, is_due
from desktop.model.interview import INTERVIEW_KIND, InterviewDocument
from desktop.model.kept_draft import EARLIER, DraftForm, KeptDraft
from desktop.model.opened import Opened
from desktop.model.values.moment import Moment
from desktop.reading.opened import called

if TYPE_CHECKING:
    from desktop.vault import Vault

EARLIER_ACCOUNT: Final = DraftForm(
    INTERVIEW_KIND,
    EARLIER,
    KeptDraft[EarlierAccount],
    lambda draft, _recorded: draft.typed,
)


def keep_before(vault: Vault, stored: Opened, frozen: Opened) -> None:
    """Keep the text that a change is about to be written over, where one is due."""
    record = stored.interview.id
    last = vault.drafts.last_earlier(EARLIER_ACCOUNT, record)
    since = Moment(last, 0) if last else None
    if is_due(since, Moment.now(), stored.utterances, frozen.utterances):
        keep(vault, stored)


def keep(vault: Vault, stored: Opened) -> None:
    """Keep the account as it stands."""
    at = Moment.now()
    draft = KeptDraft(EarlierAccount(at, vault.identity.name, stored.utterances))
    vault.drafts.keep_earlier(EARLIER_ACCOUNT, stored.interview.id, draft, at, MOST)


def earlier(vault: Vault, record: str) -> list[EarlierAccount]:
    """Every text that is kept, newest first: drafts, and versions that were sent, sealed or
    received. Of neighbours with the same words the older stands for both."""
    found = [*vault.drafts.earlier(EARLIER_ACCOUNT, record), *_versions(vault, record)]
    found.sort(key=lambda each: each.at.utc)
    kept: list[EarlierAccount] = []
    for each in found:
        if each.utterances and (not kept or kept[-1].utterances != each.utterances):
            kept.append(each)
    return kept[::-1]


def _versions(vault: Vault, record: str) -> list[EarlierAccount]:
    found = []
    for version in vault.versions.history(record):
        document = version.document
        if document.kind != INTERVIEW_KIND:
            continue
        try:
            body = canonical.from_plain(document.body, InterviewDocument, newer=True)
        except canonical.NotADocument:
            continue
        who = called(vault, document.author)
        found.append(EarlierAccount(document.created_at, who, body.utterances))
    return found
