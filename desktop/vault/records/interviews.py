"""Interviews: their plan, safety, account, files, and the seal that closes them (R3–R10)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import repeat

from desktop import canonical
from desktop.errors import DamagedVault, NoSuchRecord, RecordClosed, RecordSealed
from desktop.model.attached import under_caption
from desktop.model.changes import Part
from desktop.model.consent import KEEPING, Refusal
from desktop.model.custody import CustodyKind
from desktop.model.ids import new_id
from desktop.model.interview import (
    INTERVIEW_KIND,
    Basis,
    Closed,
    Interview,
    InterviewDocument,
    Safety,
    Speaker,
    State,
    Utterance,
    UtteranceKind,
    reasons_closed,
)
from desktop.model.media import Attachment, Detached
from desktop.model.owned_id import new_owned_id
from desktop.model.values.moment import Moment
from desktop.model.version import RecordVersion
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.interview import (
    ACCOUNT,
    ATTACHMENTS,
    FILES,
    INTERVIEW,
    INTERVIEWS,
    SAFETY,
    interview_document,
    seal_passages,
    write_account,
    write_interview,
)
from desktop.vault.kinds.media import find_media
from desktop.vault.records import summaries
from desktop.vault.records.consent_states import ConsentStates
from desktop.vault.records.handoff.handoff_state import HandoffState, handoff_state
from desktop.vault.records.highest_code import highest_code
from desktop.vault.records.lone_consents import LoneConsents
from desktop.vault.records.standings import standings
from desktop.vault.records.summaries import InterviewFilter, InterviewSummary
from desktop.vault.store.connection import Database
from desktop.vault.versions.versions import Versions
from desktop.vault.versions.working_state import mark_edited

_EVERYTHING = InterviewFilter()
_IS_ATTACHED = (
    "SELECT 1 FROM attachment_of_media WHERE media = (SELECT row FROM object WHERE id = ?)"
    " AND interview = (SELECT row FROM object WHERE id = ?)"
)
_TURNS = (
    "SELECT speaker, kind, basis, count(*) FROM utterance WHERE interview_id = ? GROUP BY 1, 2, 3"
)


def _turn(speaker: str, kind: str, basis: str) -> Utterance:
    return Utterance("", Speaker(speaker), UtteranceKind(kind), basis=Basis(basis))


class Interviews:
    """The interviews of one vault."""

    kind = INTERVIEW

    def __init__(
        self, db: Database, custody: CustodyLog, versions: Versions, lone: LoneConsents
    ) -> None:
        self._db, self._custody, self._versions = db, custody, versions
        self._consents = ConsentStates(db, lone)

    def new(self, code: str, person_id: str, language: str) -> Interview:
        """A planned interview under a neutral code; ``language``: BCP 47."""
        own = new_owned_id(self._custody.agent, INTERVIEW_KIND)
        interview = Interview(own, Moment.now(), code, person_id, language=language)
        with self._db.transaction():
            self._write(interview)
            self._custody.append(CustodyKind.CREATION, INTERVIEW_KIND, interview.id)
        return interview

    def get(self, interview_id: str) -> Interview:
        """The interview; ``NoSuchRecord`` where none has this id.

        One whose versions say that it was sealed is sealed, whatever the table shows; and so is
        one of which that cannot be known, because what decides is not what was written last.
        """
        interview = self._stored(interview_id)
        if interview.state is State.SEALED:
            return interview
        try:
            sealed = self._sealed_as(interview_id)
        except DamagedVault:
            return replace(interview, state=State.SEALED)
        return sealed or interview

    def led_by(self, interview_id: str) -> str:
        """Who leads it, as somebody typed it; "" where nobody did, or where it is not here."""
        row = self._db.one("SELECT interviewers FROM interview WHERE id = ?", (interview_id,))
        return row[0] if row else ""

    def _stored(self, interview_id: str) -> Interview:
        interview = INTERVIEWS.get(self._db, interview_id)
        if interview is None:
            raise NoSuchRecord("no interview has this id")
        return interview

    def _sealed_as(self, interview_id: str) -> Interview | None:
        """The interview as it was sealed; None of one that is open. ``DamagedVault``."""
        version_id = self._versions.closing(INTERVIEW_KIND, interview_id)
        if version_id is None:
            return None
        body = self._versions.get(version_id).document.body
        return canonical.from_plain(body, InterviewDocument, newer=True).interview

    def save(self, interview: Interview) -> None:
        """Lay the plan and setting over what is stored. ``RecordSealed``, ``NoSuchRecord``.

        When it was made, opened and sealed is not a form's to say: those fields stay as
        they are stored, so that a form frozen a moment before loses no opened account.
        """
        stored = self._unsealed(interview.id)
        interview = replace(
            interview,
            created_at=stored.created_at,
            state=stored.state,
            opened_at=stored.opened_at,
        )
        if interview != stored:
            with self._db.transaction():
                self._write(interview)

    def _write(self, interview: Interview) -> None:
        write_interview(self._db, interview)
        self._mark_edited(interview.id)

    def _mark_edited(self, interview_id: str, part: str = "") -> None:
        mark_edited(self._db, INTERVIEW_KIND, interview_id, part)

    def _unsealed(self, interview_id: str) -> Interview:
        """What an action may write: the versions are asked. ``RecordSealed``, and
        ``DamagedVault`` where they do not say what the table shows."""
        interview = self._stored(interview_id)
        if self._sealed_as(interview_id) is not None:
            raise RecordSealed("the interview is sealed")
        if interview.state is State.SEALED:
            raise DamagedVault("the version of a sealed interview is missing")
        if interview.is_derived:
            raise RecordSealed("the words of a derived interview are nobody's to change here")
        return interview

    def summaries(
        self, filter: InterviewFilter = _EVERYTHING, offset: int = 0, limit: int = 100
    ) -> list[InterviewSummary]:
        """A page of the list, newest first."""
        heads_of = self._versions.head_ids
        return summaries.summaries(self._db, filter, offset, limit, heads_of, self._consents)

    def summaries_of(self, ids: Collection[str]) -> list[InterviewSummary]:
        """Rows of the list for those of these interviews that are here, in the order of ``ids``;
        a page of them."""
        return summaries.summaries_of(self._db, ids, self._versions.head_ids, self._consents)

    def count(self, filter: InterviewFilter = _EVERYTHING) -> int:
        """How many interviews the filter lets through."""
        return summaries.count(self._db, filter)

    def highest_code(self, letter: str) -> list[str]:
        """The code of the highest number after ``letter``, as ``next_code`` takes it; or none."""
        return highest_code(self._db, INTERVIEWS.name, letter)

    def count_states(self, filter: InterviewFilter = _EVERYTHING) -> dict[State, int]:
        """How many of each state the filter would let through, whichever state it asks for."""
        return summaries.count_states(self._db, filter)

    def with_code(self, code: str) -> list[str]:
        """The ids of the interviews with exactly this code: none, one, or more."""
        return summaries.with_code(self._db, code)

    def safety(self, interview_id: str) -> Safety:
        """Risk and vulnerability; all empty before it was written down."""
        return SAFETY.get(self._db, interview_id) or Safety(interview_id)

    def save_safety(self, safety: Safety) -> None:
        """Keep it. Risk changes after the account was sealed too, and is in no version."""
        self.get(safety.interview_id)
        if self.safety(safety.interview_id) != safety:
            with self._db.transaction():
                SAFETY.put(self._db, safety)
                self._db.touch(INTERVIEW_KIND, safety.interview_id)

    def reasons_closed(self, interview_id: str) -> tuple[Closed, ...]:
        """Every rule that keeps the account closed, in the order of the phases."""
        consent = standings(self._db, [interview_id], [KEEPING]).get(interview_id)
        not_kept = consent.not_kept if consent else Refusal.NO_CONSENT_RECORDED
        return reasons_closed(self.get(interview_id), self.safety(interview_id), not_kept)

    def open_account(self, interview_id: str) -> Interview:
        """Open the account; a second time changes nothing.

        ``RecordClosed`` while a rule keeps it closed (``reason``: the rules' codes),
        ``RecordSealed``.
        """
        interview = self._unsealed(interview_id)
        if interview.opened_at is not None:
            return interview
        closed = self.reasons_closed(interview_id)
        if closed:
            raise RecordClosed(", ".join(closed))
        opened = replace(interview, state=State.UNDER_WAY, opened_at=Moment.now())
        with self._db.transaction():
            self._write(opened)
        return opened

    def utterances(self, interview_id: str) -> tuple[Utterance, ...]:
        """The account, in order."""
        return ACCOUNT.of(self._db, interview_id)

    def save_utterances(self, interview_id: str, utterances: Sequence[Utterance]) -> None:
        """Keep the whole account, in order; only what differs is written, in one transaction.

        ``RecordClosed`` before the account was opened, ``RecordSealed`` after the seal. Once
        it is open no rule drops a word, even one that closes later.
        """
        if self._unsealed(interview_id).opened_at is None:
            raise RecordClosed("the account is not open yet")
        with self._db.transaction():
            if write_account(self._db, interview_id, utterances):
                self._mark_edited(interview_id, Part.ACCOUNT)

    def turns(self, interview_id: str) -> tuple[Utterance, ...]:
        """The account without its words, in no order: who speaks, what it is, on what basis."""
        rows = self._db.all(_TURNS, (interview_id,))
        return tuple(
            turn
            for speaker, kind, basis, number in rows
            for turn in repeat(_turn(speaker, kind, basis), number)
        )

    def attachments(self, interview_id: str) -> tuple[Attachment, ...]:
        """The attached files, in order."""
        return FILES.of(self._db, interview_id)

    def attach(self, interview_id: str, media_id: str, caption: str = "") -> Attachment:
        """Attach a file at the end; one that is attached already is not attached twice.

        ``RecordSealed``, ``NoSuchRecord``.
        """
        found = find_media(self._db, media_id)
        if found is None:
            raise NoSuchRecord("no media file has this id")
        # Asked first: to look through the files of the interview each time would take n² of n.
        if self._db.one(_IS_ATTACHED, (media_id, interview_id)):
            rest = "WHERE interview_id = ? AND media_id = ? ORDER BY position"
            for attached in ATTACHMENTS.select(self._db, rest, (interview_id, media_id)):
                if under_caption(attached, found):
                    return attached
        self._unsealed(interview_id)
        added = Attachment(new_id(), media_id, caption, found.sha256)
        with self._db.transaction():
            FILES.append(self._db, interview_id, added)
            self._mark_edited(interview_id, Part.ATTACHMENTS)
        return added

    def save_attachments(self, interview_id: str, attachments: Sequence[Attachment]) -> None:
        """Keep the whole list of attached files, in order. ``RecordSealed``."""
        self._unsealed(interview_id)
        with self._db.transaction():
            if FILES.write(self._db, interview_id, attachments):
                self._mark_edited(interview_id, Part.ATTACHMENTS)

    def detach(self, interview_id: str, attachment_id: str) -> Detached | None:
        """Take a file from the list; None where it is gone already. ``RecordSealed``,
        ``NoSuchRecord``."""
        with self._db.transaction():
            there = self.attachments(interview_id)
            for place, each in enumerate(there):
                if each.id == attachment_id:
                    self.save_attachments(interview_id, (*there[:place], *there[place + 1 :]))
                    return Detached(each, place)
        return None

    def put_back(self, interview_id: str, detached: Detached) -> None:
        """Put a file back where it stood, unless the same was attached again meanwhile.
        ``RecordSealed``, ``NoSuchRecord``."""
        back, place = detached.attachment, detached.place
        with self._db.transaction():
            there = self.attachments(interview_id)
            if (back.media_id, back.sha256) not in {(a.media_id, a.sha256) for a in there}:
                whole = (*there[:place], back, *there[place:])
                self.save_attachments(interview_id, whole)

    def document(self, interview_id: str) -> InterviewDocument:
        """The interview with account and files, as a version would hold it."""
        return interview_document(self._db, self.get(interview_id))

    def body(self, record_id: str) -> InterviewDocument:
        """As :meth:`document`."""
        return self.document(record_id)

    def lay(self, there: InterviewDocument, laid: InterviewDocument) -> None:
        """Write what differs, as the methods above: ``RecordClosed`` for words too early."""
        record = laid.interview.id
        if laid.interview != there.interview:
            self.save(laid.interview)
        if laid.utterances != there.utterances:
            self.save_utterances(record, laid.utterances)
        if laid.attachments != there.attachments:
            self.save_attachments(record, laid.attachments)

    def seal(self, interview_id: str) -> RecordVersion:
        """Close the interview for ever: cut a version, sign it, lock the record (R10).

        It covers the bytes of every file that is here, also of one attached before hashes were.
        ``RecordClosed`` before the account was opened, ``RecordSealed`` the second time.
        """
        interview = self._unsealed(interview_id)
        if interview.opened_at is None:
            raise RecordClosed("the account is not open yet")
        closed_at = interview.closed_at or Moment.now()
        with self._db.transaction():
            self._write(replace(interview, state=State.SEALED, closed_at=closed_at))
            files = tuple(map(self._by_its_bytes, self.attachments(interview_id)))
            FILES.write(self._db, interview_id, files)
            version = self._versions.cut(INTERVIEW_KIND, interview_id, "sealed")
            self._versions.seal(version)
            seal_passages(self._db, self.document(interview_id), version.id)
        return version

    def _by_its_bytes(self, attached: Attachment) -> Attachment:
        """The same with its hash, where the file is here."""
        found = None if attached.sha256 else find_media(self._db, attached.media_id)
        return replace(attached, sha256=found.sha256) if found else attached

    def handoff_state(self, interview_id: str) -> HandoffState:
        """Sent when and to whom, receipted, and whether there is news since."""
        return handoff_state(self._db, interview_id)
