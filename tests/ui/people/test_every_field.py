"""No field of a person is forgotten on the profile: each is shown, and can be written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.model.person import Person
from tests import every_field
from tests.support import open_interview
from tests.ui.room_bench import Bench
from tests.ui.whole_page import shown, written_on
from ui.people.profile import Profile
from ui.people.profile_interviews import Known

_NOT_SAID = {
    "Person.id": "an id; people see codes and names",
    "Person.created_at": "when a person was written down says nothing of them",
}

Opening = Callable[[Person], Profile]


@pytest.fixture
def opening(bench: Bench) -> Opening:
    """Lay a person into the page that the room of people shows, in its own context."""
    context = bench.open(bench.ask(lambda vault: open_interview(vault).id)).draft.context

    def lay(person: Person) -> Profile:
        profile = Profile(context, Known(person))
        bench.qtbot.addWidget(profile)
        return profile

    return lay


def test_every_field_of_a_person_is_shown(opening: Opening) -> None:
    missing = every_field.unchanged(every_field.person(), lambda person: shown(opening(person)))
    every_field.check("The profile (ui/people)", missing, _NOT_SAID)


def test_every_editor_writes_the_field_it_shows_and_no_other(opening: Opening) -> None:
    person = every_field.person()
    profile = opening(person)
    written = written_on(profile, lambda: profile.draft.now)
    missing = set(every_field.values(person)) - written
    every_field.check("What can be written of a person (ui/people)", missing, _NOT_SAID)
