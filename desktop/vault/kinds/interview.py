"""The interview as a kind of record: plan, account and files in one body, closed by a seal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.model.anchoring import texts_of
from desktop.model.grounds import as_account
from desktop.model.interview import (
    INTERVIEW_KIND,
    Interview,
    InterviewDocument,
    PriorAccount,
    Safety,
    State,
    Utterance,
)
from desktop.model.media import Attachment
from desktop.model.merge.precedence import Finality
from desktop.model.removal import Stays, Why
from desktop.vault.kinds.kind import (
    ByMistake,
    Grounds,
    Kind,
    Loaded,
    Plain,
    Text,
    found_by,
    itself,
)
from desktop.vault.kinds.passages_kept import carry, drafts_of, seal_with
from desktop.vault.kinds.person import TYPED_OF_PERSON, held_with
from desktop.vault.search.holding import Held
from desktop.vault.search.index import HitKind
from desktop.vault.search.waiting import index_or_wait
from desktop.vault.store.connection import Database, Reader
from desktop.vault.store.ordered_lists import OrderedList, SearchEntry, refuse_twice
from desktop.vault.store.table import ChildTable, Table

INTERVIEWS = Table(
    Interview,
    "interview",
    context=("folded",),
    children={"prior_accounts": ChildTable(PriorAccount, "prior_account", "interview_id")},
)
SAFETY = Table(Safety, "safety", key="interview_id")
_IN_ORDER = ("interview_id", "position")
_IN_INTERVIEW = ("interview_id", "id")
_UTTERANCES = Table(
    Utterance, "utterance", context=_IN_ORDER, unmapped=("row",), unique=_IN_INTERVIEW
)
ATTACHMENTS = Table(Attachment, "attachment", context=_IN_ORDER, unique=_IN_INTERVIEW)

_HIT = HitKind(INTERVIEW_KIND)
_UTTERANCE_HIT = HitKind("utterance")
_ATTACHMENT_HIT = HitKind("attachment")

ACCOUNT = OrderedList(_UTTERANCES, SearchEntry(_UTTERANCE_HIT, lambda utterance: utterance.text))
FILES = OrderedList(
    ATTACHMENTS, SearchEntry(_ATTACHMENT_HIT, lambda attachment: attachment.caption)
)


def _held(db: Reader, interview: Interview) -> str:
    """The code, and what the person is found by, where their record is here."""
    row = db.one("SELECT folded FROM person WHERE id = ?", (interview.person_id,))
    return held_with(interview.code, row[0] if row else "")


INTERVIEWS_HELD = Held(
    INTERVIEWS,
    _held,
    f"SELECT i.id, i.code || char(10) || coalesce({TYPED_OF_PERSON}, '')"  # noqa: S608
    " FROM interview i LEFT JOIN person p ON p.id = i.person_id",
)


def interview_document(db: Reader, interview: Interview) -> InterviewDocument:
    """The interview with its account and its files, in order."""
    return InterviewDocument(interview, ACCOUNT.of(db, interview.id), FILES.of(db, interview.id))


def write_interview(db: Database, interview: Interview) -> None:
    """Lay an interview into its table and the index."""
    before = INTERVIEWS.get(db, interview.id)
    INTERVIEWS.put(db, interview, _held(db, interview))
    text, said = text_of_interview(interview), text_of_interview(before) if before else ""
    index_or_wait(db, _HIT, interview.id, interview.id, text, said)


def write_account(db: Database, interview_id: str, utterances: Sequence[Utterance]) -> bool:
    """Lay the whole account, and take the passages of it along; whether anything differed."""
    passages = drafts_of(db, interview_id)
    was = texts_of(ACCOUNT.of(db, interview_id)) if passages else {}
    changed = ACCOUNT.write(db, interview_id, utterances)
    if changed and passages:
        carry(db, passages, was, texts_of(utterances))
    return changed


def seal_passages(db: Database, body: InterviewDocument, version_id: str) -> None:
    """Fix the passages of an account that was sealed in this version; nothing of another."""
    if body.interview.state is State.SEALED:
        seal_with(db, body.interview.id, texts_of(body.utterances), version_id)


def text_of_interview(interview: Interview) -> str:
    """What it is found by: code, plan and notes."""
    accounts = [f"{a.given_to} {a.given_on} {a.note}" for a in interview.prior_accounts]
    parts = (
        interview.code,
        interview.purpose,
        interview.already_known,
        interview.interviewers,
        interview.interpreter,
        interview.others_present,
        interview.full_reason,
        interview.read_back_note,
        *accounts,
    )
    return "\n".join(part for part in parts if part)


def called(db: Reader, interview_id: str) -> str:
    """Its code; "" where it is not here."""
    row = db.one("SELECT code FROM interview WHERE id = ?", (interview_id,))
    return row[0] if row else ""


def _load(db: Reader, interview_id: str) -> InterviewDocument | None:
    interview = INTERVIEWS.get(db, interview_id)
    return interview_document(db, interview) if interview else None


def _lay(db: Database, body: InterviewDocument) -> None:
    write_interview(db, body.interview)
    write_account(db, body.interview.id, body.utterances)
    FILES.write(db, body.interview.id, body.attachments)


def _held_beside(db: Reader, interview_id: str) -> dict[str, object]:
    safety = SAFETY.get(db, interview_id)
    return {"safety": safety} if safety else {}


def _texts(body: InterviewDocument) -> Iterator[Text]:
    of = body.interview.id
    yield _HIT, of, text_of_interview(body.interview)
    yield from ACCOUNT.texts(body.utterances)
    yield from FILES.texts(body.attachments)


def _refuse(body: InterviewDocument) -> None:
    refuse_twice(body.utterances)
    refuse_twice(body.attachments)


def _closed(body: InterviewDocument) -> bool:
    return body.interview.state is State.SEALED or body.interview.is_derived


def _in_state_of(body: InterviewDocument, other: InterviewDocument) -> InterviewDocument:
    now = other.interview
    interview = replace(
        body.interview, state=now.state, opened_at=now.opened_at, closed_at=now.closed_at
    )
    return replace(body, interview=interview)


def _derived(body: InterviewDocument, source: str, shown_as: str) -> InterviewDocument:
    sealed = body.interview.state is State.SEALED
    interview = replace(
        body.interview,
        state=State.UNDER_WAY if sealed else body.interview.state,
        derived_from=source,
        shown_as=shown_as,
    )
    return replace(body, interview=interview)


def _finality(body: Plain) -> Finality:
    sealed = body["interview"].get("state") == State.SEALED.value
    return Finality.CLOSED if sealed else Finality.OPEN


def _stays(_db: Reader, body: InterviewDocument) -> Iterator[Stays]:
    """What somebody told is not taken back by who wrote it down; what stands before the first
    word, safety notes and the list of files, goes with it."""
    interview = body.interview
    if interview.state is State.SEALED:
        yield Stays(Why.SEALED, interview.closed_at)
    if interview.opened_at is not None or body.utterances:
        yield Stays(Why.BEGUN, interview.opened_at)


def _found(db: Database, interview_id: str, _found_id: str) -> Loaded:
    interview = INTERVIEWS.get(db, interview_id)
    return (interview.code, text_of_interview(interview)) if interview else ("", "")


INTERVIEW: Kind[InterviewDocument] = Kind(
    name=INTERVIEW_KIND,
    body=InterviewDocument,
    grounds=Grounds(itself, as_account, lambda body: (body.interview.id,)),
    free_text=(
        "Interview.code",
        "Interview.full_reason",
        "Interview.interviewers",
        "Interview.interpreter",
        "Interview.others_present",
        "Interview.purpose",
        "Interview.already_known",
        "Interview.read_back_note",
        "PriorAccount.given_to",
        "PriorAccount.given_on",
        "PriorAccount.note",
        "Utterance.basis_source",
        "Utterance.text",
        "Attachment.caption",
        "Safety.referral",
        "Safety.risk_person",
        "Safety.risk_relatives",
        "Safety.safe_contact",
    ),
    table=INTERVIEWS,
    removed=ByMistake(_stays),
    rows={
        "interview": "id",
        "prior_account": "interview_id",
        "utterance": "interview_id",
        "attachment": "interview_id",
    },
    beside={"safety": "interview_id"},
    held_beside=_held_beside,
    record_id=lambda body: body.interview.id,
    load=_load,
    lay=_lay,
    called=called,
    called_by_code=True,
    finality=_finality,
    closed=_closed,
    shown=seal_passages,
    in_state_of=_in_state_of,
    derived=_derived,
    refuse=_refuse,
    derived_as=lambda body: (body.interview.derived_from, body.interview.shown_as),
    texts=_texts,
    hits={
        _HIT: _found,
        _UTTERANCE_HIT: found_by(
            "SELECT i.code, u.text FROM utterance u JOIN interview i ON i.id = u.interview_id"
            " WHERE u.interview_id = ?1 AND u.id = ?2"
        ),
        _ATTACHMENT_HIT: found_by(
            "SELECT i.code, a.caption FROM attachment a JOIN interview i ON i.id = a.interview_id"
            " WHERE a.interview_id = ?1 AND a.id = ?2"
        ),
    },
    held=INTERVIEWS_HELD,
)
