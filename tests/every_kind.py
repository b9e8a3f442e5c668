"""Records of every kind, for tests that ask whether a kind was forgotten somewhere.

Used with ``each_kind``, so that a test that fails names the kind.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from desktop.model.acquisition import Acquisition, acquisition_id
from desktop.model.companion import Companion, companion_id
from desktop.model.ids import new_id
from desktop.model.passage import Passage
from desktop.model.redacted import Redaction, redaction_id
from desktop.model.sameness import Sameness, pair_of, sameness_id
from desktop.model.set import FileSet, SetFile
from desktop.vault import Vault
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import Kind
from desktop.vault.versions.working_state import mark_edited
from tests import every_field
from tests.homes.either import EitherHome
from tests.unit.handoff.ends import interview
from tests.unit.rules.kinds_named import HOMES, Home
from tests.unit.vault.made import add

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
each_kind_that_changes = pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not kind.unchanging], ids=lambda kind: kind.name
)
"""An original comes with its bytes: test_media.py, ../handoff/test_receive.py."""


def filled(kind: Kind[Any]) -> Any:
    """A body with something in every field, under ids as the program makes them."""
    return every_field.filled(kind.body)


def resting_on(kind: Kind[Any], interview_id: str, home: EitherHome | None = None) -> Any:
    """A body of a new record, about this interview where the body itself says of which it is.

    What is said of two people rests on all they told: in ``home`` the other of them tells something
    in an interview of their own.
    """
    if kind.body is Sameness and home is not None:
        return _of_two(home, interview_id)
    if kind.body is FileSet and home is not None:
        file = SetFile(new_id(), home.interviews.attachments(interview_id)[0].media_id, "a/b.jpg")
        return FileSet(new_id(), every_field.AT, "DCIM", "the court", (file,))
    if kind.body is Acquisition and home is not None:
        return _of_a_file(home, interview_id)
    if kind.body is Passage and home is not None:
        of = home.interviews.attachments(interview_id)[0].media_id
        return Passage(new_id(), every_field.AT, media_id=of, page=2, quote="stamped")
    if kind.body is Companion and home is not None:
        return _beside_a_file(home, interview_id)
    if kind.body is Redaction and home is not None:
        return _made_of_a_file(home, interview_id)
    return dataclasses.replace(on_interview(filled(kind), interview_id), id=new_id())


def _of_two(home: EitherHome, interview_id: str) -> Sameness:
    others = interview(home, "W-002")
    pair = pair_of(home.interviews.get(interview_id).person_id, others.person_id)
    return dataclasses.replace(
        every_field.sameness(), id=sameness_id(pair), one=pair[0], other=pair[1]
    )


def _of_a_file(home: EitherHome, interview_id: str) -> Acquisition:
    file = home.interviews.attachments(interview_id)[0].media_id
    return dataclasses.replace(every_field.acquisition(), id=acquisition_id(file), media_id=file)


def _beside_a_file(home: EitherHome, interview_id: str) -> Companion:
    """A file that was found to go with no other, so that it rests on this interview alone."""
    file = home.interviews.attachments(interview_id)[0].media_id
    return Companion(companion_id(file), every_field.AT, file, "", "person")


def _made_of_a_file(home: EitherHome, interview_id: str) -> Redaction:
    """Of one that nobody names, so that it rests on this interview alone."""
    file = home.interviews.attachments(interview_id)[0].media_id
    filled_in = every_field.filled(Redaction)
    return dataclasses.replace(filled_in, id=redaction_id(file), media_id=file, parent_id="")


def on_interview(body: Any, interview_id: str) -> Any:
    """The body, about this interview where it says of which it is."""
    fields = {field.name for field in dataclasses.fields(body)}
    return (
        dataclasses.replace(body, interview_id=interview_id) if "interview_id" in fields else body
    )


def lay(vault: Vault, kind: Kind[Any], body: Any) -> str:
    """Write a body as somebody's edit; returns the id of the record."""
    with vault.transaction():
        kind.lay(vault._db, body)
        mark_edited(vault._db, kind.name, kind.record_id(body))
    return kind.record_id(body)


def put_one(vault: Vault, kind: Kind[Any]) -> str:
    """A record of a kind in a vault, whichever the kind; returns its id."""
    return add(vault, b"a photo").id if kind.unchanging else lay(vault, kind, filled(kind))


def home_of(kind: Kind[Any]) -> Home:
    """Where a kind's own modules are; fails with the name of a kind that has none."""
    assert kind.name in HOMES, (
        f"HOMES in tests/unit/rules/kinds_named.py: where a {kind.name} is at home"
    )
    return HOMES[kind.name]
