"""What goes to a recipient, decided slowly: each interview by itself, everything read whole.

The program decides for thousands at once (``desktop.handoff.sending``); whatever it answers has to
be what stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Final

from desktop import canonical
from desktop.errors import ConsentRefused
from desktop.handoff.sending.gate import Verdict, usable_card
from desktop.handoff.sending.plan import Going, Item, Notice, PackageCounts, PackagePlan
from desktop.model.consent import (
    Consent,
    Decision,
    Identification,
    Purpose,
    RecipientKind,
    Refusal,
    may_leave,
)
from desktop.model.consent.showing import width
from desktop.model.handoff import MediaEntry, Staying
from desktop.model.identity import KnownCard
from desktop.model.interview import INTERVIEW_KIND, Interview
from desktop.model.media import MEDIA_KIND, Media
from desktop.model.person import PERSON_KIND, Person
from desktop.model.place import PLACE_KIND
from desktop.model.version import RecordKind
from tests.homes.either import EitherHome
from tests.unit.vault.made import attached_to, confirmed_by

_RECORD_SIZE: Final = 8 * 1024
_NAMED: Final = Identification.FULL_NAME


@dataclass(frozen=True, slots=True)
class Held:
    """What the recipient was sent, and what its receipts confirm: version ids and SHA-256s;
    the interviews sent to it, and the packages whose receipts are here."""

    sent: frozenset[str]
    confirmed: frozenset[str]
    interviews: frozenset[str]
    packages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Looked:
    """One interview, its files by the ids it names them with, and what the gate said of it.

    ``person``: the person's own record, where it is in this vault.
    """

    interview: Interview
    files: tuple[tuple[str, Media], ...]
    person: Person | None
    verdict: Verdict


def plan_package(
    vault: EitherHome,
    recipient_fingerprint: str,
    purpose: Purpose,
    interview_ids: Sequence[str] | None = None,
    *,
    again: bool = False,
) -> PackagePlan:
    """The plan that ``desktop.handoff.sending.selection.plan_package`` has to make."""
    recipient = usable_card(vault, recipient_fingerprint)
    everything = vault.outlines.interview_ids()
    chosen = everything if interview_ids is None else list(interview_ids)
    planner = _Planner(vault, recipient, purpose, again)
    looked = []
    for interview_id in dict.fromkeys(chosen):
        looked.append(planner.look(interview_id))
    return planner.plan(looked)


class _Planner:
    """Builds one plan."""

    def __init__(
        self, vault: EitherHome, recipient: KnownCard, purpose: Purpose, again: bool
    ) -> None:
        self._vault = vault
        self._recipient = recipient
        self._purpose = purpose
        self._again = again
        self._held = _held_by(vault, recipient.fingerprint)
        self._asked: dict[str, Verdict] = {}

    def look(self, interview_id: str) -> _Looked:
        """Ask the gate for one interview and collect its files."""
        interview = self._vault.interviews.get(interview_id)
        attached = self._vault.interviews.attachments(interview_id)
        ids = dict.fromkeys(attachment.media_id for attachment in attached)
        found = [(media_id, self._vault.media.find(media_id)) for media_id in ids]
        files = tuple((media_id, media) for media_id, media in found if media is not None)
        person = self._vault.people.find(interview.person_id)
        return _Looked(interview, files, person, self._ask(interview_id))

    def plan(self, looked: Sequence[_Looked]) -> PackagePlan:
        """Decide for all of them together."""
        allowed = [each for each in looked if each.verdict.decision.allowed]
        candidates = [self._going(each) for each in allowed]
        going = [each for each in candidates if self._news(each) or each.media or self._again]
        staying = tuple(dict.fromkeys(chain.from_iterable(map(self._staying, looked))))
        notices = self._notices({each.interview_id for each in candidates})
        along = self._places() if going or notices else ()
        going = [replace(each, records=self._new_of(each.records)) for each in going]
        people = {item.id for each in going for item in each.records}
        records = {PLACE_KIND: len(along), PERSON_KIND: len(people)}
        media = {entry.sha256: entry.size for each in going for entry in each.media}
        plan = PackagePlan(
            recipient=self._recipient,
            purpose=self._purpose,
            going=tuple(going),
            along=along,
            notices=notices,
            staying=staying,
            counts=PackageCounts(
                len(going),
                len(media),
                len(notices),
                len(staying),
                len(candidates) - len(going),
                {kind: n for kind, n in records.items() if n},
            ),
            confirmed=self._held.packages,
            again=self._again,
            size=0,
        )
        return _with_size(plan)

    def _places(self) -> tuple[Item, ...]:
        ids = [row.id for row in self._vault.places.summaries(limit=1000)]
        return tuple(
            Item(PLACE_KIND, id_)
            for id_ in sorted(ids)
            if self._again or self._has_news(PLACE_KIND, id_)
        )

    def _ask(self, interview_id: str) -> Verdict:
        """The gate's word, asked once for each interview: nothing changes while a plan is made."""
        if interview_id not in self._asked:
            kind = self._recipient.recipient_kind
            self._asked[interview_id] = ask(self._vault, interview_id, self._purpose, kind)
        return self._asked[interview_id]

    def _going(self, looked: _Looked) -> Going:
        interview, verdict, person = looked.interview, looked.verdict, looked.person
        named = person is not None and self._named(person.id)
        return Going(
            interview_id=interview.id,
            code=interview.code,
            consent_versions=verdict.consent_versions,
            decision=verdict.decision,
            records=(self._person(interview.person_id),) if named else (),
            media=tuple(self._media(looked)),
        )

    def _named(self, person_id: str) -> bool:
        """Whether every interview of the person lets the name go."""
        return all(
            self._ask(each).decision.allowed
            and self._ask(each).decision.identification is Identification.FULL_NAME
            for each in interviews_of(self._vault, person_id)
        )

    def _person(self, person_id: str) -> Item:
        return Item(PERSON_KIND, person_id, tuple(sorted(interviews_of(self._vault, person_id))))

    def _news(self, going: Going) -> bool:
        """Whether anything but the media differs from what the recipient confirmed."""
        records = [(INTERVIEW_KIND, going.interview_id)]
        records += [(item.kind, item.id) for item in going.records]
        consent_news = not self._held.confirmed.issuperset(going.consent_versions)
        return consent_news or any(self._has_news(*record) for record in records)

    def _has_news(self, kind: RecordKind, record_id: str) -> bool:
        if self._vault.versions.would_differ(kind, record_id):
            return True
        return not self._held.confirmed.issuperset(self._vault.versions.head_ids(record_id))

    def _new_of(self, records: Iterable[Item]) -> tuple[Item, ...]:
        return tuple(each for each in records if self._again or self._has_news(each.kind, each.id))

    def _media(self, looked: _Looked) -> Iterator[MediaEntry]:
        for media_id, file in looked.files if looked.verdict.decision.files else ():
            news = self._again or file.sha256 not in self._held.confirmed
            if news and self._may_go(file):
                grounds = tuple(sorted(attached_to(self._vault, file.id)))
                yield MediaEntry(media_id, file.sha256, file.size, grounds)

    def _may_go(self, file: Media) -> bool:
        return file_may_leave(self._vault, file.id, self._ask)

    def _notices(self, considered: set[str]) -> tuple[Notice, ...]:
        """Consents of interviews the recipient holds, changed since, that go with nothing."""
        return tuple(
            Notice(interview_id, code, verdict.consent_versions, verdict.decision.refusal is _GONE)
            for interview_id in sorted(self._held.interviews - considered)
            for code, verdict in [(self._code(interview_id), self._ask(interview_id))]
            if not self._held.confirmed.issuperset(verdict.consent_versions)
        )

    def _code(self, interview_id: str) -> str:
        return self._vault.interviews.get(interview_id).code

    def _staying(self, looked: _Looked) -> Iterator[Staying]:
        interview, decision = looked.interview, looked.verdict.decision
        if decision.refusal is not None:
            yield Staying(INTERVIEW_KIND, interview.id, interview.code, decision.refusal)
            return
        person = looked.person
        if person is not None and not self._named(person.id):
            yield Staying(PERSON_KIND, person.id, person.code, Refusal.NAME_NOT_AGREED)
        for _media_id, file in looked.files:
            if not decision.files or not self._may_go(file):
                yield Staying(
                    MEDIA_KIND, file.id, file.original_name, Refusal.PHOTOGRAPH_NOT_AGREED
                )


