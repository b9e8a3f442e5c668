"""How tests write into a home in memory: no more of it than these tests do with a vault."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from desktop.errors import NoSuchRecord, RecordOvertaken, RecordSealed
from desktop.home.deciding import refuse_incomplete
from desktop.model.attached import under_caption
from desktop.model.consent import CONSENT_KIND, Consent
from desktop.model.consent.reading import SpokenText
from desktop.model.custody import CustodyKind
from desktop.model.ids import new_id
from desktop.model.interview import (
    INTERVIEW_KIND,
    Interview,
    InterviewDocument,
    Safety,
    State,
    Utterance,
)
from desktop.model.media import Attachment
from desktop.model.organisation import Organisation
from desktop.model.owned_id import new_owned_id
from desktop.model.person import PERSON_KIND, NameForm, Person
from desktop.model.place import PLACE_KIND, Place, PlaceName
from desktop.model.values.moment import Moment
from desktop.model.version import RecordVersion
from tests.homes.bodies import Bodies
from tests.homes.custody import CustodyInMemory
from tests.homes.media import MediaInMemory
from tests.homes.tables import Tables
from tests.homes.versions import VersionsInMemory

Sign = Callable[[bytes, str], bytes]


class PeopleInMemory:
    """People."""

    def __init__(self, bodies: Bodies, custody: CustodyInMemory) -> None:
        self._bodies, self._custody = bodies, custody

    def new(self, code: str, names: Sequence[NameForm]) -> Person:
        own = new_owned_id(self._custody.agent, PERSON_KIND)
        person = Person(own, Moment.now(), code, names=tuple(names))
        self._bodies.write(PERSON_KIND, person)
        self._custody.append(CustodyKind.CREATION, PERSON_KIND, person.id)
        return person

    def find(self, person_id: str) -> Person | None:
        found = self._bodies.find(person_id)
        return found if isinstance(found, Person) else None

    def get(self, person_id: str) -> Person:
        found = self.find(person_id)
        if found is None:
            raise NoSuchRecord("no person has this id")
        return found

    def all(self) -> list[Person]:
        return self._bodies.people()

    def save(self, person: Person) -> None:
        if self.get(person.id) != person:
            self._bodies.write(PERSON_KIND, person)


class PlacesInMemory:
    """Places."""

    def __init__(self, bodies: Bodies, custody: CustodyInMemory) -> None:
        self._bodies, self._custody = bodies, custody

    def new(self, names: Iterable[PlaceName] = (), kind: str = "unknown") -> Place:
        own = new_owned_id(self._custody.agent, PLACE_KIND)
        place = Place(own, Moment.now(), tuple(names), kind)
        self._bodies.write(PLACE_KIND, place)
        self._custody.append(CustodyKind.CREATION, PLACE_KIND, place.id)
        return place

    def find(self, place_id: str) -> Place | None:
        found = self._bodies.find(place_id)
        return found if isinstance(found, Place) else None

    def get(self, place_id: str) -> Place:
        found = self.find(place_id)
        if found is None:
            raise NoSuchRecord("no place has this id")
        return found

    def summaries(self, *, limit: int) -> list[Place]:
        found = map(self.get, self._bodies.ids(PLACE_KIND))
        return list(islice(found, limit))

    def save(self, place: Place) -> None:
        if self.get(place.id) != place:
            self._bodies.write(PLACE_KIND, place)


class OrganisationInMemory:
    """What was filled in here of the organisation."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._filled_in: dict[str, Organisation] = {}

    def read(self) -> Organisation:
        return self._filled_in.get("", Organisation())

    def save(self, organisation: Organisation) -> None:
        self._tables.put(self._filled_in, "", organisation)


