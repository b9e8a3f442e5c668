"""The copies of an interview that were printed for somebody outside, as the custody log has them.

A row of the log goes along with the record, to whoever is sent it next, and is not to tell them who
else has a copy. So it says the number, and to whom only as a salted hash; here, where the salt is,
all that may be meant are tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.model.consent import Purpose, RecipientKind
from desktop.model.written_out import FOR_RECIPIENT, NUMBER

if TYPE_CHECKING:
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody outside, for one purpose. ``fingerprint``: of their card, "" where they have none
    here and only what kind of recipient they are is said."""

    kind: RecipientKind
    purpose: Purpose
    fingerprint: str = ""

    @property
    def said(self) -> bytes:
        """What is hashed."""
        return f"{self.fingerprint} {self.kind} {self.purpose}".encode()


def next_copy(vault: Vault, interview_id: str) -> int:
    """The number of the next copy, from 1; one whose writing failed is not given out again."""
    rows = vault.custody.events(interview_id)
    numbers = [int(each.detail.get(NUMBER, "0")) for each in rows if _is_copy(each.detail)]
    return max(numbers, default=0) + 1


def copy_row(vault: Vault, interview_id: str, number: int, target: Target) -> dict[str, str]:
    """What the row of a copy says of it."""
    to = vault.custody.digest(interview_id, target.said)
    return {"what": FOR_RECIPIENT, NUMBER: str(number), "to": to}


def whose_copy(vault: Vault, interview_id: str, number: str) -> Target | None:
    """To whom a copy was given; None where no row says so, or their card is not here any more."""
    told = {
        each.detail.get("to", "")
        for each in vault.custody.events(interview_id)
        if _is_copy(each.detail) and each.detail.get(NUMBER) == number
    }
    tried = _targets(vault) if told else iter(())
    return next((t for t in tried if vault.custody.digest(interview_id, t.said) in told), None)


def _is_copy(detail: Mapping[str, str]) -> bool:
    return detail.get("what") == FOR_RECIPIENT


def _targets(vault: Vault) -> Iterator[Target]:
    cards = [known.fingerprint for known in vault.cards.all()]
    for purpose in Purpose:
        for kind in RecipientKind:
            yield Target(kind, purpose)
            yield from (Target(kind, purpose, each) for each in cards)