_GONE: Final = Refusal.WITHDRAWN


def _with_size(plan: PackagePlan) -> PackagePlan:
    c = plan.counts
    records = 2 * c.interviews + sum(c.records.values()) + c.files + c.notices
    size = sum(entry.size for entry in plan.media) + _RECORD_SIZE * (records + 16)
    return replace(plan, size=size)


def _held_by(vault: EitherHome, fingerprint: str) -> Held:
    packages = [vault.packages.get_sent(each.package_id) for each in vault.packages.sent()]
    packages = [package for package in packages if package.recipient == fingerprint]
    records = [entry for package in packages for entry in package.document.records]
    media = [entry for package in packages for entry in package.document.media]
    return Held(
        sent=frozenset([e.version_id for e in records] + [e.sha256 for e in media]),
        confirmed=frozenset(confirmed_by(vault, fingerprint)),
        interviews=frozenset(e.record_id for e in records if e.kind == INTERVIEW_KIND),
        packages=tuple(p.package_id for p in packages if p.receipted_at is not None),
    )


def ask(
    vault: EitherHome, interview_id: str, purpose: Purpose, recipient: RecipientKind
) -> Verdict:
    """Decide whether an interview may leave.

    Where its consent was changed in two places and nobody has settled it yet, each branch is
    asked and the narrowest answer counts.
    """
    consent = vault.consents.for_interview(interview_id)
    if consent is None:
        return Verdict(may_leave(None, purpose, recipient), ())
    heads = vault.versions.heads(consent.id)
    branches = [canonical.from_plain(head.document.body, Consent) for head in heads]
    answers = [may_leave(branch, purpose, recipient) for branch in branches]
    current = may_leave(consent, purpose, recipient)
    decision = _narrowest([*answers, current])
    deciding = [head.id for head, own in zip(heads, answers, strict=True) if own == decision]
    rest = [head.id for head in heads if head.id not in deciding]
    return Verdict(decision, (*deciding, *rest))


