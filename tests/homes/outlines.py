"""Many records of a home in memory at once, as far as a decision needs them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from desktop import canonical
from desktop.errors import NoSuchRecord
from desktop.home.lent import Shown, lent, on_files, with_nobody
from desktop.home.outlines import Follower, InterviewOutline, Resting, Unlaid
from desktop.model.acquisition import ACQUISITION_KIND, Acquisition
from desktop.model.anchoring import texts_of
from desktop.model.attached import under_caption
from desktop.model.companion import COMPANION_KIND, Companion
from desktop.model.consent import CONSENT_KIND, Cell, Consent, ConsentBranches, Standing
from desktop.model.consent.versions import ConsentVersion, branches_by_interview
from desktop.model.interview import INTERVIEW_KIND, InterviewDocument
from desktop.model.media import MEDIA_KIND, Attachment
from desktop.model.newer import Closes
from desktop.model.passage import PASSAGE_KIND, Passage
from desktop.model.person import PERSON_KIND, Person
from desktop.model.redacted import REDACTED_KIND, Redaction
from desktop.model.sameness import SAMENESS_KIND, Sameness
from desktop.model.set import SET_KIND, FileSet
from desktop.model.version import RecordKind, RecordVersion
from desktop.progress import Pause, no_pause
from desktop.vault.kinds.all import BY_NAME
from tests.homes.bodies import Bodies, called
from tests.homes.media import MediaInMemory
from tests.homes.packages import PackagesInMemory
from tests.homes.versions import VersionsInMemory

_ABOUT_FILES = (ACQUISITION_KIND, SET_KIND, COMPANION_KIND, PASSAGE_KIND, REDACTED_KIND)


def _files_in(body: Acquisition | FileSet | Companion | Passage | Redaction) -> tuple[str, ...]:
    if isinstance(body, Redaction):
        return (body.media_id, body.parent_id) if body.parent_id else (body.media_id,)
    if isinstance(body, FileSet):
        return body.media_ids
    if isinstance(body, Companion) and body.with_id:
        return body.media_id, body.with_id
    if isinstance(body, Passage) and body.is_of_account:
        return ()
    return (body.media_id,)


class OutlinesInMemory:
    """Looked up one by one: a home in memory has all the time it needs."""

    def __init__(
        self,
        bodies: Bodies,
        media: MediaInMemory,
        versions: VersionsInMemory,
        packages: PackagesInMemory,
        ours: str,
    ) -> None:
        self._bodies, self._media = bodies, media
        self._versions, self._packages = versions, packages
        self._ours = ours

    def interview_ids(self) -> list[str]:
        return [each.interview.id for each in self._bodies.interviews()]

    def interviews(
        self, ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[InterviewOutline]:
        missing = False
        for interview_id in ids:
            found = self._bodies.find(interview_id)
            if isinstance(found, InterviewDocument):
                yield InterviewOutline(found.interview.id, found.interview.code)
            else:
                missing = True
        if missing:
            raise NoSuchRecord("no interview has this id")

    def following(self, kind: RecordKind, interview_ids: Collection[str]) -> Iterator[Follower]:
        for id_ in interview_ids:
            document = self._bodies.interview(id_)
            attached = [each for each in document.attachments if self._is_here(each)]
            yield from self._resting(kind, replace(document, attachments=tuple(attached)))

    def _is_here(self, attached: Attachment) -> bool:
        """Whether the file that is here under its id is the one that is meant."""
        return under_caption(attached, self._media.find(attached.media_id)) is not None

    def _resting(self, kind: RecordKind, document: InterviewDocument) -> Iterator[Follower]:
        resting: dict[RecordKind, Callable[[InterviewDocument], Iterator[Follower]]] = {
            PERSON_KIND: self._person_of,
            MEDIA_KIND: self._files_of,
            CONSENT_KIND: self._consent_of,
            SAMENESS_KIND: self._sameness_of,
            ACQUISITION_KIND: partial(self._about_files_of, ACQUISITION_KIND),
            SET_KIND: partial(self._about_files_of, SET_KIND),
            COMPANION_KIND: partial(self._about_files_of, COMPANION_KIND),
            PASSAGE_KIND: self._passages_of,
            REDACTED_KIND: partial(self._about_files_of, REDACTED_KIND),
        }
        return resting[kind](document)

    def _everything(self, kind: RecordKind) -> Iterator[Follower]:
        """Of every interview, whichever bytes it names."""
        return (each for one in self._bodies.interviews() for each in self._resting(kind, one))

    def _person_of(self, document: InterviewDocument) -> Iterator[Follower]:
        person = self._bodies.find(document.interview.person_id)
        if isinstance(person, Person):
            yield Follower(document.interview.id, person.id, "", person.code)

    def _sameness_of(self, document: InterviewDocument) -> Iterator[Follower]:
        told = {each.interview.person_id for each in self._bodies.interviews()}
        for id_ in self._bodies.ids(SAMENESS_KIND):
            found = self._bodies.find(id_)
            assert isinstance(found, Sameness)
            if document.interview.person_id in found.pair and told >= set(found.pair):
                yield Follower(document.interview.id, id_, "", called(found, self._bodies))

    def _files_of(self, document: InterviewDocument) -> Iterator[Follower]:
        for named in dict.fromkeys(each.media_id for each in document.attachments):
            m = self._media.find(named)
            if m is not None:
                owner = document.interview.id
                other = "" if m.id == named else m.id
                yield Follower(owner, named, other, m.original_name, m.sha256, m.size)

    def _about_files_of(self, kind: RecordKind, document: InterviewDocument) -> Iterator[Follower]:
        attached = {
            id_
            for file in self._files_of(document)
            for id_ in self._media.names_of(self._media.get(file.record_id))
        }
        for record_id, files in self._files_in(kind).items():
            if attached.intersection(files):
                called_so = called(self._bodies.find(record_id), self._bodies)
                yield Follower(document.interview.id, record_id, "", called_so)

    def _passages_of(self, document: InterviewDocument) -> Iterator[Follower]:
        texts = texts_of(document.utterances)
        for id_ in self._bodies.ids(PASSAGE_KIND):
            body = self._bodies.find(id_)
            assert isinstance(body, Passage)
            told = body.interview_id == document.interview.id
            if told and body.with_its_surroundings in texts.get(body.utterance_id, ""):
                yield Follower(document.interview.id, id_, "", called(body, self._bodies))
        yield from self._about_files_of(PASSAGE_KIND, document)

    def _files_in(self, kind: RecordKind) -> dict[str, tuple[str, ...]]:
        """By record id, the files that each record about some is about."""
        found: dict[str, tuple[str, ...]] = {}
        for id_ in self._bodies.ids(kind):
            body = self._bodies.find(id_)
            assert isinstance(body, Acquisition | FileSet | Companion | Passage | Redaction)
            found[id_] = _files_in(body)
        return found

    def _consent_of(self, document: InterviewDocument) -> Iterator[Follower]:
        consent = self._bodies.consent_for(document.interview.id)
        if consent is not None:
            yield Follower(document.interview.id, consent.id, "", "")

    def several(self, kind: RecordKind) -> set[str]:
        return {each.record_id for each in self._everything(kind)}

    def sums_of_files(
        self, kind: RecordKind, ids: Collection[str], pause: Pause = no_pause
    ) -> dict[str, set[str]]:
        if kind not in _ABOUT_FILES:
            return {}
        files = {id_: of for id_, of in self._files_in(kind).items() if id_ in ids}
        found = {id_: map(self._media.find, of) for id_, of in files.items()}
        return {id_: {each.sha256 for each in of if each} for id_, of in found.items()}

    def grounds(self, kind: RecordKind, ids: Collection[str], pause: Pause = no_pause) -> Resting:
        if kind == INTERVIEW_KIND:
            return {each: [each] for each in ids}
        if kind in _ABOUT_FILES:
            files = {id_: of for id_, of in self._files_in(kind).items() if id_ in ids}
            named = {each for those in files.values() for each in those}
            found = on_files(files, self.grounds(MEDIA_KIND, named, pause))
            told = {id_: self._bodies.find(id_) for id_ in ids if not files.get(id_)}
            of = {i: (p.interview_id,) for i, p in told.items() if isinstance(p, Passage)}
            return {**found, **of}
        resting = [(each[2] or each[1], each[0]) for each in self._everything(kind)]
        found = {
            id_: [on for record_id, on in resting if record_id in self._with(kind, id_)]
            for id_ in ids
        }
        grounds = {id_: list(dict.fromkeys(on)) for id_, on in found.items() if on}
        if kind in (CONSENT_KIND, SAMENESS_KIND):
            return grounds
        asked = {each for on in grounds.values() for each in on}
        return with_nobody(kind, grounds, self._begun_elsewhere(asked), self._who_wrote)

    def lent(self, kind: RecordKind, named: Mapping[str, Iterable[str]]) -> set[str]:
        if kind in (SAMENESS_KIND, *_ABOUT_FILES):
            return set()
        return lent(kind, named, self._begun_elsewhere(named))

    def _begun_elsewhere(self, interview_ids: Iterable[str]) -> dict[str, Shown]:
        found: dict[str, Shown] = {}
        for each in interview_ids:
            state = self._bodies.state(each)
            if state is None or state.version_id is None or self._begun_here(each):
                continue
            came = self._versions.arrived_in(state.version_id) is not None and not state.edited
            author = self._versions.get(state.version_id).document.author
            edited = Shown(self._ours, partial(self._named_here, each))
            found[each] = Shown(author) if came else edited
        return found

    def _named_here(self, interview_id: str, record_id: str) -> bool:
        """Whether a person here named a record, as no version before did."""
        said = {each.id: each for each in self._versions.history(interview_id)}
        naming = {id_ for id_, each in said.items() if record_id.encode() in each.data}
        here = (each for each in naming if self._versions.arrived_in(each) is None)
        if any(naming.isdisjoint(said[each].document.parents) for each in here):
            return True
        state = self._bodies.state(interview_id)
        return state is not None and state.edited and state.version_id not in naming

    def _begun_here(self, record_id: str) -> bool:
        history = self._versions.history(record_id)
        here = [each for each in history if self._versions.arrived_in(each.id) is None]
        return len(here) == len(history) or not all(each.document.parents for each in here)

    def _who_wrote(self, record_id: str) -> set[str]:
        return {each.document.author for each in self._versions.history(record_id)}

    def _with(self, kind: RecordKind, record_id: str) -> set[str]:
        """The record, and of a file those that it goes with, however far."""
        found = {self._stored(kind, record_id)}
        if kind == MEDIA_KIND:
            pairs = [(self._stored(kind, a), self._stored(kind, b)) for a, b in self._pairs()]
            while new := {b for a, b in pairs if a in found} - found:
                found |= new
        return found

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for id_ in self._bodies.ids(COMPANION_KIND):
            body = self._bodies.find(id_)
            assert isinstance(body, Companion)
            if body.with_id and self._counts(body.media_id):
                yield body.media_id, body.with_id
        for id_ in self._bodies.ids(REDACTED_KIND):
            made = self._bodies.find(id_)
            assert isinstance(made, Redaction)
            if made.parent_id and self._counts(made.media_id):
                yield made.media_id, made.parent_id

    def _counts(self, media_id: str) -> bool:
        """Whether what is said under this id counts: of a file that was brought in here, under
        the one that it is kept under alone."""
        stored = self._media.find(media_id)
        if stored is None or stored.id == media_id:
            return True
        versions = self._versions.history(stored.id)
        return bool(versions) and all(self._versions.arrived_in(each.id) for each in versions)

    def _stored(self, kind: RecordKind, record_id: str) -> str:
        media = self._media.find(record_id) if kind == MEDIA_KIND else None
        return record_id if media is None else media.id

    def unlaid(self, interview_ids: Collection[str]) -> Iterator[Unlaid]:
        for each in self._kept_unread():
            shown = self._bodies.state(each.record_id) is not None
            if not shown and set(each.grounds) & set(interview_ids):
                yield each

    def kept_unread(self, version_ids: Collection[str]) -> Iterator[Unlaid]:
        return (each for each in self._kept_unread() if each.version_id in version_ids)

    def _kept_unread(self) -> Iterator[Unlaid]:
        for version, grounds in self._versions.grounds_of_unread():
            document, on = version.document, tuple(sorted(grounds))
            yield Unlaid(document.kind, document.record_id, version.id, on)

    def record_ids(self, kind: RecordKind) -> list[str]:
        return self._bodies.ids(kind)

    def each_head(
        self, record_ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[tuple[str, str]]:
        beside = {each.version_id for each in self._kept_unread() if each.kind not in BY_NAME}
        heads = ((id_, head) for id_ in record_ids for head in self._versions.head_ids(id_))
        return (each for each in heads if each[1] not in beside)

    def written_since(
        self, record_ids: Collection[str], pause: Pause = no_pause
    ) -> dict[str, bool]:
        states = {each: self._bodies.state(each) for each in record_ids}
        return {
            record_id: state is not None and state.version_id is not None
            for record_id, state in states.items()
            if state is None or state.edited or state.version_id is None
        }

    def standings(
        self, interview_ids: Collection[str], cells: Sequence[Cell], pause: Pause = no_pause
    ) -> dict[str, ConsentBranches]:
        found = branches_by_interview(self._consents())
        return {each: found[each] for each in interview_ids if each in found}

    def _consents(self) -> Iterator[ConsentVersion]:
        for version in self._versions.all():
            document = version.document
            if self._versions.unread([version.id]):
                yield from self._closing(version)
            elif document.kind == CONSENT_KIND:
                consent = canonical.from_plain(document.body, Consent, newer=True)
                yield ConsentVersion(
                    version.id,
                    document.record_id,
                    document.parents,
                    document.author,
                    consent.interview_id,
                    document.created_at.utc,
                    self._versions.arrived_in(version.id) is None,
                    consent.given_at.utc,
                    Standing(consent.withdrawn_at, consent.answers, held_back=consent.held_back),
                    self._versions.is_late(version.id, document.author),
                )

    def _closing(self, version: RecordVersion) -> Iterator[ConsentVersion]:
        document = version.document
        closes = document.closes or Closes()
        interviews = set(closes.interviews)
        if document.kind == INTERVIEW_KIND and closes.erased_at:
            interviews.add(document.record_id)
        if document.kind == CONSENT_KIND:
            interviews.add(next(iter(interviews), ""))
        for interview_id in interviews:
            yield ConsentVersion(
                version.id,
                document.record_id,
                document.parents,
                document.author,
                interview_id,
                document.created_at.utc,
                self._versions.arrived_in(version.id) is None,
                document.created_at.utc,
                Standing(closes.closed_at, (), unread=True),
                self._versions.is_late(version.id, document.author),
            )

    def decided_by(self) -> object:
        return self._bodies.rows_written

    def refuse_older(self, pause: Pause = no_pause) -> None:
        """Nothing to look at: there is no file here that an older page could be put back into."""

    def refuse_unlooked(self) -> None:
        """Nothing is lost of what is in memory alone."""

    def items_confirmed(self, recipient: str) -> Iterator[list[tuple[str]]]:
        for sent in self._packages.sent_to(recipient):
            yield [(item,) for item in sorted(sent.confirmed)]

    def sent_to(
        self, recipient: str, record_ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[str]:
        sent = {id_ for each in self._packages.sent_to(recipient) for _item, id_ in each.items}
        return (each for each in record_ids if each in sent)

    def decided_back(self, sender: str) -> tuple[str, ...]:
        """Only of what is derived, which a home in memory tells nobody of."""
        return ()

    def packages_confirmed(self, recipient: str) -> tuple[str, ...]:
        sent = (each.package for each in self._packages.sent_to(recipient))
        return tuple(each.package_id for each in sent if each.receipted_at is not None)
