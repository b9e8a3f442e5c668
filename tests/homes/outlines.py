"""Many records of a home in memory at once, as far as a decision needs them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from desktop import canonical
from desktop.errors import NoSuchRecord
from desktop.home.outlines import FileOutline, InterviewOutline
from desktop.model.consent import Cell, Consent, ConsentBranches, Standing
from desktop.model.interview import InterviewDocument
from desktop.model.person import Person
from desktop.progress import Pause, no_pause
from tests.homes.bodies import Bodies
from tests.homes.media import MediaInMemory
from tests.homes.packages import PackagesInMemory
from tests.homes.versions import VersionsInMemory


class OutlinesInMemory:
    """Looked up one by one: a home in memory has all the time it needs."""

    def __init__(
        self,
        bodies: Bodies,
        media: MediaInMemory,
        versions: VersionsInMemory,
        packages: PackagesInMemory,
    ) -> None:
        self._bodies, self._media = bodies, media
        self._versions, self._packages = versions, packages

    def interview_ids(self) -> list[str]:
        return [each.interview.id for each in self._bodies.interviews()]

    def interviews(
        self, ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[InterviewOutline]:
        missing = False
        for interview_id in ids:
            found = self._bodies.find(interview_id)
            if isinstance(found, InterviewDocument):
                yield self._outline(found)
            else:
                missing = True
        if missing:
            raise NoSuchRecord("no interview has this id")

    def _outline(self, found: InterviewDocument) -> InterviewOutline:
        interview = found.interview
        person = self._bodies.find(interview.person_id)
        code = person.code if isinstance(person, Person) else None
        return InterviewOutline(interview.id, interview.code, interview.person_id, code)

    def files(
        self, interview_ids: Collection[str], pause: Pause = no_pause
    ) -> dict[str, dict[str, FileOutline]]:
        found = {each: self._files(each) for each in interview_ids}
        return {interview_id: files for interview_id, files in found.items() if files}

    def _files(self, interview_id: str) -> dict[str, FileOutline]:
        named = [each.media_id for each in self._bodies.interview(interview_id).attachments]
        found = {media_id: self._media.find(media_id) for media_id in named}
        return {id_: (m.id, m.sha256, m.size) for id_, m in found.items() if m is not None}

    def names(self, media_ids: Collection[str], pause: Pause = no_pause) -> dict[str, str]:
        return {each: self._media.get(each).original_name for each in media_ids}

    def shared_files(self) -> set[str]:
        named = [a.media_id for each in self._bodies.interviews() for a in each.attachments]
        twice = {each for each in named if named.count(each) > 1}
        return twice | {m.id for m in self._media.all() if len(self._media.names_of(m)) > 1}

    def users(self, media_ids: Collection[str], pause: Pause = no_pause) -> dict[str, list[str]]:
        found = {}
        for media_id in media_ids:
            media = self._media.find(media_id)
            if media is not None:
                found[media_id] = self._attached(self._media.names_of(media))
        return found

    def _attached(self, names: set[str]) -> list[str]:
        return [
            each.interview.id
            for each in self._bodies.interviews()
            if any(attachment.media_id in names for attachment in each.attachments)
        ]

    def each_head(
        self, record_ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[tuple[str, str]]:
        return ((id_, head) for id_ in record_ids for head in self._versions.head_ids(id_))

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
        counting = {each: self._bodies.consent_for(each) for each in interview_ids}
        return {
            interview_id: ConsentBranches(_standing(consent), self._branches(consent.id))
            for interview_id, consent in counting.items()
            if consent is not None
        }

    def _branches(self, consent_id: str) -> tuple[tuple[str, Standing], ...]:
        heads = self._versions.heads(consent_id)
        said = (canonical.from_plain(head.document.body, Consent) for head in heads)
        standings = map(_standing, said)
        return tuple((head.id, each) for head, each in zip(heads, standings, strict=True))

    def items_confirmed(self, recipient: str) -> Iterator[list[tuple[str]]]:
        for sent in self._packages.sent_to(recipient):
            yield [(item,) for item in sorted(sent.confirmed)]

    def sent_to(
        self, recipient: str, record_ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[str]:
        sent = {id_ for each in self._packages.sent_to(recipient) for _item, id_ in each.items}
        return (each for each in record_ids if each in sent)

    def packages_confirmed(self, recipient: str) -> tuple[str, ...]:
        sent = (each.package for each in self._packages.sent_to(recipient))
        return tuple(each.package_id for each in sent if each.receipted_at is not None)


def _standing(consent: Consent) -> Standing:
    return Standing(consent.withdrawn_at, consent.answers)
