"""Who writes and reads the samples: invented people, the same each time."""

from __future__ import annotations

import random
from typing import Final

from desktop import canonical
from desktop.crypto.age.x25519 import X25519Identity
from desktop.crypto.sshsig import SigningKey, sign
from desktop.home.identity import CARD_NAMESPACE, OwnIdentity
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.identity import Card, Role
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument, State, Utterance
from desktop.model.media import MEDIA_KIND, Attachment, Media
from desktop.model.owned_id import consent_id_of
from desktop.model.person import PERSON_KIND, NameForm, Person
from desktop.model.place import PLACE_KIND, Place, PlaceName
from desktop.model.values.moment import Moment
from tests.authors import key_of, remember
from tests.histories.written import owned_id
from tests.unit.handoff.forge import NOON, sha256

RESEARCHER, OFFICE, SECOND, STRANGER = (
    key_of(f"{name} of samples") for name in ("researcher", "office", "second sender", "stranger")
)
"""Who led the interview; who receives; a second sender who is trusted; whose card nobody has."""
KEYS: Final = {"researcher": RESEARCHER, "second": SECOND, "stranger": STRANGER, "office": OFFICE}
OFFICE_AGE: Final = X25519Identity(b"\x11" * 32)
RESEARCHER_AGE: Final = X25519Identity(b"\x12" * 32)
PASSPHRASE: Final = "four words of samples"
FAR: Final = Moment("9999-01-01T00:00:00.000Z", 0)
WORK: Final = (Purpose.ANALYSE, RecipientKind.ORGANISATION)
PUBLIC: Final = (Purpose.PUBLISH, RecipientKind.PUBLIC)

for _key in KEYS.values():
    remember(_key)


def fingerprint(who: str) -> str:
    """Of somebody's signing key."""
    return KEYS[who].public_key.fingerprint


def own(who: str, number: int, kind: str = INTERVIEW_KIND) -> str:
    """An id of somebody's."""
    return owned_id(random.Random(number), fingerprint(who), kind)


INTERVIEW: Final = own("researcher", 0)
PERSON: Final = own("researcher", 1, PERSON_KIND)
PHOTO: Final = own("researcher", 2, MEDIA_KIND)
PLACE: Final = own("researcher", 3, PLACE_KIND)
CONSENT: Final = consent_id_of(INTERVIEW)
PICTURE: Final = b"an invented photo"


def office() -> OwnIdentity:
    """Who receives."""
    print_ = OFFICE.public_key.fingerprint
    return OwnIdentity("Invented Office", Role.ORGANISATION, NOON, print_, OFFICE, OFFICE_AGE)


def researcher() -> OwnIdentity:
    """Who led the interview."""
    print_ = RESEARCHER.public_key.fingerprint
    return OwnIdentity(
        "Invented Researcher", Role.RESEARCHER, NOON, print_, RESEARCHER, RESEARCHER_AGE
    )


def card(name: str, key: SigningKey, recipient: str = "", **changes: object) -> tuple[bytes, bytes]:
    """A card's document and signature."""
    address = recipient or str(RESEARCHER_AGE.recipient)
    made = Card(name, Role.RESEARCHER, key.public_key.line(), address, NOON)
    document = canonical.encode({**canonical.to_plain(made), **changes})
    return document, sign(document, key, CARD_NAMESPACE)


def account(code: str = "W-001", state: State = State.UNDER_WAY) -> InterviewDocument:
    """The interview, with words and a photo."""
    interview = Interview(INTERVIEW, NOON, code, PERSON, state, language="be", opened_at=NOON)
    words = (Utterance("u-1", text=f"Выдуманы аповед {code}."),)
    yard = Attachment("a-1", PHOTO, "The yard, invented", sha256(PICTURE))
    return InterviewDocument(interview, words, (yard,))


def person(code: str = "P-001") -> Person:
    """Whose interview it is."""
    return Person(PERSON, NOON, code, names=(NameForm("Алеся Выдуманая"),))


def place() -> Place:
    """A place that is about nobody."""
    return Place(PLACE, NOON, (PlaceName("Invented"),), "unknown")


def photo(data: bytes = PICTURE, name: str = "IMG_0001.jpg") -> Media:
    """What is known of a file of the researcher's."""
    import hashlib

    long = hashlib.sha512(data).hexdigest()
    return Media(PHOTO, NOON, sha256(data), long, len(data), name, "application/octet-stream")


def consent(*cells: tuple[Purpose, RecipientKind], gone: bool = False) -> Consent:
    """Yes to these, the full name and photographs."""
    asked = (*cells, (Purpose.PHOTOGRAPH, RecipientKind.ORGANISATION))
    answers = tuple(ConsentAnswer(*c, Answer.YES, Identification.FULL_NAME) for c in asked)
    return Consent(CONSENT, INTERVIEW, NOON, answers=answers, withdrawn_at=NOON if gone else None)
