"""What a trusted sender says of our file changes nothing of where it goes, or of what it rests on.

The office has the researcher's photo, and sends an interview of its own with a picture in it, and
that the researcher's photo goes with that picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import WrittenPackage, write_package
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.pictures import make_pictures
from desktop.model.acquisition import ACQUISITION_KIND, Acquisition, acquisition_id
from desktop.model.companion import COMPANION_KIND, companion_id
from desktop.model.consent import Identification, Purpose
from desktop.model.handoff import PackageDocument
from desktop.model.interview import Interview
from desktop.model.media import MEDIA_KIND, Media
from desktop.vault import Vault
from tests.unit.handoff.ends import USE, Vaults, decide, interview, sent, yes
from tests.unit.handoff.receiving.test_whose_word_counts import FAR, said, send
from tests.unit.media.made_files import film, live_jpeg

NAMED = yes(USE, Identification.FULL_NAME)
PHOTO = yes(Purpose.PHOTOGRAPH)


@dataclass
class Met:
    """Our interview and photo, which the office has; and the office's own, which we do not yet."""

    ends: Vaults
    ours: Interview
    photo: Media
    theirs: Interview
    picture: Media

    def they_send(self, *interviews: Interview) -> None:
        """The office sends what is new of these to the researcher."""
        ids = [each.id for each in interviews or (self.ours, self.theirs)]
        to = self.ends.researcher.identity.fingerprint
        plan = plan_package(self.ends.office, to, USE, ids)
        receive_package(
            self.ends.researcher, write_package(self.ends.office, plan, self.ends.stick).path
        )

    def we_send(self, *interviews: Interview) -> PackageDocument:
        """What leaves of these, or of everything, whether it was sent before or not."""
        written: WrittenPackage = self.ends.write(*interviews, again=True)
        receive_package(self.ends.office, written.path)
        return sent(self.ends, written)


@pytest.fixture
def met(ends: Vaults) -> Met:
    ours = told(ends.researcher, "W-001", b"our photo")
    receive_package(ends.office, ends.write().path)
    theirs = told(ends.office, "W-900", b"their picture")
    return Met(ends, ours, file_of(ends.researcher, ours), theirs, file_of(ends.office, theirs))


def told(vault: Vault, code: str, file: bytes) -> Interview:
    """An interview of which everything may go."""
    made = interview(vault, code, files=[file])
    decide(vault, made, NAMED, PHOTO)
    return made


def file_of(vault: Vault, made: Interview) -> Media:
    (attached,) = vault.interviews.attachments(made.id)
    return vault.media.get(attached.media_id)


def grounds_of(document: PackageDocument, media: Media) -> set[str]:
    """The interviews that a package names for an original."""
    return {on for each in document.media if each.media_id == media.id for on in each.grounds}


def resting(vault: Vault, media: Media) -> set[str]:
    return set(vault.outlines.grounds(MEDIA_KIND, [media.id]).get(media.id, ()))


def says(met: Met) -> None:
    met.ends.office.companions.say(met.photo.id, met.picture.id)
    met.they_send()
    assert met.ends.researcher.media.find(met.picture.id), "their picture is here"


def test_their_consent_does_not_hold_our_file_back(met: Met) -> None:
    says(met)
    decide(met.ends.office, met.theirs, NAMED)
    met.they_send(met.theirs)
    assert grounds_of(met.we_send(met.ours), met.photo) == {met.ours.id}


def test_their_interview_stands_in_no_package_as_what_our_file_rests_on(met: Met) -> None:
    says(met)
    document = met.we_send()
    assert {each.interview_id for each in document.consents} == {met.ours.id, met.theirs.id}
    assert grounds_of(document, met.photo) == {met.ours.id}
    assert resting(met.ends.researcher, met.photo) == {met.ours.id}


def test_nor_does_what_they_said_travel_along(met: Met) -> None:
    """Beside what a person here says of the same file, which they cannot replace either."""
    ends = met.ends
    says(met)
    record = companion_id(met.photo.id)
    assert ends.researcher.companions.find(record) is None
    (theirs,) = ends.researcher.versions.head_ids(record)
    side = file_of(ends.researcher, told(ends.researcher, "W-002", b"another photo of ours"))
    assert ends.researcher.companions.say(met.photo.id, side.id)
    document = met.we_send()
    (said,) = (each for each in document.records if each.kind == COMPANION_KIND)
    assert said.version_id != theirs
    ends.office.companions.say(met.photo.id, "")
    met.they_send()
    assert len(ends.researcher.versions.history(record)) > 2, "they said so"
    assert ends.researcher.companions.goes_with(met.photo.id) == side
    (again,) = (each for each in met.we_send().records if each.kind == COMPANION_KIND)
    assert again.version_id == said.version_id