class ConsentsInMemory:
    """Consents: every save is a version."""

    def __init__(
        self,
        tables: Tables,
        bodies: Bodies,
        versions: VersionsInMemory,
        custody: CustodyInMemory,
        text_for: Callable[[Consent], SpokenText],
    ) -> None:
        self._tables, self._bodies = tables, bodies
        self._versions, self._custody = versions, custody
        self._text_for = text_for

    def to_read_out(self, consent: Consent) -> SpokenText:
        return self._text_for(consent)

    def for_interview(self, interview_id: str) -> Consent | None:
        consent = self._bodies.consent_for(interview_id)
        closed = self._versions.closed_unread(CONSENT_KIND, consent.id) if consent else None
        if consent is None or closed is None or consent.withdrawn_at is not None:
            return consent
        return replace(consent, withdrawn_at=closed)

    def save(self, consent: Consent, reason: str = "") -> None:
        if self._bodies.find(consent.id) != consent:
            self._keep(consent, reason)

    def decide(self, consent: Consent, base: Consent | None) -> None:
        if self.for_interview(consent.interview_id) != base:
            raise RecordOvertaken("another decision was recorded meanwhile")
        if consent != base:
            refuse_incomplete(base, consent, self._text_for(consent))
        over = base is not None and base.withdrawn_at is not None
        ended = self._versions.ended(CONSENT_KIND, consent.id) if over else ()
        self._keep(consent, "decided by the person", ended)

    def _keep(self, consent: Consent, reason: str, settles: Collection[str] = ()) -> None:
        with self._tables.transaction():
            self._bodies.write(CONSENT_KIND, consent)
            self._versions.cut(CONSENT_KIND, consent.id, reason, settles)
            detail = {"state": "withdrawn" if consent.withdrawn_at else "given"}
            kind = CustodyKind.CONSENT
            self._custody.append(kind, INTERVIEW_KIND, consent.interview_id, detail)

    def withdraw(self, interview_id: str, reason: str) -> None:
        consent = self.for_interview(interview_id)
        if consent is None:
            raise NoSuchRecord("no consent was recorded for this interview")
        ended = self._versions.ended(CONSENT_KIND, consent.id)
        if all(self._versions.arrived_in(each) for each in ended):
            withdrawn = replace(consent, withdrawn_at=Moment.now(), withdrawn_reason=reason)
            self._keep(withdrawn, "withdrawn", ended)


class InterviewsInMemory:
    """Interviews, with account and files."""

    def __init__(
        self,
        bodies: Bodies,
        versions: VersionsInMemory,
        custody: CustodyInMemory,
        media: MediaInMemory,
        sign: Sign,
    ) -> None:
        self._bodies, self._versions = bodies, versions
        self._custody, self._media, self._sign = custody, media, sign
        self._safety: dict[str, Safety] = {}

    def new(self, code: str, person_id: str, language: str) -> Interview:
        own = new_owned_id(self._custody.agent, INTERVIEW_KIND)
        interview = Interview(own, Moment.now(), code, person_id, language=language)
        self._bodies.write(INTERVIEW_KIND, InterviewDocument(interview))
        self._custody.append(CustodyKind.CREATION, INTERVIEW_KIND, interview.id)
        return interview

    def document(self, interview_id: str) -> InterviewDocument:
        return self._bodies.interview(interview_id)

    def get(self, interview_id: str) -> Interview:
        return self.document(interview_id).interview

    def count(self) -> int:
        return len(self._bodies.interviews())

    def utterances(self, interview_id: str) -> tuple[Utterance, ...]:
        found = self._bodies.find(interview_id)
        return found.utterances if isinstance(found, InterviewDocument) else ()

    def attachments(self, interview_id: str) -> tuple[Attachment, ...]:
        found = self._bodies.find(interview_id)
        return found.attachments if isinstance(found, InterviewDocument) else ()

    def save(self, interview: Interview) -> None:
        now = self.get(interview.id)
        kept = replace(interview, state=now.state, opened_at=now.opened_at)
        self._write(replace(self.document(interview.id), interview=kept))

    def save_utterances(self, interview_id: str, utterances: Sequence[Utterance]) -> None:
        document = self.document(interview_id)
        self._write(replace(document, utterances=tuple(utterances)))

    def save_attachments(self, interview_id: str, attachments: Sequence[Attachment]) -> None:
        document = self.document(interview_id)
        self._write(replace(document, attachments=tuple(attachments)))

    def attach(self, interview_id: str, media_id: str, caption: str = "") -> Attachment:
        attached = self.attachments(interview_id)
        found = self._media.find(media_id)
        named = (each for each in attached if each.media_id == media_id)
        known = next((each for each in named if under_caption(each, found)), None)
        if known is not None:
            return known
        added = Attachment(new_id(), media_id, caption, found.sha256 if found else "")
        self.save_attachments(interview_id, (*attached, added))
        return added

    def save_safety(self, safety: Safety) -> None:
        self._safety[safety.interview_id] = safety

    def open_account(self, interview_id: str) -> Interview:
        document = self.document(interview_id)
        opened = replace(document.interview, state=State.UNDER_WAY, opened_at=Moment.now())
        self._write(replace(document, interview=opened))
        return opened

    def seal(self, interview_id: str) -> RecordVersion:
        document = self.document(interview_id)
        closed = replace(document.interview, state=State.SEALED, closed_at=Moment.now())
        self._write(replace(document, interview=closed))
        version = self._versions.cut(INTERVIEW_KIND, interview_id, "sealed")
        self._versions.seal(version, self._sign)
        return version

    def _write(self, document: InterviewDocument) -> None:
        now = self.document(document.interview.id)
        if now.interview.state is State.SEALED:
            raise RecordSealed("the interview is sealed")
        if document != now:
            self._bodies.write(INTERVIEW_KIND, document)
