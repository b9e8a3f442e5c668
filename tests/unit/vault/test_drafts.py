"""Drafts: kept, replaced, dropped; no version, no custody event, not found by searching."""

from __future__ import annotations

from desktop.model.consent import Purpose
from desktop.model.consent_draft import ConsentDraft
from desktop.vault import DraftKind, Vault
from tests.support import consent_to


def find(vault: Vault, record: str = "i") -> ConsentDraft | None:
    return vault.drafts.find(DraftKind.CONSENT, record, ConsentDraft)


def test_a_draft_is_kept_replaced_and_dropped(vault: Vault) -> None:
    first = ConsentDraft(consent_to("i", Purpose.KEEP))
    second = ConsentDraft(consent_to("i"), consent_to("i", Purpose.KEEP))
    vault.drafts.keep(DraftKind.CONSENT, "i", first)
    assert find(vault) == first
    vault.drafts.keep(DraftKind.CONSENT, "i", second)
    assert find(vault) == second
    assert find(vault, "another") is None
    vault.drafts.drop(DraftKind.CONSENT, "i")
    vault.drafts.drop(DraftKind.CONSENT, "i")
    assert find(vault) is None


def test_a_draft_leaves_no_version_no_custody_event_and_is_not_found(vault: Vault) -> None:
    before = vault.custody.head()
    typed = ConsentDraft(consent_to("i", Purpose.KEEP))
    vault.drafts.keep(DraftKind.CONSENT, "i", typed)
    assert vault.custody.head() == before
    assert vault.versions.history(typed.typed.id) == []
    assert vault.search.find("organisation") == []


def test_a_draft_this_release_cannot_read_is_passed_over(vault: Vault) -> None:
    vault.drafts.keep(DraftKind.CONSENT, "i", {"typed": "from a later release"})
    assert find(vault) is None
