"""Drafts: kept, replaced, dropped; no version, no custody event, not found by searching."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.model.consent import Consent, Purpose
from desktop.model.consent.draft import ANSWERS
from desktop.model.kept_draft import DraftForm, KeptDraft
from desktop.vault import Vault, open_vault
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import Kind
from tests import every_field
from tests.support import PASSPHRASE, consent_to, make_vault
from tests.unit.vault.updates import as_at_20

ASKED = KeptDraft(consent_to("i", Purpose.KEEP))


def find(vault: Vault, record: str = "i") -> KeptDraft[Consent] | None:
    return vault.drafts.find(ANSWERS, record)


def test_a_draft_is_kept_replaced_and_dropped(vault: Vault) -> None:
    second = KeptDraft(consent_to("i"), consent_to("i", Purpose.KEEP))
    vault.drafts.keep(ANSWERS, "i", ASKED)
    assert find(vault) == ASKED
    vault.drafts.keep(ANSWERS, "i", second)
    assert find(vault) == second
    assert find(vault, "another") is None
    vault.drafts.drop(ANSWERS, "i")
    vault.drafts.drop(ANSWERS, "i")
    assert find(vault) is None


def test_answers_typed_before_drafts_had_forms_are_offered_and_dropped_as_others(
    tmp_path: Path,
) -> None:
    """Such a row was found by nothing any more, and stayed in the file after the decision."""
    with make_vault(tmp_path) as vault:
        vault.drafts.keep(ANSWERS, "i", ASKED)
        path = vault.folder
        vault._db.execute("UPDATE draft SET kind = 'consent'")
        vault._db.execute("DELETE FROM vault_meta WHERE key = 'schema'")
        as_at_20(vault._db)
        vault._db.execute("PRAGMA user_version = 19")
    with open_vault(path, PASSPHRASE) as vault:
        assert find(vault) == ASKED
        assert vault.check().older == ()
        vault.drafts.drop(ANSWERS, "i")
        assert vault._db.one("SELECT count(*) FROM draft") == (0,)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_form_of_any_kind_keeps_a_draft_for_each_record_and_part(
    vault: Vault, kind: Kind[Any]
) -> None:
    typed = KeptDraft(every_field.filled(kind.body))
    forms = [
        DraftForm(kind.name, part, KeptDraft[kind.body], lambda draft, _now: draft.typed)  # type: ignore[name-defined]
        for part in ("first", "second")
    ]
    vault.drafts.keep(forms[0], "r", typed)
    assert vault.drafts.find(forms[0], "r") == typed
    assert vault.drafts.offered(forms[0], "r", None) == typed.typed
    assert vault.drafts.find(forms[1], "r") is None
    vault.drafts.keep(forms[1], "r", typed)
    vault.drafts.drop(forms[0], "r")
    assert vault.drafts.offered(forms[0], "r", None) is None
    assert vault.drafts.find(forms[1], "r") == typed


def test_a_draft_leaves_no_version_no_custody_event_and_is_not_found(vault: Vault) -> None:
    before = vault.custody.head()
    vault.drafts.keep(ANSWERS, "i", ASKED)
    assert vault.custody.head() == before
    assert vault.versions.history(ASKED.typed.id) == []
    assert vault.search.find("organisation") == []


def test_a_draft_this_release_cannot_read_is_passed_over(vault: Vault) -> None:
    later: DraftForm[Any] = DraftForm(ANSWERS.kind, ANSWERS.part, KeptDraft, lambda _d, _n: None)
    vault.drafts.keep(later, "i", KeptDraft({"typed": "from a later release"}))
    assert find(vault) is None