def test_that_our_side_car_goes_with_nothing_is_not_theirs_to_say(met: Met) -> None:
    """Else its picture, which comes later, would hold nothing back any more."""
    ends = met.ends
    ends.office.companions.say(met.photo.id, met.picture.id)
    ends.office.companions.say(met.photo.id, "")
    met.they_send()
    other = file_of(ends.researcher, told(ends.researcher, "W-002", b"the picture"))
    assert ends.researcher.companions.came(met.photo.id, other.id, "name")
    assert ends.researcher.companions.goes_with(met.photo.id) == other


def test_the_same_bytes_under_an_id_of_theirs_change_nothing(met: Met) -> None:
    ends = met.ends
    stranger = told(ends.office, "W-901", b"bytes that we brought in first")
    theirs = file_of(ends.office, stranger)
    ours = told(ends.researcher, "W-002", b"bytes that we brought in first")
    own = file_of(ends.researcher, ours)
    ends.office.companions.say(theirs.id, met.picture.id)
    met.they_send(met.theirs, stranger)
    assert set(ends.researcher.media.ids(own.id)) == {own.id, theirs.id}
    assert met.theirs.id not in resting(ends.researcher, own)
    assert ends.researcher.companions.goes_with(own.id) is None
    assert ends.researcher.companions.with_it(met.picture.id) == ()
    side = file_of(ends.researcher, met.ours)
    assert ends.researcher.companions.say(own.id, side.id)
    assert ends.researcher.companions.goes_with(theirs.id) == side


def test_of_their_own_file_their_word_counts(met: Met) -> None:
    ends = met.ends
    another = told(ends.office, "W-901", b"their side-car")
    side = file_of(ends.office, another)
    ends.office.companions.say(side.id, met.picture.id)
    met.they_send(met.theirs, another)
    assert ends.researcher.companions.goes_with(side.id) == met.picture
    assert met.theirs.id in resting(ends.researcher, side)


def test_who_spoke_first_of_our_file_never_goes_over_what_we_say(ends: Vaults) -> None:
    """The sender goes on from what was said here, as the owner of a record may."""
    photo = file_of(ends.office, told(ends.office, "W-900", b"the office's photo"))
    record = acquisition_id(photo.id)

    def they_say(word: str) -> None:
        body = Acquisition(record, FAR, photo.id, handed_over_by=word)
        heads = ends.office.versions.head_ids(record)
        told_so = said(ACQUISITION_KIND, record, body, heads)
        assert send(ends, ACQUISITION_KIND, record, told_so) == "accepted"

    they_say("Their word")
    ends.office.acquisitions.say([photo.id], {"handed_over_by": "Our word"})
    ends.office.versions.cut(ACQUISITION_KIND, record, "sent")
    they_say("Their last word")
    shown = ends.office.acquisitions.said_of(photo.id)
    assert shown is not None
    assert shown.handed_over_by == "Our word"


def test_who_is_on_our_photo_by_an_interview_of_theirs_is_heard(met: Met) -> None:
    """Not so of captions: who is told of in theirs may be on our photo, and did not agree."""
    ends = met.ends
    ends.office.interviews.attach(met.theirs.id, met.photo.id, "She is on it, too.")
    met.they_send()
    assert resting(ends.researcher, met.photo) == {met.ours.id, met.theirs.id}
    decide(ends.office, met.theirs, NAMED)
    met.they_send(met.theirs)
    assert grounds_of(met.we_send(met.ours), met.photo) == set()


@pytest.mark.parametrize("film_first", [True, False])
def test_a_picture_of_theirs_with_the_number_of_ours_is_joined_to_nothing(
    met: Met, film_first: bool
) -> None:
    """Whoever was sent a live photo knows the number that its film has as well."""
    ends = met.ends
    ours = [MemoryFile("image0.jpg", live_jpeg()), MemoryFile("film.mov", film())]
    if film_first:
        add_files(ends.researcher, ours[1:])
        make_pictures(ends.researcher)
    add_files(ends.office, [MemoryFile("a.jpg", live_jpeg(size=(24, 24)))], met.theirs.id)
    met.they_send()
    make_pictures(ends.researcher)
    add_files(ends.researcher, ours[1:])
    make_pictures(ends.researcher)
    with_it = ends.researcher.companions.with_it
    names = {each.original_name: each for each in ends.researcher.media.all()}
    assert with_it(names["a.jpg"].id) == ()
    add_files(ends.researcher, ours)
    make_pictures(ends.researcher)
    names = {each.original_name: each for each in ends.researcher.media.all()}
    assert with_it(names["image0.jpg"].id) == (names["film.mov"],)


def test_their_set_with_our_photo_in_it_holds_no_file_back(met: Met) -> None:
    ends = met.ends
    ends.office.sets.new("Theirs", [met.photo.id, met.picture.id])
    met.they_send()
    assert ends.researcher.sets.count() == 1
    decide(ends.office, met.theirs, NAMED)
    met.they_send(met.theirs)
    document = met.we_send(met.ours)
    assert grounds_of(document, met.photo) == {met.ours.id}
    assert not [each for each in document.records if each.kind == "set"]
