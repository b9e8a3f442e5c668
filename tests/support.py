"""What tests of several parts share: vaults that are made in a blink, and open in one."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop.crypto.kdf import Argon2Cost
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    HowGiven,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.consent.reading import read_out
from desktop.model.consent.shown_alike import ways_unasked
from desktop.model.identity import Role
from desktop.model.interview import Interview, PriorAccounts
from desktop.model.organisation import CalledIn, Organisation
from desktop.model.owned_id import consent_id_of
from desktop.model.values.moment import Moment
from desktop.vault import Owner, Vault, create_vault, open_vault
from tests.authors import remember
from tests.templates import Templates

if TYPE_CHECKING:
    from tests.homes.either import EitherHome

T = TypeVar("T")

CHEAP_COST = Argon2Cost(memory_kib=64, iterations=1, lanes=1)
"""A derivation of microseconds: no real vault is ever made with it."""

PASSPHRASE = "a passphrase of four words"


def _make(place: Path, owner: Owner) -> None:
    known(create_vault(place, PASSPHRASE, owner, CHEAP_COST)).close()


TEMPLATES = Templates(_make)


def make_vault(
    folder: Path, name: str = "researcher", role: Role = Role.RESEARCHER, post_quantum: bool = True
) -> Vault:
    """An open vault ``NAME.skrynia`` in ``folder``, its passphrase :data:`PASSPHRASE`.

    A copy of a template while tests run; :func:`new_vault` is for tests of the making.
    """
    return reopened(make_closed_vault(folder, name, role, post_quantum))


def make_closed_vault(
    folder: Path, name: str = "researcher", role: Role = Role.RESEARCHER, post_quantum: bool = True
) -> Path:
    """The same, closed: its folder."""
    place = folder / f"{name}.skrynia"
    TEMPLATES.copy(Owner(name, role, post_quantum), place)
    return place


def reopened(place: Path) -> Vault:
    """A vault that one of these made, open."""
    return known(open_vault(place, PASSPHRASE))


def new_vault(folder: Path) -> Vault:
    """An open vault that was made just now, of a researcher, its passphrase the same."""
    owner = Owner("researcher", Role.RESEARCHER)
    return known(create_vault(folder / "researcher.skrynia", PASSPHRASE, owner, CHEAP_COST))


def known(vault: Vault) -> Vault:
    """The same, whose versions :func:`tests.authors.arrive` lets into others."""
    remember(vault.identity._signing_key)
    return vault


AS_TOLD = {
    "identification": "full-name",
    "face_and_voice": "as-they-are",
    "places": "as-said",
    "family": "as-said",
}
"""The answers that hide nothing of a person, by the way of showing."""


def consent_to(interview_id: str, *purposes: Purpose) -> Consent:
    """A consent that says yes to these purposes, for the organisation."""
    answers = tuple(
        ConsentAnswer(purpose, RecipientKind.ORGANISATION, Answer.YES) for purpose in purposes
    )
    return Consent(consent_id_of(interview_id), interview_id, Moment.now(), answers=answers)


def named_in_full(consent: Consent) -> Consent:
    """The same, under the full name in every use."""
    full = Identification.FULL_NAME
    answers = tuple(replace(each, identification=full) for each in consent.answers)
    return replace(consent, answers=answers)


RESPONSIBLE = Organisation((CalledIn("be", "«Сведка»", "Літва"),), "+370 000", "3")
"""What a text says of the organisation, where nothing is said of it yet."""


def asked(home: EitherHome, consent: Consent) -> Consent:
    """The same as a person decides it here: the text was read out, they said it, and how they are
    shown was asked (by code, and nothing else hidden, where nobody had)."""
    shown = {**AS_TOLD, "identification": "code"}
    answers = tuple(_shown(each, shown) for each in consent.answers)
    if home.consents.to_read_out(consent).missing:
        home.organisation.save(RESPONSIBLE)
    spoken = home.consents.to_read_out(consent)
    said = replace(consent, answers=answers, how_given=HowGiven.ORAL)
    return read_out(said, spoken, Moment.now())


def _shown(answer: ConsentAnswer, shown: dict[str, str]) -> ConsentAnswer:
    ways = {way: type(getattr(answer, way))(shown[way]) for way in ways_unasked(answer)}
    return replace(answer, **ways)


def open_interview(vault: EitherHome, code: str = "W-001", *purposes: Purpose) -> Interview:
    """An interview with its person, consent (to keep, and ``purposes``: in full, so that what it
    lets out goes as it was told) and open account."""
    person = vault.people.new(f"P-{code}", ())
    interview = vault.interviews.new(code, person.id, "be")
    asked = replace(interview, prior_accounts_answer=PriorAccounts.NO)
    vault.interviews.save(asked)
    vault.consents.save(named_in_full(consent_to(interview.id, Purpose.KEEP, *purposes)), "asked")
    return vault.interviews.open_account(interview.id)


def memory_of(call: Callable[[], T]) -> tuple[T, int]:
    """What a call gives, and how many bytes Python held at most while it ran, beyond before."""
    tracemalloc.start()
    try:
        result = call()
        return result, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
