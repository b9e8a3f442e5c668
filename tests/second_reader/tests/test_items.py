"""What becomes of single items (page, Reading 2 and 3, Receipt)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.second_reader import Here, Result, limits, owned
from tests.second_reader.result import Verdict

from .sealing import OTHER, SENDER, Signer
from .writer import (
    CONSENT,
    INTERVIEW,
    LATER,
    LATEST,
    MEDIA,
    MOMENT,
    PLACE,
    Draft,
    consent_body,
    dump,
    event,
    full,
    interview_body,
    media_body,
    uid,
    version,
)


def _place(**more: Any) -> dict[str, Any]:
    return {"id": PLACE, "created_at": MOMENT, **more}


def _of(result: Result, item: str) -> tuple[str, str]:
    lines = {v.item: v for v in (*result.records, *result.media)}
    assert result.refused == ""
    return lines[item].outcome, lines[item].reason


UNREAD = "kept-unread"
PLACES: dict[str, tuple[str, bytes]] = {
    "unknown-field": ("", dump(version("place", PLACE, _place(zzz=1)))),
    "missing-field": (UNREAD, dump(version("place", PLACE, {"id": PLACE}))),
    "version-0": ("breaks-schema", dump(version("place", PLACE, _place(), version=0))),
    "version-2": (UNREAD, dump(version("place", PLACE, _place(), version=2))),
    "needs": (UNREAD, dump(version("place", PLACE, _place(), needs=["masks"]))),
    "shown": (UNREAD, dump(version("place", PLACE, _place(), shown_as="initials"))),
    "derived": (UNREAD, dump(version("place", PLACE, _place(), derived_from=uid(6)))),
    "closes": (UNREAD, dump(version("place", PLACE, _place(), closes={"interviews": []}))),
    "space": ("breaks-schema", dump(version("place", PLACE, _place())) + b"\n"),
    "empty": ("breaks-schema", b""),
    "parents": (
        "breaks-schema",
        dump(version("place", PLACE, _place(), parents=["1" * 64, "0" * 64])),
    ),
    "coordinates": (UNREAD, dump(version("place", PLACE, _place(coordinates=1)))),
    "part-of-lf": (UNREAD, dump(version("place", PLACE, _place(part_of="a\n")))),
    "record-id": ("not-as-listed", dump(version("place", uid(6), _place(id=uid(6))))),
    "body-id": ("breaks-schema", dump(version("place", PLACE, _place(id=uid(6))))),
    "kind": ("not-as-listed", dump(version("interview", PLACE, interview_body(PLACE)))),
    "good": ("", dump(version("place", PLACE, _place()))),
}


def test_a_record_under_the_id_of_another_kind() -> None:
    marked = owned.consent_of(INTERVIEW)
    octets = dump(version("place", marked, _place(id=marked)))
    draft = Draft()
    item = draft.add_record("place", marked, None, [], octets=octets)
    assert _of(draft.read(), item) == ("set-aside", "breaks-schema")


@pytest.mark.parametrize("name", PLACES)
def test_record(name: str) -> None:
    reason, octets = PLACES[name]
    draft = Draft()
    item = draft.add_record("place", PLACE, None, [], octets=octets)
    outcome = "accepted" if reason in ("", UNREAD) else "set-aside"
    assert _of(draft.read(), item) == (outcome, reason)


def _other_octets(draft: Draft, item: str) -> None:
    draft.files[f"data/seals/{item}.sig"] = SENDER.sign("seal@skrynia", b"other")


def _other_namespace(draft: Draft, item: str) -> None:
    octets = draft.files[f"data/records/place/{PLACE}/{item}.json"]
    draft.files[f"data/seals/{item}.sig"] = SENDER.sign("package@skrynia", octets)


def _sha256(draft: Draft, item: str) -> None:
    octets = draft.files[f"data/records/place/{PLACE}/{item}.json"]
    draft.files[f"data/seals/{item}.sig"] = SENDER.sign("seal@skrynia", octets, "sha256")


def _by_other(draft: Draft, item: str) -> None:
    octets = draft.files[f"data/records/place/{PLACE}/{item}.json"]
    draft.files[f"data/seals/{item}.sig"] = OTHER.sign("seal@skrynia", octets)


def _none(draft: Draft, item: str) -> None:
    draft.files[f"data/seals/{item}.sig"] = b"none"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_other_octets, "seal-does-not-hold"),
        (_other_namespace, "seal-does-not-hold"),
        (_none, "seal-does-not-hold"),
        (_by_other, "sealed-by-another"),
        (_sha256, ""),
    ],
)
def test_seal(change: Callable[[Draft, str], None], reason: str) -> None:
    draft = Draft()
    item = draft.add_record("place", PLACE, _place(), [])
    change(draft, item)
    assert _of(draft.read(), item)[1] == reason


def _by(draft: Draft, author: Signer, signed_by: Signer) -> str:
    """A place by an author, under a signature that stands for author's."""
    octets = dump(version("place", PLACE, _place(), author=author.fingerprint))
    item = draft.add_record("place", PLACE, None, [], author, octets)
    signature = signed_by.raw("version@skrynia", octets)
    draft.document["records"][0].update(signature=signature)
    draft.document["authors"] = [author.line]
    return item


