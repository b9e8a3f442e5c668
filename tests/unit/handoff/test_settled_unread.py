"""What nobody here can read closes an interview; who may say that it holds all the same."""

from __future__ import annotations

import pytest

from desktop.errors import RecordClosed
from desktop.model.consent import CONSENT_KIND, Refusal
from desktop.model.interview import Interview
from desktop.model.owned_id import consent_id_of, new_owned_id
from desktop.model.version import RecordKind
from desktop.vault import Vault
from tests.unit.handoff.ends import Vaults
from tests.unit.handoff.sender import SENDER
from tests.unit.handoff.test_newer import EVENT, future, held, refusal, take
from tests.unit.handoff.test_whose_word_counts import STRANGER, all_yes

KINDS = pytest.mark.parametrize("kind", [EVENT, CONSENT_KIND])


def close(ends: Vaults, made: Interview, kind: RecordKind, author: str) -> str:
    """Let the office have something of this author that closes the interview and that nobody can
    read; its version."""
    own = consent_id_of(made.id) if kind == CONSENT_KIND else new_owned_id(author, kind)
    closes = {"interviews": [made.id], "withdrawn_at": None, "erased_at": None}
    said = {"author": author, "closes": closes, "needs": ["masks"]}
    (line,) = take(ends, (kind, own, future(kind, own, all_yes(made), **said)), grounds=(made.id,))
    assert refusal(ends.office, made) is Refusal.KEPT_UNREAD
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
