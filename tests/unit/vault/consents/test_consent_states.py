"""The list says of a consent nothing wider than the gate does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.model.consent import Purpose
from desktop.model.interview import Interview
from desktop.vault import ConsentState, Vault
from tests.support import open_interview
from tests.unit.vault.consents.test_lone_consents import (
    as_a_branch,
    as_a_child,
    as_a_record_of_its_own,
    by_a_stranger,
    consent_of,
)


def states(vault: Vault) -> dict[str, ConsentState]:
    return {each.code: each.consent for each in vault.interviews.summaries()}


def restrict(vault: Vault, made: Interview) -> None:
    vault.consents.restrict(made.id, "asked for")


def restrict_and_lift(vault: Vault, made: Interview) -> None:
    restrict(vault, made)
    vault.consents.lift_restriction(made.id, "asked for")


def narrow_and_settle(vault: Vault, made: Interview) -> None:
    as_a_child(vault, made)
    beside = [each.id for each, _says in vault.consents.beside(made.id).versions]
    vault.consents.settle(consent_of(vault, made), beside, "the person said so")


@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (as_a_branch, ConsentState.OTHERS),
        (as_a_child, ConsentState.OTHERS),
        (as_a_record_of_its_own, ConsentState.OTHERS),
        (by_a_stranger, ConsentState.OTHERS),
        (restrict, ConsentState.RESTRICTED),
        (restrict_and_lift, ConsentState.YES),
        (narrow_and_settle, ConsentState.YES),
    ],
)
def test_what_counts_beside_the_shown_is_in_the_list(
    vault: Vault, happens: Callable[[Vault, Interview], None], expected: ConsentState
) -> None:
    made, _alone = (open_interview(vault, code, Purpose.ANALYSE) for code in ("W-1", "W-2"))
    before = states(vault)["W-1"]
    happens(vault, made)
    wanted = before if expected is ConsentState.YES else expected
    assert states(vault) == {"W-1": wanted, "W-2": before}


def test_in_the_middle_of_a_change_the_list_says_the_same(vault: Vault) -> None:
    made = open_interview(vault, "W-1", Purpose.ANALYSE)
    vault.consents.restrict(made.id, "asked for")
    with vault._db.transaction():
        as_a_branch(vault, made)
        assert states(vault) == {"W-1": ConsentState.RESTRICTED}
