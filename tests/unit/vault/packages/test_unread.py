"""What an earlier program kept unread is read once a newer one opens the vault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop import canonical
from desktop.handoff.sending.gate import ask
from desktop.model.consent import CONSENT_KIND, Consent, Purpose, RecipientKind, Refusal
from desktop.model.newer import Unread
from desktop.model.person import Person
from desktop.model.version import VersionDocument
from desktop.vault import Vault, open_vault
from tests.authors import SOMEBODY, arrive, authorship, let_trust
from tests.support import PASSPHRASE, make_vault, open_interview
from tests.unit.vault.made import PERSON_DOCUMENT


def kept_unread(vault: Vault, data: bytes, *grounds: str) -> str:
    """Let a version come in as an earlier program took it, which did not understand it."""
    arriving = vault.versions.read(data)
    let_trust(vault, arriving.version.document.author)
    unread = replace(arriving, body=None, unread=Unread.NEEDS.value, grounds=grounds)
    vault.versions.take_in(unread, authorship(data), "pkg")
    return arriving.version.id


def test_a_record_is_laid_once_it_is_understood_and_work_done_meanwhile_stays(
    tmp_path: Path,
) -> None:
    person = canonical.from_plain(PERSON_DOCUMENT.body, Person)
    with make_vault(tmp_path) as vault:
        arrive(vault, canonical.encode(PERSON_DOCUMENT))
        (first,) = vault.versions.head_ids(person.id)
        newer = replace(
            PERSON_DOCUMENT, parents=(first,), body=PERSON_DOCUMENT.body | {"note": "n"}
        )
        second = kept_unread(vault, canonical.encode(newer))
        assert vault.versions.unread([first, second]) == {second}
        vault.people.save(replace(person, note="typed meanwhile"))
        assert vault.versions.count_unread() == 1
        folder = vault.folder
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.versions.count_unread() == 0
        assert second in vault.versions.head_ids(person.id)
        notes = {each.document.body["note"] for each in vault.versions.heads(person.id)}
        assert notes == {"n", "typed meanwhile"}
        assert vault.check().intact
        seq = vault.custody.head().seq
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.custody.head().seq == seq


def test_a_consent_closes_until_it_is_understood_and_then_says_what_it_says(
    tmp_path: Path,
) -> None:
    def refusal(vault: Vault) -> Refusal | None:
        asked = ask(vault, [made.id], Purpose.ANALYSE, RecipientKind.ORGANISATION)
        return asked[made.id].decision.refusal

    with make_vault(tmp_path) as vault:
        made = open_interview(vault, "W-1", Purpose.ANALYSE)
        consent = vault.consents.for_interview(made.id)
        assert consent is not None
        assert refusal(vault) is None
        document = VersionDocument(
            CONSENT_KIND,
            consent.id,
            tuple(vault.versions.head_ids(consent.id)),
            SOMEBODY,
            consent.given_at,
            "sent",
            "0" * 32,
            canonical.to_plain(replace(consent, interpreter="somebody")),
        )
        kept_unread(vault, canonical.encode(document), made.id)
        assert refusal(vault) is Refusal.KEPT_UNREAD
        assert vault.check().older == ()
        folder = vault.folder
    with open_vault(folder, PASSPHRASE) as vault:
        assert refusal(vault) is None
        assert vault.check().older == ()
        ((beside, _says),) = vault.consents.beside(made.id).versions
        body = canonical.from_plain(beside.document.body, Consent)
        assert body.interpreter == "somebody"


def test_what_is_still_not_understood_is_tried_by_each_program_once(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        arrive(vault, canonical.encode(replace(PERSON_DOCUMENT, needs=("masks",))))
        folder = vault.folder
    for _ in range(2):
        with open_vault(folder, PASSPHRASE) as vault:
            assert vault.versions.count_unread() == 1
            rows = vault._db.all("SELECT value FROM vault_meta WHERE key = 'understood'")
            assert len(rows) == 1
