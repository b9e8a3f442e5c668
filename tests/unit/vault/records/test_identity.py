"""Who we are, whom we know, and what a person decided about each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop import canonical
from desktop.crypto import sshsig
from desktop.crypto.age import parse_recipient
from desktop.crypto.sshkey import SigningKey
from desktop.errors import CardNotTrusted, CardRefused, NoSuchRecord
from desktop.model.consent import RecipientKind
from desktop.model.custody import CustodyKind
from desktop.model.identity import Card, CardKind, Role
from desktop.model.values.moment import Moment
from desktop.vault import CARD_NAMESPACE, Owner, Vault, open_vault
from tests.support import PASSPHRASE, make_vault

KEY = SigningKey.generate()


def card_of(vault: Vault) -> Card:
    return canonical.decode(vault.identity.card().document, Card)


def signed(card: Card, key: SigningKey = KEY) -> tuple[bytes, bytes]:
    document = canonical.encode(card)
    return document, sshsig.sign(document, key, CARD_NAMESPACE)


@pytest.fixture
def other(vault: Vault) -> Card:
    """A well-made card of somebody else, signed by :data:`KEY`."""
    return replace(card_of(vault), name="Office", signing_key=KEY.public_key.line())


@pytest.mark.parametrize("post_quantum", [True, False])
def test_a_card_is_signed_by_the_key_it_names(tmp_path: Path, post_quantum: bool) -> None:
    with make_vault(tmp_path, "office", Role.ORGANISATION, post_quantum) as vault:
        signed_card = vault.identity.card()
        card = canonical.decode(signed_card.document, Card)
        key = sshsig.verify(signed_card.signature, signed_card.document, CARD_NAMESPACE)
        assert key.line() == card.signing_key
        assert key.fingerprint == vault.identity.fingerprint == vault.identity.party().fingerprint
        assert parse_recipient(card.recipient).is_post_quantum is post_quantum
        assert str(vault.identity.age_identity().recipient) == card.recipient


def test_the_identity_stays_the_same(vault: Vault) -> None:
    card = vault.identity.card().document
    vault.close()
    with open_vault(vault.folder, PASSPHRASE) as again:
        assert again.identity.card().document == card


def test_no_secret_in_what_is_printed(vault: Vault) -> None:
    shown = repr(vault.identity)
    assert "SECRET" not in shown.upper().replace("_", "")
    assert vault.identity.age_identity().secret_text() not in shown


def test_a_card_is_known_before_it_is_trusted(vault: Vault, other: Card) -> None:
    known = vault.cards.add(*signed(other))
    assert known.card == other
    assert known.fingerprint == KEY.public_key.fingerprint
    assert not known.usable
    assert vault.cards.all() == [known]


def test_trust_and_revocation_are_decisions_and_are_logged(vault: Vault, other: Card) -> None:
    fingerprint = vault.cards.add(*signed(other)).fingerprint
    trusted = vault.cards.trust(fingerprint, RecipientKind.UN_MECHANISM)
    assert trusted.usable
    assert trusted.recipient_kind is RecipientKind.UN_MECHANISM
    assert not vault.cards.revoke(fingerprint).usable
    assert vault.cards.trust(fingerprint, RecipientKind.ORGANISATION).usable
    events = vault.custody.events(fingerprint)
    told = [(event.kind, event.detail.get("decision")) for event in events]
    assert told == [
        (CustodyKind.INGESTION, None),
        (CustodyKind.TRUST, "trusted"),
        (CustodyKind.TRUST, "revoked"),
        (CustodyKind.TRUST, "trusted"),
    ]


def test_a_newer_card_keeps_the_decision_and_an_older_one_changes_nothing(
    vault: Vault, other: Card
) -> None:
    fingerprint = vault.cards.add(*signed(other)).fingerprint
    vault.cards.revoke(fingerprint)
    newer = replace(other, name="Office, renamed", created_at=Moment("2030-01-01T00:00:00.000Z", 0))
    assert vault.cards.add(*signed(newer)).card == newer
    assert vault.cards.add(*signed(other)).card == newer
    assert vault.cards.get(fingerprint).revoked_at is not None


def test_a_card_in_any_other_spelling_is_refused(vault: Vault, other: Card) -> None:
    document, _ = signed(other)
    for changed in (document + b" ", document.replace(b'"name"', b'"nume"'), b"", b"[]"):
        with pytest.raises(CardRefused):
            vault.cards.add(changed, sshsig.sign(changed, KEY, CARD_NAMESPACE))
    assert vault.cards.all() == []


def test_a_card_signed_by_another_key_is_refused(vault: Vault, other: Card) -> None:
    with pytest.raises(CardRefused):
        vault.cards.add(*signed(other, SigningKey.generate()))


def test_a_card_signed_for_another_use_is_refused(vault: Vault, other: Card) -> None:
    document = canonical.encode(other)
    with pytest.raises(CardRefused):
        vault.cards.add(document, sshsig.sign(document, KEY, "package@skrynia"))


@pytest.mark.parametrize(
    "change",
    [
        {"recipient": "age1nonsense"},
        {"signing_key": "ssh-rsa AAAA"},
        {"version": 2},
        {"format": "other"},
    ],
)
def test_a_card_that_says_nonsense_is_refused(
    vault: Vault, other: Card, change: dict[str, str]
) -> None:
    with pytest.raises(CardRefused):
        vault.cards.add(*signed(replace(other, **change)))  # type: ignore[arg-type]


def test_a_key_line_with_a_comment_is_refused(vault: Vault, other: Card) -> None:
    with pytest.raises(CardRefused):
        vault.cards.add(*signed(replace(other, signing_key=KEY.public_key.line("me"))))


def test_the_type_of_a_trusted_card_is_changed_knowingly_and_told_in_the_log(
    vault: Vault, other: Card
) -> None:
    """A researcher was trusted as a partner organisation, and that could not be changed."""
    fingerprint = vault.cards.add(*signed(other)).fingerprint
    with pytest.raises(CardNotTrusted):
        vault.cards.change_kind(fingerprint, RecipientKind.ORGANISATION)
    trusted = vault.cards.trust(fingerprint, RecipientKind.PARTNER_ORGANISATION)
    told = len(vault.custody.events())
    assert vault.cards.change_kind(fingerprint, RecipientKind.PARTNER_ORGANISATION) == trusted
    assert len(vault.custody.events()) == told, "nothing was changed"
    changed = vault.cards.change_kind(fingerprint, RecipientKind.ORGANISATION)
    assert changed == replace(trusted, kind=CardKind.ORGANISATION)
    event = vault.custody.events()[-1]
    assert (event.kind, event.object_id) == (CustodyKind.TRUST, fingerprint)
    assert event.detail == {
        "decision": "kind changed",
        "recipient_kind": "organisation",
        "before": "partner-organisation",
    }
    vault.cards.revoke(fingerprint)
    with pytest.raises(CardNotTrusted):
        vault.cards.change_kind(fingerprint, RecipientKind.PUBLIC)


def test_an_unknown_card_cannot_be_trusted(vault: Vault) -> None:
    for decide in (vault.cards.get, vault.cards.revoke):
        with pytest.raises(NoSuchRecord):
            decide("SHA256:nobody")
    with pytest.raises(NoSuchRecord):
        vault.cards.trust("SHA256:nobody", RecipientKind.ORGANISATION)
    assert vault.cards.find("SHA256:nobody") is None


@pytest.mark.parametrize("name", ["", "  ", "A\u200bB", "A\tB", "n" * 201])
def test_no_vault_is_made_whose_card_nobody_would_take(name: str) -> None:
    with pytest.raises(ValueError, match="no card"):
        Owner(name, Role.RESEARCHER)
