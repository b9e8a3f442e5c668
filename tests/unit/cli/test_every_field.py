"""No field of an interview is forgotten by ``skryniactl interview show``."""

from __future__ import annotations

import io
from dataclasses import replace

from desktop.cli.console import Console
from desktop.cli.interview import print_document
from desktop.cli.place import print_place
from desktop.cli.protected import print_protected
from desktop.model.attached import Held
from desktop.model.interview import InterviewDocument, State
from desktop.model.place import Place
from desktop.model.protected import ProtectedName
from tests import every_field

_NOT_SAID = {
    "Interview.person_id": "an id; --json gives it",
    "Utterance.id": "an id; --json gives it",
    "Utterance.said_at": "the minutes of single answers; --json gives them",
    "Attachment.id": "an id; --json gives it",
    "Attachment.media_id": "an id; --json gives it",
    "Attachment.sha256": "a file that is not this one is said; --json gives the hash",
}


def test_every_field_of_an_interview_is_said() -> None:
    def show(document: InterviewDocument) -> str:
        out = io.StringIO()
        print_document(document, Console(out, io.StringIO()), [Held.SAME])
        return out.getvalue()

    missing = every_field.unchanged(every_field.document(), show)
    every_field.check("interview show (desktop/cli/interview.py)", missing, _NOT_SAID)


def test_a_file_that_is_not_here_or_not_the_one_is_said() -> None:
    said = []
    for held in Held:
        out = io.StringIO()
        print_document(every_field.document(), Console(out, io.StringIO()), [held])
        said.append(["in its place" in out.getvalue(), "not in this vault" in out.getvalue()])
    assert said == [[False, False], [True, False], [False, True]]


def test_a_seal_that_leaves_the_bytes_of_a_file_open_is_said() -> None:
    document = every_field.document()
    said = []
    for state, sha256 in ((State.SEALED, ""), (State.SEALED, "0" * 64), (State.UNDER_WAY, "")):
        out = io.StringIO()
        files = (replace(document.attachments[0], sha256=sha256),)
        shown = replace(document, attachments=files)
        shown = replace(shown, interview=replace(document.interview, state=state))
        print_document(shown, Console(out, io.StringIO()), [Held.SAME])
        said.append("seal does not name the checksum" in out.getvalue())
    assert said == [True, False, False]


def test_every_field_of_a_place_is_said() -> None:
    def show(place: Place) -> str:
        out = io.StringIO()
        print_place(place, f"around {place.part_of}", [], Console(out, io.StringIO()))
        return out.getvalue()

    missing = every_field.unchanged(every_field.place(), show)
    every_field.check("place show (desktop/cli/place.py)", missing, {})


def test_every_field_of_a_protected_name_is_said() -> None:
    def show(entry: ProtectedName) -> str:
        out = io.StringIO()
        print_protected(entry, f"the code of {entry.person_id}", Console(out, io.StringIO()))
        return out.getvalue()

    missing = every_field.unchanged(every_field.filled(ProtectedName), show)
    every_field.check("protected show (desktop/cli/protected.py)", missing, {})
