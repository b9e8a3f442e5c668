"""Answers about consent that are on the screen and not recorded yet, each a decision."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from desktop.model.consent import Consent
from desktop.model.consent.draft import ANSWERS
from desktop.model.values.moment import Moment
from ui.undecided import Deciding

if TYPE_CHECKING:
    from desktop.vault import Vault


def _recorded(vault: Vault, interview_id: str) -> Consent | None:
    return vault.consents.for_interview(interview_id)


def _record(vault: Vault, typed: Consent, base: Consent | None) -> None:
    vault.consents.decide(typed, base)


def _sign(typed: Consent) -> Consent:
    return replace(typed, given_at=Moment.now())


DECIDING: Final = Deciding(ANSWERS, _recorded, _record, _sign)
"""A decision of the person becomes a version of its own."""
