"""Which bytes stand under a caption: an interview names them, whoever sends others under their id.

Who sends them here has everything but the photo: a card that is trusted, and the owner's key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop import canonical
from desktop.handoff.format import layout
from desktop.handoff.receiving.receive import receive_package
from desktop.model.attached import Held, held_as
from desktop.model.consent import Purpose
from desktop.model.handoff import MediaEntry
from desktop.model.interview import INTERVIEW_KIND, Interview
from desktop.model.media import MEDIA_KIND, Attachment, Media
from desktop.model.owned_id import new_owned_id
from desktop.model.version import VersionDocument
from desktop.reports.beyond import beyond_consent
from desktop.reports.load import load_summary
from desktop.vault import Vault
from desktop.vault.file.check_messages import findings
from tests.homes.either import EitherHome
from tests.unit.handoff.ends import USE, Ends, Vaults, add_file, decide, interview, yes
from tests.unit.handoff.forge import NOON, sha256
from tests.unit.handoff.receiving.test_turned_sender import ORDERS, give
from tests.unit.handoff.receiving.test_whose_word_counts import FAR, said, send
from tests.unit.handoff.sender import Sender, agreed_to, entry_of, signed

pytestmark = pytest.mark.rare

PHOTO, OTHER = b"the photo that was read back and sealed", b"another photo"


def named(home: EitherHome, made: Interview) -> Attachment:
    """The one file of an interview, as it is shown."""
    (attached,) = home.interviews.attachments(made.id)
    return attached


def held(home: EitherHome, made: Interview) -> Held:
    """What is here in its place."""
    attached = named(home, made)
    return held_as(attached, home.media.find(attached.media_id))


def swap(ends: Ends, media_id: str, made: Interview, data: bytes = OTHER) -> str:
    """What the office says of an original that somebody who holds the researcher's key sends under
    the id of a photo, with a record of it that is newer than any."""
    sender, key = Sender(ends), ends.researcher.identity
    digests = sha256(data), hashlib.sha512(data).hexdigest()
    body = Media(media_id, NOON, *digests, len(data), "x.jpg", "image/jpeg")
    document = VersionDocument(
        MEDIA_KIND, media_id, (), key.fingerprint, FAR, "sent", "0" * 32, canonical.to_plain(body)
    )
    record = canonical.encode(document)
    entries, authors = signed(
        [entry_of(MEDIA_KIND, media_id, record, made.id)], {sha256(record): key.author(record)}
    )
    sound = replace(
        sender.document,
        recipients=(ends.office.identity.party(),),
        records=entries,
        authors=authors,
        media=(MediaEntry(media_id, digests[0], len(data), (made.id,)),),
        consents=agreed_to(sender.document.consents[0], made.id),
    )
    payload = {
        layout.DOCUMENT: canonical.encode(sound),
        layout.record_path(entries[0]): record,
        layout.CUSTODY: b"",
        layout.media_path(digests[0]): data,
    }
    path = sender.write(ends.stick / "swap.age", sender.entries(payload, sound.package_id))
    (line,) = receive_package(ends.office, path).receipt.media
    return line.reason or line.outcome.value


def only_the_account(ends: Ends, *, sealed: bool = True) -> Interview:
    """An interview at the office whose photo stayed; its photo may go by now."""
    made = interview(ends.researcher, files=[PHOTO])
    decide(ends.researcher, made, yes(Purpose.KEEP), yes(USE))
    if sealed:
        ends.researcher.interviews.seal(made.id)
    receive_package(ends.office, ends.write().path)
    decide(ends.researcher, made, yes(Purpose.KEEP), yes(USE), yes(Purpose.PHOTOGRAPH))
    return made


def test_who_attaches_a_file_names_its_bytes(ends: Ends) -> None:
    made = interview(ends.researcher, files=[PHOTO])
    assert named(ends.researcher, made).sha256 == sha256(PHOTO)
    assert sha256(PHOTO).encode() in ends.researcher.interviews.seal(made.id).data


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "open"])
def test_no_other_file_comes_in_the_place_of_one_that_is_named(ends: Ends, sealed: bool) -> None:
    made = only_the_account(ends, sealed=sealed)
    media_id = named(ends.office, made).media_id
    assert swap(ends, media_id, made) == "other-bytes-named"
    assert held(ends.office, made) is Held.AWAY
    lines = receive_package(ends.office, ends.write(again=True).path).receipt.media
    assert [line.outcome.value for line in lines] == ["accepted"]
    assert held(ends.office, made) is Held.SAME
    assert ends.office.media.get(media_id).sha256 == sha256(PHOTO)


@pytest.mark.parametrize("how", ["saved", "cut", "restored"])
def test_an_edit_here_takes_no_hash_from_whose_photo_it_is(ends: Ends, how: str) -> None:
    """Who corrects a code is the author of what is shown, and of none of its files."""
    made = only_the_account(ends, sealed=False)
    media_id = named(ends.office, made).media_id
    ends.office.interviews.save(replace(ends.office.interviews.get(made.id), code="W-HERE"))
    if how != "saved":
        ends.office.versions.cut(INTERVIEW_KIND, made.id, "sent")
    if how == "restored":
        give(ends, (INTERVIEW_KIND, made.id))
        ends.office.interviews.save(replace(ends.office.interviews.get(made.id), code="W-001"))
    assert swap(ends, media_id, made) == "other-bytes-named"
    here = add_file(ends.office, OTHER)
    assert swap(ends, media_id, made) == "other-bytes-named"
    assert ends.office.media.find(media_id) is None
    receive_package(ends.office, ends.write(again=True).path)
    assert held(ends.office, made) is Held.SAME
    assert ends.office.media.get(here.id).sha256 == sha256(OTHER)


def test_nor_does_one_that_is_here_under_another_id(ends: Ends) -> None:
    """The bytes are not sent at all: only a record that says that the id names them."""
    made = only_the_account(ends)
    media_id = named(ends.office, made).media_id
    here = add_file(ends.office, OTHER)
    assert swap(ends, media_id, made) == "other-bytes-named"
    assert ends.office.media.find(media_id) is None
    assert ends.office.media.get(here.id).sha256 == sha256(OTHER)


def swapped_first(ends: Ends) -> Interview:
    """An interview at the office in the place of whose photo another one came before it."""
    made = interview(ends.researcher, files=[PHOTO])
    assert swap(ends, named(ends.researcher, made).media_id, made) == "accepted"
    ends.researcher.interviews.seal(made.id)
    lines = receive_package(ends.office, ends.write().path).receipt.media
    assert [line.reason for line in lines] == ["id-taken"]
    return made


def test_a_file_that_came_first_stands_under_no_caption(ends: Ends) -> None:
    made = swapped_first(ends)
    assert held(ends.office, made) is Held.ANOTHER
    assert list(ends.office.outlines.following(MEDIA_KIND, [made.id])) == []
    taken = named(ends.office, made).media_id
    assert made.id in ends.office.outlines.grounds(MEDIA_KIND, [taken])[taken]


def test_nor_is_it_printed_and_a_check_names_the_interview(ends: Vaults) -> None:
    made = swapped_first(ends)
    (file,) = load_summary(ends.office, made.id).files
    assert (file.media, file.held, file.picture) == (None, Held.ANOTHER, b"")
    assert (file.named, file.caption) == (sha256(PHOTO), "invented")
    assert beyond_consent(ends.office, made.id, with_name=False) is None
    report = ends.office.check()
    assert report.intact
    assert [made.code in each for each in report.mistaken] == [True]
    assert made.code in "".join(findings(report))
    assert ends.researcher.check().mistaken == ()


def test_the_same_file_is_attached_beside_another_of_its_id(ends: Vaults) -> None:
    """Where the id names another file here, somebody may still attach that one."""
    made = interview(ends.researcher, files=[PHOTO])
    swap(ends, named(ends.researcher, made).media_id, made)
    receive_package(ends.office, ends.write().path)
    first = named(ends.office, made)
    added = ends.office.interviews.attach(made.id, first.media_id, "the other")
    assert (added.media_id, added.sha256) == (first.media_id, sha256(OTHER))
    assert ends.office.interviews.attach(made.id, first.media_id) == added
    assert ends.office.interviews.attachments(made.id) == (first, added)
    files = ends.office.outlines.following(MEDIA_KIND, [made.id])
    assert [each.sha256 for each in files] == [sha256(OTHER)]


@ORDERS
def test_what_another_names_keeps_nobody_s_photo_out(ends: Ends, first: bool) -> None:
    """A second trusted sender names other bytes for the photo, in a version of the researcher's
    interview and in an interview of its own."""
    made = interview(ends.researcher, files=[PHOTO])
    attached = named(ends.researcher, made)
    document = ends.researcher.interviews.document(made.id)
    lie = replace(document, attachments=(replace(attached, sha256=sha256(OTHER)),))

    def lies() -> None:
        send(ends, INTERVIEW_KIND, made.id, said(INTERVIEW_KIND, made.id, lie))
        own = replace(lie, interview=replace(lie.interview, id=Sender(ends).grounds[0]))
        send(ends, INTERVIEW_KIND, own.interview.id, said(INTERVIEW_KIND, own.interview.id, own))

    if first:
        lies()
    lines = receive_package(ends.office, ends.write().path).receipt.media
    assert [line.outcome.value for line in lines] == ["accepted"]
    if not first:
        lies()
    assert held(ends.office, made) is Held.SAME


def test_a_hash_shows_no_file_of_another_id(ends: Ends) -> None:
    """Somebody names the bytes of another's photo under an id of its own."""
    made = interview(ends.researcher, files=[PHOTO])
    receive_package(ends.office, ends.write().path)
    interview_id, own = Sender(ends).grounds[0], interview(ends.researcher, "W-9")
    stolen = Attachment("a-1", own.id, "mine", sha256(PHOTO))
    lie = replace(
        ends.office.interviews.document(made.id),
        interview=replace(own, id=interview_id),
        attachments=(stolen,),
    )
    send(ends, INTERVIEW_KIND, interview_id, said(INTERVIEW_KIND, interview_id, lie))
    assert ends.office.interviews.attachments(interview_id) == (stolen,)
    assert ends.office.media.find(own.id) is None
    assert list(ends.office.outlines.following(MEDIA_KIND, [interview_id])) == []