def file_may_leave(vault: EitherHome, media_id: str, verdict: Callable[[str], Verdict]) -> bool:
    """Whether a file is attached anywhere, and every interview it is attached to lets it out.

    ``verdict``: what the gate says of an interview, by its id.
    """
    interviews = attached_to(vault, media_id)
    return bool(interviews) and all(verdict(each).decision.files for each in interviews)


def check_still_holds(vault: EitherHome, plan: PackagePlan) -> None:
    """``ConsentRefused`` when a consent, or who the recipient is, is no longer as planned.

    Asked when the records are taken and again in the transaction that gives the file its
    name: a consent withdrawn while the package was being written stops it.
    """
    recipient = usable_card(vault, plan.recipient.fingerprint)
    if recipient.recipient_kind is not plan.recipient.recipient_kind:
        raise ConsentRefused("the recipient is taken for another kind since the plan was made")

    @cache
    def verdict(interview_id: str) -> Verdict:
        return ask(vault, interview_id, plan.purpose, recipient.recipient_kind)

    for going in plan.going:
        _check_going(vault, going, verdict)
    if not all(file_may_leave(vault, entry.media_id, verdict) for entry in plan.media):
        raise ConsentRefused("the plan takes files that were not agreed to")
    _check_attached(vault, plan.media)
    for notice in plan.notices:
        if verdict(notice.interview_id).consent_versions != notice.consent_versions:
            raise ConsentRefused("a consent changed since the plan was made")


def _check_attached(vault: EitherHome, media: Sequence[MediaEntry]) -> None:
    if not all(set(each.grounds) <= attached_to(vault, each.media_id) for each in media):
        raise ConsentRefused("a file rests on other interviews")


def _check_going(vault: EitherHome, going: Going, verdict: Callable[[str], Verdict]) -> None:
    said = verdict(going.interview_id)
    if not said.decision.allowed or said.consent_versions != going.consent_versions:
        raise ConsentRefused("a consent changed since the plan was made")
    for item in going.records:
        rests_on = interviews_of(vault, item.id)
        if not set(item.grounds) <= set(rests_on):
            raise ConsentRefused("the plan names another person than the interview")
        decisions = [verdict(each).decision for each in rests_on]
        if not all(d.allowed and d.identification is _NAMED for d in decisions):
            raise ConsentRefused("the plan names a person who did not agree to it")


def interviews_of(vault: EitherHome, person_id: str) -> list[str]:
    """Every interview of a person."""
    everything = map(vault.interviews.get, vault.outlines.interview_ids())
    return [each.id for each in everything if each.person_id == person_id]


def _narrowest(decisions: list[Decision]) -> Decision:
    """A withdrawal, else the first refusal; else the least of each."""
    refused = [decision for decision in decisions if not decision.allowed]
    if refused:
        withdrawn = (each for each in refused if each.refusal is Refusal.WITHDRAWN)
        return next(withdrawn, refused[0])
    least = {
        way: min((getattr(each, way) for each in decisions), key=width)
        for way in ("identification", "places", "family")
    }
    return Decision(None, files=all(decision.files for decision in decisions), **least)
