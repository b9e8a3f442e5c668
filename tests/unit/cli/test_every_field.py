"""No field of an interview is forgotten by ``skryniactl interview show``."""

from __future__ import annotations

import io

from desktop.cli.console import Console
from desktop.cli.interview import print_document
from desktop.model.interview import InterviewDocument
from tests import every_field

_NOT_SAID = {
    "Interview.person_id": "an id; --json gives it",
    "Utterance.id": "an id; --json gives it",
    "Utterance.said_at": "the minutes of single answers; --json gives them",
    "Attachment.id": "an id; --json gives it",
    "Attachment.media_id": "an id; --json gives it",
}


def test_every_field_of_an_interview_is_said() -> None:
    def show(document: InterviewDocument) -> str:
        out = io.StringIO()
        print_document(document, Console(out, io.StringIO()))
        return out.getvalue()

    missing = every_field.unchanged(every_field.document(), show)
    every_field.check("interview show (desktop/cli/interview.py)", missing, _NOT_SAID)
