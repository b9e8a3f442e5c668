"""Interviews as researchers leave them: written here, or arrived in a package."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from desktop import canonical
from desktop.home.versions import version_of_document
from desktop.model.consent import (
    CONSENT_KIND,
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.ids import new_id
from desktop.model.interview import (
    INTERVIEW_KIND,
    Basis,
    Interview,
    InterviewDocument,
    PriorAccounts,
    Speaker,
    State,
    Utterance,
    UtteranceKind,
)
from desktop.model.media import MEDIA_KIND, Attachment
from desktop.model.owned_id import consent_id_of, new_owned_id
from desktop.model.person import PERSON_KIND, Person
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind, RecordVersion, VersionDocument
from desktop.vault import Vault
from desktop.vocabulary.consent_matrix import complete
from tests.authors import arrive
from tests.bench.growth.photos import Photo, keep, photos
from tests.bench.growth.text import LANGUAGES, names, speech

_AGREED: Final = (Purpose.KEEP, Purpose.ANALYSE, Purpose.PHOTOGRAPH)
_REFUSES_EVERY: Final = 25
_SEALED_EVERY: Final = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """What one interview holds: ``turns`` of ``words`` each, photos of ``octets`` each."""

    turns: int = 30
    words: int = 50
    photos: int = 5
    octets: int = 40_000


@dataclass(frozen=True, slots=True)
class Kept:
    """An interview that is in the vault, and what would travel with it.

    ``person_id``: None where the consent does not let the name out.
    """

    interview_id: str
    consent_id: str
    person_id: str | None
    photos: tuple[Photo, ...]
    identification: Identification


def write(vault: Vault, number: int, shape: Shape) -> Kept:
    """Interview ``number`` with everything in it, through the vault's own nouns."""
    person = vault.people.new(f"P-{number:05d}", names(number))
    language = LANGUAGES[number % len(LANGUAGES)]
    interview = vault.interviews.new(f"B-{number:05d}", person.id, language)
    vault.interviews.save(_planned(interview, number))
    consent = _consent(interview.id, number)
    vault.consents.save(consent, "asked")
    vault.interviews.open_account(interview.id)
    vault.interviews.save_utterances(interview.id, account(number, shape, language))
    attached = _photos(number, shape, vault.identity.fingerprint)
    for photo in attached:
        keep(vault, photo)
    vault.interviews.save_attachments(interview.id, _attachments(attached))
    if number % _SEALED_EVERY == 0:
        vault.interviews.seal(interview.id)
    return _kept(interview.id, consent, person.id, attached)


def receive(
    vault: Vault, number: int, shape: Shape, author: str, package_id: str
) -> tuple[Kept, list[tuple[RecordKind, str, str]]]:
    """Interview ``number`` as it arrives from another vault; and (kind, id, version) of each
    record that came."""
    now, language = Moment.now(), LANGUAGES[number % len(LANGUAGES)]
    person = Person(new_owned_id(author, PERSON_KIND), now, f"P-{number:05d}", names=names(number))
    code = f"B-{number:05d}"
    plain = Interview(new_owned_id(author, INTERVIEW_KIND), now, code, person.id, language=language)
    interview = replace(_planned(plain, number), state=State.UNDER_WAY, opened_at=now)
    consent, attached = _consent(interview.id, number), _photos(number, shape, author)
    turns = tuple(account(number, shape, language))
    document = InterviewDocument(interview, turns, _attachments(attached))
    bodies: list[tuple[RecordKind, str, object]] = [
        (CONSENT_KIND, consent.id, consent),
        (PERSON_KIND, person.id, person),
        *((MEDIA_KIND, photo.media.id, photo.media) for photo in attached),
        (INTERVIEW_KIND, interview.id, document),
    ]
    came = []
    for kind, record_id, body in bodies:
        version = _version(kind, record_id, body, author)
        arrive(vault, version.data, package_id)
        came.append((kind, record_id, version.id))
    for photo in attached:
        keep(vault, photo)
    return _kept(interview.id, consent, person.id, attached), came


def agrees(number: int) -> bool:
    """Whether the person of this interview lets anything out; one in 25 does not."""
    return number % _REFUSES_EVERY != 1


def account(number: int, shape: Shape, language: str) -> list[Utterance]:
    """The turns of interview ``number``, in its language."""
    return [
        _turn(turn, speech(number * shape.turns + turn, shape.words, language), language)
        for turn in range(shape.turns)
    ]


def _planned(interview: Interview, number: int) -> Interview:
    return replace(
        interview,
        planned_for="2024-05-01",
        interviewers="An invented interviewer",
        place_kind="home",
        purpose=speech(number + 1, 12, "be"),
        already_known=speech(number + 2, 20, "ru"),
        prior_accounts_answer=PriorAccounts.NO,
    )


def _consent(interview_id: str, number: int) -> Consent:
    shown = Identification.FULL_NAME
    organisation = RecipientKind.ORGANISATION
    kept = ConsentAnswer(Purpose.KEEP, organisation, Answer.YES, shown)
    others = _AGREED[1:] if agrees(number) else ()
    answers = (kept, *(ConsentAnswer(each, organisation, Answer.YES, shown) for each in others))
    record_id = consent_id_of(interview_id)
    return Consent(record_id, interview_id, Moment.now(), answers=complete(answers))


def _turn(turn: int, text: str, language: str) -> Utterance:
    if turn % 5 == 0:
        asked = UtteranceKind.QUESTION
        return Utterance(new_id(), Speaker.INTERVIEWER, asked, language, text=text)
    return Utterance(new_id(), language=language, basis=Basis.SAW, text=text)


def _photos(number: int, shape: Shape, finder: str) -> tuple[Photo, ...]:
    first = number * shape.photos
    return tuple(photos(range(first, first + shape.photos), shape.octets, finder))


def _attachments(attached: Sequence[Photo]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(new_id(), photo.media.id, "The yard, from the window", photo.media.sha256)
        for photo in attached
    )


def _version(kind: RecordKind, record_id: str, body: object, author: str) -> RecordVersion:
    return version_of_document(
        VersionDocument(
            kind=kind,
            record_id=record_id,
            parents=(),
            author=author,
            created_at=Moment.now(),
            reason="sent",
            salt=secrets.token_hex(16),
            body=canonical.to_plain(body),
        )
    )


def _kept(interview_id: str, consent: Consent, person_id: str, attached: tuple[Photo, ...]) -> Kept:
    """In full, so that it goes as it was told."""
    return Kept(interview_id, consent.id, person_id, attached, Identification.FULL_NAME)