def test_a_third_persons_version() -> None:
    draft = Draft()
    item = _by(draft, OTHER, OTHER)
    assert _of(draft.read(), item) == ("accepted", "waits-for-card")


def test_a_third_persons_version_signed_by_the_sender() -> None:
    draft = Draft()
    item = _by(draft, OTHER, SENDER)
    assert _of(draft.read(), item) == ("set-aside", "not-signed")


def test_a_consent_about_an_interview_not_listed_for_it() -> None:
    draft = Draft()
    item = draft.add_record("consent", CONSENT, consent_body(uid(7)), [INTERVIEW])
    assert _of(draft.read(), item) == ("set-aside", "rests-on-others")


def test_a_consent_that_moves() -> None:
    draft = Draft()
    other = owned.consent_of(uid(7))
    item = draft.add_record("consent", other, consent_body(consent=other), [INTERVIEW])
    assert _of(draft.read(), item) == ("set-aside", "rests-on-others")
    draft = Draft()
    gone = consent_body(consent=other, withdrawn_at=LATER)
    item = draft.add_record("consent", other, gone, [INTERVIEW])
    assert _of(draft.read(), item) == ("accepted", "withdrawn")
    assert draft.read().closed == {INTERVIEW}


@pytest.mark.parametrize("names", [False, True])
def test_only_a_consent_that_names_a_withdrawal_opens_again(names: bool) -> None:
    """Whatever its date."""
    draft = Draft()
    gone = draft.add_record("consent", CONSENT, consent_body(withdrawn_at=LATER), [INTERVIEW])
    again = consent_body(given_at=LATEST)
    parents = [gone] if names else []
    octets = dump(version("consent", CONSENT, again, parents=parents))
    draft.add_record("consent", CONSENT, None, [INTERVIEW], octets=octets)
    assert draft.read().closed == (set() if names else {INTERVIEW})


def test_what_a_newer_program_decided_closes() -> None:
    draft = Draft()
    closes = {"interviews": [INTERVIEW], "withdrawn_at": None, "erased_at": None}
    octets = dump(version("consent", CONSENT, {"new": 1}, closes=closes, needs=["masks"]))
    item = draft.add_record("consent", CONSENT, None, [INTERVIEW], octets=octets)
    assert _of(draft.read(), item) == ("accepted", UNREAD)
    assert draft.read().closed == {INTERVIEW}


