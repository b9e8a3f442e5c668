"""What nobody here can read closes an interview; who may say that it holds all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import AuthorKnown, DecisionIncomplete, RecordClosed
from desktop.handoff.receiving.receive import receive_package
from desktop.model.consent import CONSENT_KIND, Refusal
from desktop.model.interview import Interview
from desktop.model.owned_id import consent_id_of, new_owned_id
from desktop.model.version import RecordKind
from desktop.vault import Vault
from tests.authors import invented
from tests.unit.handoff.ends import Vaults, interview
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.receiving.test_newer import EVENT, future, held, refusal, take
from tests.unit.handoff.receiving.test_turned_sender import account, give
from tests.unit.handoff.receiving.test_whose_word_counts import STRANGER, all_yes, said, send
from tests.unit.handoff.sender import SENDER

OTHER = invented("another stranger")
KINDS = pytest.mark.parametrize("kind", [EVENT, CONSENT_KIND])


def close(
    ends: Vaults, made: Interview, kind: RecordKind, author: str, withdrawn_at: object = None
) -> str:
    """Let the office have something of this author that closes the interview and that nobody can
    read; its version."""
    own = consent_id_of(made.id) if kind == CONSENT_KIND else new_owned_id(author, kind)
    closes = {"interviews": [made.id], "withdrawn_at": withdrawn_at, "erased_at": None}
    said = {"author": author, "closes": closes, "needs": ["masks"]}
    (line,) = take(ends, (kind, own, future(kind, own, all_yes(made), **said)), grounds=(made.id,))
    assert refusal(ends.office, made) in (Refusal.KEPT_UNREAD, Refusal.WITHDRAWN)
    return line.item


def settle(vault: Vault, made: Interview, version_id: str) -> None:
    shown = vault.consents.for_interview(made.id)
    assert shown is not None
    vault.consents.settle(shown, [version_id], "called her on Friday")


@KINDS
def test_a_person_here_settles_what_a_stranger_closed_and_says_how_that_is_known(
    ends: Vaults, kind: RecordKind
) -> None:
    made = held(ends)
    closed = close(ends, made, kind, STRANGER)
    assert closed not in ends.office.consents.beside(made.id).stay
    settle(ends.office, made, closed)
    assert refusal(ends.office, made) is None
    (counts,) = ends.office.consents.heard(made.id)
    assert counts.document.reason == "called her on Friday"
    assert closed in counts.document.parents
    told = [each.detail for each in ends.office.custody.events(made.id)]
    assert {"version": closed, "state": "settled-unread"} in told
    assert ends.office.check().older == ()


@KINDS
def test_what_a_trusted_card_closed_waits_for_an_update_or_for_its_revocation(
    ends: Vaults, kind: RecordKind
) -> None:
    """It may be a withdrawal that is not understood. Of a card that is trusted no more it is a
    stranger's word."""
    made = held(ends)
    closed = close(ends, made, kind, SENDER)
    assert closed in ends.office.consents.beside(made.id).stay
    with pytest.raises(RecordClosed):
        settle(ends.office, made, closed)
    ends.office.cards.revoke(SENDER)
    settle(ends.office, made, closed)
    assert refusal(ends.office, made) is None


CLOSED = {"utc": "2026-11-01T10:00:00.000Z", "offset_minutes": 0}


def test_all_that_one_unknown_key_closed_is_settled_once_with_one_reason(ends: Vaults) -> None:
    """Whether it can be read or not, a withdrawal or less; what another key closed stays, and so
    does what the person withdrew."""
    office, first = ends.office, held(ends)
    others = [interview(ends.researcher, f"W-1{number}") for number in range(3)]
    receive_package(office, ends.write().path)
    unread, readable, gone = others
    closed = close(ends, first, EVENT, STRANGER, withdrawn_at=CLOSED)
    close(ends, unread, CONSENT_KIND, STRANGER)
    withdrawn = replace(all_yes(readable), withdrawn_at=NOON)
    for author, made in ((STRANGER, readable), (STRANGER, gone), (OTHER, readable)):
        consent = said(CONSENT_KIND, consent_id_of(made.id), withdrawn, author=author)
        send(ends, CONSENT_KIND, consent_id_of(made.id), consent)
    office.consents.withdraw(gone.id, "she wrote")
    assert set(office.strangers.closing()) == {STRANGER, OTHER}
    assert sorted(office.strangers.closing()[STRANGER]) == sorted(
        each.id for each in (first, unread, readable)
    )
    with pytest.raises(DecisionIncomplete):
        office.strangers.settle(STRANGER, "  ")
    assert office.strangers.settle(STRANGER, "nobody of ours has this key") == 3
    for made, why in (
        (first, None), (unread, None), (readable, Refusal.WITHDRAWN), (gone, Refusal.WITHDRAWN),
    ):  # fmt: skip
        assert refusal(office, made) is why, made.code
    (counts,) = office.consents.heard(first.id)
    assert counts.document.reason == "nobody of ours has this key"
    told = [each.detail for each in office.custody.events(first.id)]
    assert {"version": closed, "state": "settled-unread"} in told
    assert list(office.strangers.closing()) == [OTHER]
    assert office.strangers.settle(STRANGER, "again") == 0
    assert office.check().intact


def test_what_a_trusted_card_signed_is_not_settled_at_once(ends: Vaults) -> None:
    made = held(ends)
    gone = replace(all_yes(made), withdrawn_at=NOON)
    consent = said(CONSENT_KIND, consent_id_of(made.id), gone)
    send(ends, CONSENT_KIND, consent_id_of(made.id), consent)
    assert ends.office.strangers.closing() == {}
    for known in (SENDER, ends.office.identity.fingerprint):
        with pytest.raises(AuthorKnown):
            ends.office.strangers.settle(known, "all of it")
    assert refusal(ends.office, made) is Refusal.WITHDRAWN


def test_what_only_a_stranger_said_is_not_confirmed_by_it(ends: Vaults) -> None:
    """Where nobody who may decided, there is nothing that holds."""
    made = interview(ends.researcher)
    give(ends, *account(made))
    own = consent_id_of(made.id)
    send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, all_yes(made), author=STRANGER))
    assert ends.office.strangers.closing() == {}
    assert ends.office.strangers.settle(STRANGER, "all of it") == 0
    assert refusal(ends.office, made) is not None
