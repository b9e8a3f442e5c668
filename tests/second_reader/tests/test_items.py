"""What becomes of single items (receiving)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.second_reader import Here, owned
from tests.second_reader.result import Verdict

from .sealing import OTHER, SENDER, Signer
from .writer import (
    CONSENT,
    INTERVIEW,
    LATER,
    MEDIA,
    MOMENT,
    PLACE,
    Draft,
    consent_body,
    dump,
    full,
    interview_body,
    media_body,
    outcome_of,
    uid,
    version,
)


def _place(**more: Any) -> dict[str, Any]:
    return {"id": PLACE, "created_at": MOMENT, **more}


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
    "closes-other-id": (
        UNREAD,
        dump(version("place", PLACE, _place(id=uid(6)), closes={"interviews": []})),
    ),
    "needs-other-id": (UNREAD, dump(version("place", PLACE, _place(id=uid(6)), needs=["masks"]))),
    "kind-nel": (UNREAD, dump(version("place", PLACE, _place(kind="a\u0085b")))),
    "address-lf": ("", dump(version("place", PLACE, _place(address="a\nb")))),
    "reason-lf": ("", dump(version("place", PLACE, _place(), reason="a\nb\u2028c"))),
    "needs-lf": ("breaks-schema", dump(version("place", PLACE, _place(), needs=["a\nb"]))),
    "shown-as-lf": ("breaks-schema", dump(version("place", PLACE, _place(), shown_as="a\u2029"))),
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


@pytest.mark.parametrize("name", PLACES)
def test_record(name: str) -> None:
    reason, octets = PLACES[name]
    draft = Draft()
    item = draft.add_record("place", PLACE, None, [], octets=octets)
    outcome = "accepted" if reason in ("", UNREAD) else "set-aside"
    assert outcome_of(draft.read(), item) == (outcome, reason)


def _seal(draft: Draft, item: str, octets: bytes) -> None:
    """Before the record that it closes."""
    draft.files = {f"data/seals/{item}.sig": octets, **draft.files}


def _other_octets(draft: Draft, item: str) -> None:
    _seal(draft, item, SENDER.sign("seal@skrynia", b"other"))


def _other_namespace(draft: Draft, item: str) -> None:
    octets = draft.files[f"data/records/place/{PLACE}/{item}.json"]
    _seal(draft, item, SENDER.sign("package@skrynia", octets))


def _sha256(draft: Draft, item: str) -> None:
    octets = draft.files[f"data/records/place/{PLACE}/{item}.json"]
    _seal(draft, item, SENDER.sign("seal@skrynia", octets, "sha256"))


def _by_other(draft: Draft, item: str) -> None:
    octets = draft.files[f"data/records/place/{PLACE}/{item}.json"]
    _seal(draft, item, OTHER.sign("seal@skrynia", octets))


def _none(draft: Draft, item: str) -> None:
    _seal(draft, item, b"none")


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
    assert outcome_of(draft.read(), item)[1] == reason


@pytest.mark.parametrize("signer", [SENDER, OTHER])
def test_a_seal_behind_its_record_counts_for_nothing(signer: Signer) -> None:
    draft = Draft()
    draft.add_consent()
    body = interview_body(state="sealed")
    item = draft.add_record("interview", INTERVIEW, body, [INTERVIEW])
    path = f"data/records/interview/{INTERVIEW}/{item}.json"
    seal = signer.sign("seal@skrynia", draft.files[path])
    draft.files[f"data/seals/{item}.sig"] = seal
    result = draft.read()
    assert outcome_of(result, item) == ("accepted", "")
    assert INTERVIEW not in result.shown
    draft.files[path] = draft.files.pop(path)
    expected = ("accepted", "") if signer is SENDER else ("set-aside", "sealed-by-another")
    assert outcome_of(draft.read(), item) == expected


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
    assert outcome_of(draft.read(), item) == ("accepted", "waits-for-card")


def test_a_third_persons_version_signed_by_the_sender() -> None:
    draft = Draft()
    item = _by(draft, OTHER, SENDER)
    assert outcome_of(draft.read(), item) == ("set-aside", "not-signed")


OWN_PLACE = owned.new("place", SENDER.fingerprint, bytes(8))


@pytest.mark.parametrize("kind", ["person", "session"])
def test_an_id_of_another_kind(kind: str) -> None:
    draft = Draft()
    draft.add_consent()
    body = {"id": OWN_PLACE, "created_at": MOMENT, "code": "P"}
    item = draft.add_record(kind, OWN_PLACE, body, [INTERVIEW])
    assert outcome_of(draft.read(), item) == ("set-aside", "breaks-schema")


def test_a_record_under_two_kinds() -> None:
    """Of an id that says nothing the first kind stays; of a kind whose mark fits, both do."""
    draft = Draft()
    draft.add_consent()
    draft.add_record("place", PLACE, _place(), [])
    item = draft.add_record("session", PLACE, {}, [INTERVIEW])
    assert outcome_of(draft.read(), item) == ("set-aside", "breaks-schema")
    draft = Draft()
    draft.add_consent()
    forged = next(k for k in _kinds() if owned.mark(k) == owned.mark("place"))
    draft.add_record(forged, OWN_PLACE, {}, [INTERVIEW])
    place = draft.add_record("place", OWN_PLACE, _place(id=OWN_PLACE), [])
    assert outcome_of(draft.read(), place) == ("accepted", "")


def _kinds() -> Iterator[str]:
    """Names of kinds that nobody knows."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return ("x" + "".join(name) for name in itertools.product(letters, repeat=3))


