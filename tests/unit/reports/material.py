"""Invented records to print."""

from __future__ import annotations

from dataclasses import replace

from desktop.media.drawings import draw
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.interview import (
    Basis,
    Interview,
    InterviewDocument,
    PriorAccount,
    PriorAccounts,
    Speaker,
    State,
    Utterance,
    UtteranceKind,
)
from desktop.model.media import Media
from desktop.model.values.moment import Moment
from desktop.reports.interview_summary import AttachedFile, SummaryInput

AT = Moment("2026-11-20T13:45:58.123Z", 60)
HARD_LETTERS = "ў і ґ ŭ ł Ł ’ « » — Ё ъ ž č ń ś ź ą ę ї є ñ ß ə Ў Ґ Ŭ"


def interview(**changes: object) -> Interview:
    made = Interview(
        id="i",
        created_at=AT,
        code="W-014",
        person_id="p",
        state=State.SEALED,
        place_kind="organisation-office",
        interviewers="Даследчыца А.",
        prior_accounts_answer=PriorAccounts.YES,
        prior_accounts=(PriorAccount("Група «Прыклад»", "вясна 2021", recorded=True),),
        opened_at=AT,
        closed_at=Moment("2026-11-20T15:10:00.000Z", 60),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def consent(**changes: object) -> Consent:
    answers = (
        ConsentAnswer(
            Purpose.KEEP, RecipientKind.ORGANISATION, Answer.YES, Identification.FULL_NAME
        ),
        ConsentAnswer(Purpose.PUBLISH, RecipientKind.PUBLIC, Answer.NO),
        ConsentAnswer(Purpose.UN_MECHANISM, RecipientKind.UN_MECHANISM, Answer.ASK_AGAIN),
    )
    made = Consent("c", "i", AT, text_version="consent-1", answers=answers)
    return replace(made, **changes)  # type: ignore[arg-type]


def said(text: str, **changes: object) -> Utterance:
    return replace(Utterance("u", text=text), **changes)  # type: ignore[arg-type]


ACCOUNT = (
    said("Што было далей?", kind=UtteranceKind.QUESTION, speaker=Speaker.INTERVIEWER),
    said(f"Першы радок: {HARD_LETTERS}.\nДругі радок.", basis=Basis.SAW),
    said("Мне расказалі.", basis=Basis.TOLD_BY, basis_source="сястра"),
    said("Плача.", kind=UtteranceKind.OBSERVATION, speaker=Speaker.INTERVIEWER),
    said("10 хвілін", kind=UtteranceKind.BREAK, speaker=Speaker.INTERVIEWER),
    said("Он сказал: «Пошли».", kind=UtteranceKind.QUOTE, language="ru"),
    said("Перакладаю дакладна.", speaker=Speaker.INTERPRETER),
)


def attached(name: str = "a.jpg", caption: str = "Двор", picture: bytes = b"") -> AttachedFile:
    media = Media("m", AT, "0f" * 32, "0" * 128, 52_000, name, "image/jpeg", 1200, 900)
    return AttachedFile(media, caption, picture)


def record(**changes: object) -> SummaryInput:
    document = InterviewDocument(interview(), ACCOUNT)
    picture = draw("street", 1, "a.jpg").data
    made = SummaryInput(
        document=document,
        person_code="P-014",
        consent=consent(),
        files=(attached(picture=picture),),
        version_id="ab" * 32,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def with_account(*utterances: Utterance) -> SummaryInput:
    return record(document=InterviewDocument(interview(), utterances), files=())
