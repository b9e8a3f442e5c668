"""A package in which something has no right to travel is refused, and a record that says of itself
another thing than the package does is set aside. Each is made by hand, and validly signed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.handoff.naming import notable_message
from desktop.handoff.receiving.receive import receive_package
from desktop.i18n import LANGUAGES, set_language
from desktop.model.consent import CONSENT_KIND, Consent, Identification
from desktop.model.handoff import LineReason, Outcome, RecordEntry
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND, Person
from desktop.model.place import PLACE_KIND, Place, PlaceName
from desktop.model.version import RecordKind
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import AboutNobody
from tests.unit.handoff.ends import Ends
from tests.unit.handoff.forge import NOON, Entries, Forge, sha256
from tests.unit.handoff.hostile import FORGE, refused
from tests.unit.handoff.sender import Sender, agreed_to, entry_of, version

OURS = FORGE.interview_id
ELSEWHERE = new_id()
BARE = Forge(media=[])
SOMEBODY = [kind.name for kind in KINDS if not isinstance(kind.grounds, AboutNobody)]


def listing(kind: RecordKind, *grounds: str, forge: Forge = FORGE, **changes: object) -> Entries:
    """A package with one record, said to be of this kind and to rest on these."""
    entry = RecordEntry(kind, new_id(), sha256(forge.records[0]), grounds)
    return forge.of(records=(entry,), **changes)


# --- the document -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SOMEBODY)
def test_a_record_that_rests_on_nothing_is_refused_unless_its_kind_is_about_nobody(
    tmp_path: Path, kind: RecordKind
) -> None:
    refused(tmp_path, listing(kind), "rests on")


@pytest.mark.parametrize("kind", [PERSON_KIND, MEDIA_KIND])
def test_a_record_that_rests_on_an_interview_without_a_consent_is_refused(
    tmp_path: Path, kind: RecordKind
) -> None:
    for grounds in ((ELSEWHERE,), (OURS, ELSEWHERE)):
        refused(tmp_path, listing(kind, *grounds), "interview without a consent")


def test_an_interview_that_travels_on_the_consent_of_another_is_refused(tmp_path: Path) -> None:
    for grounds in ((OURS,), (OURS, ELSEWHERE), ()):
        refused(tmp_path, listing(INTERVIEW_KIND, *grounds), "another than itself")


def test_a_file_with_grounds_outside_the_package_is_refused(tmp_path: Path) -> None:
    media = FORGE.document.media
    for grounds, reason in (((), "no interview"), ((ELSEWHERE,), "without a consent")):
        stray = (replace(media[0], grounds=grounds), *media[1:])
        refused(tmp_path, FORGE.of(media=stray), reason)


def test_a_name_and_a_file_need_a_consent_that_lets_them_out(tmp_path: Path) -> None:
    for shown_as in (Identification.NOTHING, Identification.CODE, Identification.INITIALS):
        consents = (FORGE.consent(shown_as),)
        narrow = listing(PERSON_KIND, OURS, consents=consents)
        refused(tmp_path, narrow, "does not let it out")
    no_files = FORGE.of(consents=(FORGE.consent(files=False),))
    refused(tmp_path, no_files, "does not let it out")


def test_grounds_that_are_named_twice_are_refused(tmp_path: Path) -> None:
    refused(tmp_path, listing(PERSON_KIND, OURS, OURS), "twice")


def test_grounds_that_are_no_ids_break_the_schema(tmp_path: Path) -> None:
    for odd in ("", "W-001", OURS.upper(), "x" * 100_000):
        refused(tmp_path, listing(PERSON_KIND, odd), "schema")


def test_a_record_about_nobody_that_claims_somebody_s_consent_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, listing(PLACE_KIND, OURS), "about nobody")


def test_a_record_of_a_kind_that_nobody_declared_needs_that_everything_may_leave(
    tmp_path: Path,
) -> None:
    narrow = replace(FORGE.document.consents[0], identification=Identification.CODE)
    event = RecordKind("event")
    refused(tmp_path, listing(event, OURS, consents=(narrow,)), "does not let it out")
    refused(tmp_path, listing(RecordKind("event")), "rests on no interview")
    refused(tmp_path, listing(RecordKind("con"), OURS), "unsafe on some system")


def test_a_consent_travels_alone_whatever_it_says(tmp_path: Path) -> None:
    alone = listing(CONSENT_KIND, ELSEWHERE, forge=BARE, consents=())
    path = BARE.write(tmp_path / "x.age", alone)
    assert BARE.verify(path).document.records[0].grounds == (ELSEWHERE,)


def test_a_record_on_more_interviews_than_a_line_holds_is_read(tmp_path: Path) -> None:
    ids = [new_id() for _ in range(3000)]
    consents = agreed_to(FORGE.consent(), *ids)
    shared = listing(PERSON_KIND, *ids, forge=BARE, consents=consents)
    path = BARE.write(tmp_path / "x.age", shared)
    assert BARE.verify(path).document.records[0].grounds == tuple(ids)


# --- what is in it ----------------------------------------------------------------------------


def set_aside(ends: Ends, entry: tuple[RecordEntry, bytes]) -> LineReason:
    """Why the one record of a package is set aside; nothing of it is shown then."""
    received = receive_package(ends.office, Sender(ends).package(ends.stick / "x.age", [entry]))
    (line,) = received.lines
    assert line.outcome is Outcome.SET_ASIDE
    assert ends.office.versions.heads(entry[0].record_id) == []
    for language in LANGUAGES:
        set_language(language)
        (notable,) = received.notable
        assert line.reason not in notable_message(notable)[1]
    set_language("en")
    return LineReason(line.reason)


def test_an_account_that_is_another_interview_s_is_set_aside(ends: Ends) -> None:
    record_id = new_id()
    body = InterviewDocument(Interview(ELSEWHERE, NOON, "W-9", new_id()))
    data = version(INTERVIEW_KIND, record_id, body)
    assert set_aside(ends, entry_of(INTERVIEW_KIND, record_id, data)) is LineReason.BREAKS_SCHEMA


def test_a_consent_of_another_interview_than_is_listed_is_set_aside(ends: Ends) -> None:
    consent = Consent(new_id(), ELSEWHERE, NOON, "be", "1", withdrawn_at=NOON)
    record = entry_of(CONSENT_KIND, consent.id, version(CONSENT_KIND, consent.id, consent), OURS)
    assert set_aside(ends, record) is LineReason.RESTS_ON_OTHERS


def test_a_person_that_is_listed_as_a_place_is_set_aside(ends: Ends) -> None:
    person = Person(new_id(), NOON, "P-1")
    data = version(PERSON_KIND, person.id, person)
    assert set_aside(ends, entry_of(PLACE_KIND, person.id, data)) is LineReason.NOT_AS_LISTED


def test_a_place_that_takes_the_id_of_a_person_here_is_set_aside(ends: Ends) -> None:
    person = ends.office.people.new("P-1", [])
    place = Place(person.id, NOON, (PlaceName("Выдуманае месца"),))
    received = receive_package(
        ends.office,
        Sender(ends).package(
            ends.stick / "x.age",
            [entry_of(PLACE_KIND, person.id, version(PLACE_KIND, person.id, place))],
        ),
    )
    assert [line.reason for line in received.lines] == [LineReason.BREAKS_SCHEMA]
    assert ends.office.people.get(person.id) == person
    assert ends.office.places.find(person.id) is None