@pytest.mark.parametrize("withdrawn", [None, LATER], ids=["open", "withdrawn"])
def test_what_a_newer_program_decided_closes_although_it_names_no_interview(
    withdrawn: dict[str, Any] | None,
) -> None:
    draft = Draft()
    draft.add_interview()
    body = {"withdrawn_at": withdrawn}
    octets = dump(version("consent", CONSENT, body, needs=["masks"]))
    item = draft.add_record("consent", CONSENT, None, [INTERVIEW], octets=octets)
    assert _of(draft.read(), item) == ("accepted", "withdrawn" if withdrawn else UNREAD)
    assert draft.read().closed == {INTERVIEW}


@pytest.mark.parametrize("more", [None, {"size": 4}], ids=["none", "size"])
def test_an_original_that_nothing_describes(more: dict[str, Any] | None) -> None:
    draft = Draft()
    draft.add_interview()
    if more is not None:
        draft.add_record("media", MEDIA, {**media_body(b"one"), **more}, [INTERVIEW])
    item = draft.add_media(b"one", described=False)
    assert _of(draft.read(), item) == ("set-aside", "not-described")


def test_what_is_here_already() -> None:
    draft = full()
    first = draft.read()
    media = {m.media_id: m.sha256 for m in first.document.media} if first.document else {}
    again = draft.read(Here(frozenset(v.item for v in first.records), media))
    assert {v.outcome for v in (*again.records, *again.media)} == {"already-there"}
    taken = draft.read(Here(originals={MEDIA: "0" * 64}))
    assert taken.media == (Verdict(first.media[0].item, "set-aside", "id-taken"),)


EVENTS: dict[str, tuple[str, bytes]] = {
    "good": ("", dump(event(1, "place", PLACE)) + b"\n"),
    "head": ("custody-behind-head", dump(event(100, "place", PLACE)) + b"\n"),
    "after": ("custody-behind-head", dump(event(101, "place", PLACE)) + b"\n"),
    "agent": (
        "custody-of-another",
        dump(event(1, "place", PLACE, agent=OTHER.fingerprint)) + b"\n",
    ),
    "other": ("custody-not-in-package", dump(event(1, "place", uid(9))) + b"\n"),
    "hash": ("custody-altered", dump({**event(1, "place", PLACE), "seq": 2}) + b"\n"),
    "unknown-field": ("custody-breaks-schema", dump(event(1, "place", PLACE, zzz=1)) + b"\n"),
    "no-lf": ("", dump(event(1, "place", PLACE))),
    "empty": ("custody-breaks-schema", b"\n"),
    "not-json": ("custody-breaks-schema", b"\xff\n"),
    "detail": ("custody-breaks-schema", dump(event(1, "place", PLACE, detail={"a": 1})) + b"\n"),
}


@pytest.mark.parametrize("name", EVENTS)
def test_custody(name: str) -> None:
    reason, octets = EVENTS[name]
    draft = Draft()
    draft.add_record("place", PLACE, _place(), [])
    draft.events = [octets, b""]
    assert [row.reason for row in draft.read().custody] == [reason]


def test_the_head_itself() -> None:
    draft = Draft()
    draft.add_record("place", PLACE, _place(), [])
    head = event(100, "place", PLACE)
    draft.document["custody_head"]["hash"] = head["hash"]
    draft.events = [dump(head) + b"\n"]
    assert [row.reason for row in draft.read().custody] == [""]


def test_long_lines_and_very_many() -> None:
    draft = Draft()
    draft.add_record("place", PLACE, _place(), [])
    good = dump(event(1, "place", PLACE)) + b"\n"
    draft.events = [b"x" * (2 * limits.EVENT + 1) + b"\n", good]
    assert [r.reason for r in draft.read().custody] == ["custody-breaks-schema"] * 3 + [""]
    draft.events = [b"x\n" * 1003, good]
    result = draft.read()
    assert len(result.custody) == 1001
    assert (result.custody[-1].reason, result.custody_further) == ("", 3)