@pytest.mark.parametrize("here", [False, True], ids=["new", "here"])
def test_a_receipt_tells_no_sender_which_photos_lie_here(ends: Ends, here: bool) -> None:
    """Who holds a copy of somebody's photo sends it, in whatever way, to hear whether it is."""
    if here:
        add_file(ends.office, OTHER)
    made = interview(ends.researcher, files=[PHOTO])
    media_id = named(ends.researcher, made).media_id
    taken = new_owned_id(ends.researcher.identity.fingerprint, MEDIA_KIND)
    assert swap(ends, taken, made) == "accepted"
    assert swap(ends, new_owned_id("SHA256:nobody", MEDIA_KIND), made) == "id-taken"
    receive_package(ends.office, ends.write().path)
    assert swap(ends, media_id, made) == "other-bytes-named"


UPPER: Callable[[str], str] = str.upper


@pytest.mark.parametrize(
    "change", [UPPER, lambda _sha: "0" * 63, lambda sha: sha + "\n"], ids=["upper", "short", "line"]
)
def test_a_hash_in_another_spelling_is_laid_nowhere(
    ends: Ends, change: Callable[[str], str]
) -> None:
    made = interview(ends.researcher, files=[PHOTO])
    attached = replace(named(ends.researcher, made), sha256=change(sha256(PHOTO)))
    body = replace(ends.researcher.interviews.document(made.id), attachments=(attached,))
    data = said(INTERVIEW_KIND, made.id, body)
    assert send(ends, INTERVIEW_KIND, made.id, data) == "kept-unread"
    give(ends, (INTERVIEW_KIND, made.id))
    assert named(ends.office, made) == named(ends.researcher, made)


@ORDERS
def test_nobody_else_takes_the_hash_away(ends: Ends, first: bool) -> None:
    """An older program, or who plays one, sends the interview without hashes."""
    made = interview(ends.researcher, files=[PHOTO])
    body = replace(
        ends.researcher.interviews.document(made.id),
        attachments=(replace(named(ends.researcher, made), sha256=""),),
    )
    if first:
        send(ends, INTERVIEW_KIND, made.id, said(INTERVIEW_KIND, made.id, body))
    receive_package(ends.office, ends.write().path)
    if not first:
        send(ends, INTERVIEW_KIND, made.id, said(INTERVIEW_KIND, made.id, body))
    assert named(ends.office, made) == named(ends.researcher, made)


def test_a_seal_covers_what_was_attached_before_hashes_were(ends: Vaults) -> None:
    vault: Vault = ends.researcher
    made = interview(vault, files=[PHOTO])
    older = replace(named(vault, made), sha256="")
    vault.interviews.save_attachments(made.id, [older])
    assert held(vault, made) is Held.SAME
    assert load_summary(vault, made.id).files[0].named == ""
    vault.interviews.seal(made.id)
    assert named(vault, made).sha256 == sha256(PHOTO)
