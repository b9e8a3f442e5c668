"""Which bytes a file has: what is set aside, and what stands under a caption (receiving)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from tests.second_reader import Here, attached, owned
from tests.second_reader.attached import ANOTHER_CAME, FITS, NOT_HERE
from tests.second_reader.held import Attachment, Version

from .sealing import OTHER, SENDER, Signer
from .writer import INTERVIEW, LATER, Draft, interview_body, media_body, outcome_of, uid

BYTES, OTHERS = b"picture", b"another picture"
ONE, TWO = (hashlib.sha256(b).hexdigest() for b in (BYTES, OTHERS))
MINE = owned.new("media", SENDER.fingerprint, bytes(8))
NOBODYS = uid(4)


def _draft(
    media: str = MINE, named: str = ONE, by: Signer = SENDER, interview: str = INTERVIEW
) -> Draft:
    """An interview that names a file, and then the file, described by the sender."""
    draft = Draft()
    draft.add_consent(interview, by)
    body = interview_body(interview, [(media, named)])
    draft.add_record("interview", interview, body, [interview], by=by)
    draft.add_media(BYTES, media, ground=interview)
    return draft


def test_a_file_that_its_interview_names() -> None:
    result = _draft().read()
    assert outcome_of(result, ONE) == ("accepted", "")
    [under] = result.files[INTERVIEW]
    assert (under.standing, under.covered, under.may_be_shown) == (FITS, True, True)


@pytest.mark.parametrize(
    ("draft", "also", "reason"),
    [
        (_draft(named=TWO), [], "other-bytes-named"),
        (_draft(named=""), [], ""),
        (_draft(named=TWO, by=OTHER), [OTHER], ""),
        (_draft(NOBODYS, TWO), [], ""),
        (_draft(owned.new("media", OTHER.fingerprint, bytes(8)), TWO), [], "id-taken"),
        (
            _draft(owned.new("media", OTHER.fingerprint, bytes(8)), TWO, OTHER),
            [OTHER],
            "other-bytes-named",
        ),
        (_draft(owned.new("media", OTHER.fingerprint, bytes(8)), TWO, OTHER), [], "id-taken"),
    ],
    ids=["owner", "none", "another", "nobody's", "not-theirs", "owner-of-id", "waits"],
)
def test_other_bytes(draft: Draft, also: list[Signer], reason: str) -> None:
    """What is shown, by whose id it is, counts; what anybody else names keeps no file out."""
    outcome = "set-aside" if reason else "accepted"
    assert outcome_of(draft.read(also=also), ONE) == (outcome, reason)


def test_one_of_several_interviews_names_these_bytes() -> None:
    draft = _draft(named=TWO)
    first = draft.document["records"][1]
    draft.add_consent(uid(2))
    draft.add_record("interview", uid(2), interview_body(uid(2), [(MINE, ONE)]), [uid(2)])
    assert outcome_of(draft.read(), ONE) == ("set-aside", "other-bytes-named")
    path = f"data/media/{ONE}"
    draft.files[path] = draft.files.pop(path)
    assert outcome_of(draft.read(), ONE) == ("accepted", "")
    assert draft.read().files[first["record_id"]][0].standing == ANOTHER_CAME


def test_only_the_version_that_is_shown_names() -> None:
    draft = _draft(named=TWO)
    before = draft.document["records"][1]["version_id"]
    path = f"data/media/{ONE}"
    octets = draft.files.pop(path)
    more: dict[str, Any] = {"parents": [before]}
    draft.add_record(
        "interview", INTERVIEW, interview_body(files=[(MINE, ONE)]), [INTERVIEW], **more
    )
    draft.files[path] = octets
    assert outcome_of(draft.read(), ONE) == ("accepted", "")


def test_the_order_of_reasons() -> None:
    """Not described goes before other bytes, which go before an id that is taken."""
    draft = _draft(named=TWO)
    here = Here(originals={MINE: "0" * 64})
    assert outcome_of(draft.read(here), ONE)[1] == "other-bytes-named"
    assert outcome_of(_draft().read(here), ONE)[1] == "id-taken"
    elsewhere = Here(originals={uid(9): ONE})
    assert outcome_of(draft.read(elsewhere), ONE)[1] == "other-bytes-named"
    assert outcome_of(_draft().read(elsewhere), ONE) == ("accepted", "")
    described = draft.document["records"].pop()
    path = f"data/records/media/{MINE}/{described['version_id']}.json"
    del draft.files[path]
    assert outcome_of(draft.read(here), ONE)[1] == "not-described"


def test_any_version_that_no_other_goes_on_from_describes() -> None:
    """Of its owner's, where there are any, whatever others built on them."""
    draft = _draft()
    first = draft.document["records"][-1]["version_id"]
    path = f"data/media/{ONE}"
    octets = draft.files.pop(path)
    other = media_body(OTHERS, MINE)
    draft.add_record("media", MINE, other, [INTERVIEW], by=OTHER, parents=[first])
    draft.add_record("media", MINE, other, [INTERVIEW])
    draft.files[path] = octets
    assert outcome_of(draft.read(), ONE) == ("accepted", "")
    draft.files.pop(path)
    draft.add_record("media", MINE, other, [INTERVIEW], parents=[first])
    draft.files[path] = octets
    assert outcome_of(draft.read(), ONE)[1] == "not-described"


