"""Versions merge as sets, in every home: any order and any repetition end in the same."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.model.consent import Consent, Purpose
from desktop.model.person import PERSON_KIND
from desktop.model.version import RecordVersion
from tests.authors import arrive
from tests.examples import examples
from tests.homes.either import EitherHome
from tests.support import open_interview
from tests.unit.vault.made import (
    built_on,
    heads,
    person_version,
)


@st.composite
def histories(draw: st.DrawFn) -> list[RecordVersion]:
    """Up to eight versions of one person, each built on any of those before it."""
    made: list[RecordVersion] = []
    for number in range(draw(st.integers(1, 8))):
        parents = draw(st.lists(st.sampled_from(made), max_size=2, unique_by=id)) if made else []
        made.append(person_version(number, parents))
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(40))
@given(histories(), st.integers(0, 2**32))
def test_any_set_in_any_order_twice_ends_in_the_same_heads_and_the_same_words(
    archive: EitherHome, versions: list[RecordVersion], seed: int
) -> None:
    built_on = {parent for version in versions for parent in version.document.parents}
    expected = sorted(version.id for version in versions if version.id not in built_on)
    chance = random.Random(seed)
    seen = []
    for _ in range(2):
        order = versions * 2
        chance.shuffle(order)
        # Undone after each order, so that one vault serves for all of them.
        with pytest.raises(ZeroDivisionError), archive.transaction():
            for version in order:
                arrive(archive, version.data, "pkg")
            seen.append((heads(archive), archive.people.get("p-1").code))
            raise ZeroDivisionError
    assert [found for found, _ in seen] == [expected, expected]
    assert seen[0] == seen[1]


def test_a_child_may_come_before_its_parent(office: EitherHome) -> None:
    first = person_version(1)
    second = person_version(2, [first])
    third = person_version(3, [second])
    for order in itertools.permutations((first, second, third)):
        with pytest.raises(ZeroDivisionError), office.transaction():
            for version in order:
                arrive(office, version.data, "pkg")
            assert heads(office) == [third.id]
            assert office.people.get("p-1").code == "P-3"
            raise ZeroDivisionError


def test_a_withdrawn_consent_goes_before_any_branch(field: EitherHome, office: EitherHome) -> None:
    interview = open_interview(field, "W-1", Purpose.PUBLISH)
    (base,) = _consents(field, interview.id)
    arrive(office, base.data, "pkg")
    field.consents.withdraw(interview.id, "")
    withdrawn = _consents(field, interview.id)[-1]
    later = built_on(base, canonical.from_plain(base.document.body, Consent))
    for order in itertools.permutations((withdrawn, later)):
        with pytest.raises(ZeroDivisionError), office.transaction():
            for version in order:
                arrive(office, version.data, "pkg")
            consent = office.consents.for_interview(interview.id)
            assert consent is not None
            assert consent.withdrawn_at is not None
            raise ZeroDivisionError


def _consents(home: EitherHome, interview_id: str) -> list[RecordVersion]:
    consent = home.consents.for_interview(interview_id)
    assert consent is not None
    return home.versions.history(consent.id)


def test_a_version_from_outside_that_names_this_home_as_its_author_is_not_kept_as_its_own(
    office: EitherHome,
) -> None:
    """It stayed shown before everything newer, and an interview before its seal. It may be of a
    backup from before, and is a branch."""
    first = person_version(1)
    arrive(office, first.data, "pkg")
    said = replace(person_version(2, [first]).document, author=office.identity.fingerprint)
    arrive(office, canonical.encode(said), "pkg")
    assert office.people.get("p-1").code == "P-1"
    assert len(office.versions.head_ids("p-1")) == 2
    arrive(office, person_version(3, [first]).data, "pkg")
    assert office.people.get("p-1").code == "P-3"
    office.people.save(replace(office.people.get("p-1"), code="own"))
    office.versions.cut(PERSON_KIND, "p-1", "sent")
    arrive(office, person_version(4, [first]).data, "pkg")
    assert office.people.get("p-1").code == "own"