def test_ids_in_lists_that_are_not_known_are_read_past() -> None:
    draft = Draft()
    draft.add_consent()
    odd = {"zzz": [{"id": [1]}, {"id": [1]}]}
    item = draft.add_record("interview", INTERVIEW, {**interview_body(), **odd}, [INTERVIEW])
    assert outcome_of(draft.read(), item) == ("accepted", "")
    twice = interview_body()
    twice["utterances"] *= 2
    other = draft.add_record("interview", INTERVIEW, twice, [INTERVIEW])
    assert outcome_of(draft.read(), other) == ("set-aside", "breaks-schema")


@pytest.mark.parametrize("more", [None, {"size": 4}], ids=["none", "size"])
def test_an_original_that_nothing_describes(more: dict[str, Any] | None) -> None:
    draft = Draft()
    draft.add_interview()
    if more is not None:
        draft.add_record("media", MEDIA, {**media_body(b"one"), **more}, [INTERVIEW])
    item = draft.add_media(b"one", described=False)
    assert outcome_of(draft.read(), item) == ("set-aside", "not-described")


def test_what_is_here_already() -> None:
    draft = full()
    first = draft.read()
    media = {m.media_id: m.sha256 for m in first.document.media} if first.document else {}
    for here in (Here(frozenset(v.item for v in first.records), media), first.here):
        again = draft.read(here)
        assert {v.outcome for v in again.records} == {"already-there"}
    assert {v.outcome for v in again.media} == {"accepted"}
    taken = draft.read(Here(originals={MEDIA: "0" * 64}))
    assert taken.media == (Verdict(first.media[0].item, "set-aside", "id-taken"),)


def test_what_speaks_against_an_item_goes_before_its_being_here() -> None:
    draft = Draft()
    item = draft.add_record("place", PLACE, _place(), [])
    here = replace(draft.read().here, packages={})
    _none(draft, item)
    assert outcome_of(draft.read(here), item) == ("set-aside", "seal-does-not-hold")
    draft.document["records"][0].update(signature=SENDER.raw("seal@skrynia", b""))
    assert outcome_of(draft.read(here), item) == ("set-aside", "not-signed")


def test_what_is_said_again() -> None:
    draft = Draft()
    draft.add_record("consent", CONSENT, consent_body(withdrawn_at=LATER), [INTERVIEW])
    draft.add_record("place", PLACE, _place(), [], needs=["masks"])
    first = draft.read()
    assert [v.reason for v in first.records] == ["withdrawn", "kept-unread"]
    again = draft.read(first.here)
    assert [v.reason for v in again.records] == ["", "kept-unread"]
    stopped = replace(first.here, first_try=first.here.versions)
    assert [v.reason for v in draft.read(stopped).records] == ["withdrawn", "kept-unread"]


def test_another_package_under_the_same_id() -> None:
    draft = full()
    first = draft.read()
    assert draft.read(first.here).refused == ""
    draft.info["Bagging-Date"] = "2026-11-30"
    assert draft.read(first.here).refused == "package-id"