@pytest.mark.parametrize("named", [ONE.upper(), ONE[:-1], None])
def test_a_hash_in_another_spelling_does_not_fit(named: Any) -> None:
    result = _draft(named=named).read()
    assert [v.reason for v in result.records] == ["", "kept-unread", ""]
    assert result.files == {}


def test_one_photo_known_by_two_ids() -> None:
    draft = _draft()
    second = owned.new("media", SENDER.fingerprint, bytes(7) + b"2")
    draft.add_record("media", second, media_body(BYTES, second), [INTERVIEW])
    draft.add_consent(uid(2))
    draft.add_record("interview", uid(2), interview_body(uid(2), [(second, ONE)]), [uid(2)])
    assert draft.read().files[uid(2)][0].standing == FITS


@pytest.mark.parametrize(
    ("named", "originals", "standing"),
    [
        (ONE, {MINE: ONE}, FITS),
        ("", {MINE: ONE}, FITS),
        (ONE, {MINE: TWO}, ANOTHER_CAME),
        (ONE, {NOBODYS: ONE}, NOT_HERE),
        (ONE, {MINE: TWO, NOBODYS: ONE}, ANOTHER_CAME),
        ("", {}, NOT_HERE),
    ],
)
def test_under_a_caption(named: str, originals: dict[str, str], standing: str) -> None:
    names = attached.names_here(originals, ())
    assert attached.standing(Attachment(MINE, named), names) == standing


def test_the_names_of_an_original() -> None:
    """That under which it came, and those whose owners say it; not what is not here."""
    names = attached.names_here({MINE: ONE, NOBODYS: TWO}, [(MINE, TWO), (uid(7), "0" * 64)])
    assert names == {MINE: {ONE, TWO}, NOBODYS: {TWO}}


@pytest.mark.parametrize(
    ("by", "standing"),
    [([SENDER], FITS), ([OTHER], NOT_HERE), ([SENDER, OTHER], FITS), ([OTHER, SENDER], FITS)],
    ids=["owner", "another", "both", "both-other-order"],
)
def test_only_its_owner_gives_an_original_another_name(by: list[Signer], standing: str) -> None:
    draft = _draft()
    second = owned.new("media", SENDER.fingerprint, bytes(7) + b"2")
    for signer in by:
        octets = BYTES if signer is SENDER or len(by) == 1 else OTHERS
        draft.add_record("media", second, media_body(octets, second), [INTERVIEW], by=signer)
    draft.add_consent(uid(2))
    draft.add_record("interview", uid(2), interview_body(uid(2), [(second, ONE)]), [uid(2)])
    assert draft.read(also=[OTHER]).files[uid(2)][0].standing == standing


def test_its_owners_newest_version_names_an_original() -> None:
    draft = _draft()
    second = owned.new("media", SENDER.fingerprint, bytes(7) + b"2")
    draft.add_record("media", second, media_body(BYTES, second), [INTERVIEW])
    more: dict[str, Any] = {"created_at": LATER}
    draft.add_record("media", second, media_body(OTHERS, second), [INTERVIEW], **more)
    draft.add_consent(uid(2))
    draft.add_record("interview", uid(2), interview_body(uid(2), [(second, ONE)]), [uid(2)])
    assert draft.read().files[uid(2)][0].standing == NOT_HERE


@pytest.mark.parametrize(
    ("owner", "reason"), [(SENDER, "other-bytes-named"), (OTHER, "")], ids=["owner's", "another's"]
)
def test_an_interview_is_its_owners_whoever_edited_it_here(owner: Signer, reason: str) -> None:
    """Not only by whom the version that is shown is."""
    interview = owned.new("interview", owner.fingerprint, bytes(8))
    draft = _draft(named=TWO, by=OTHER, interview=interview)
    assert outcome_of(draft.read(also=[OTHER]), ONE)[1] == reason
    draft = _draft(named="", by=OTHER, interview=interview)
    assert outcome_of(draft.read(also=[OTHER]), ONE)[1] == ""


def test_what_a_seal_covers() -> None:
    files = (Attachment(MINE, ""), Attachment(NOBODYS, ONE))
    version = Version("v", "interview", INTERVIEW, SENDER.fingerprint, files=files)
    covered = [u.covered for u in attached.under_captions(version, {})]
    assert covered == [True, True]
    sealed = replace(version, sealed=True)
    assert [u.covered for u in attached.under_captions(sealed, {})] == [False, True]


def test_what_an_original_rests_on() -> None:
    """Every interview that names its id, whatever hash stands beside it."""
    draft = _draft(named=TWO)
    draft.add_consent(uid(2), OTHER)
    body = interview_body(uid(2), [(MINE, "")])
    draft.add_record("interview", uid(2), body, [uid(2)], by=OTHER)
    assert attached.rests_on(MINE, draft.read().here.held) == {INTERVIEW, uid(2)}


def test_what_is_sealed_is_seen_as_such() -> None:
    draft = Draft()
    draft.add_consent()
    body = interview_body(files=[(MINE, "")], state="sealed")
    draft.add_record("interview", INTERVIEW, body, [INTERVIEW])
    assert INTERVIEW not in draft.read().shown
    item = draft.add_record("interview", INTERVIEW, body, [INTERVIEW], SENDER, salt="1" * 32)
    result = draft.read()
    assert result.shown[INTERVIEW] == item
    assert [u.covered for u in result.files[INTERVIEW]] == [False]
