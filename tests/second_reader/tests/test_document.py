"""The document, grounds and consents (documents)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.second_reader import bag

from .sealing import OTHER
from .writer import (
    CONSENT,
    INTERVIEW,
    LATER,
    MOMENT,
    PERSON,
    PLACE,
    Draft,
    answer,
    consent_body,
    dump,
    full,
    uid,
)


def _set(**fields: object) -> Callable[[Draft], None]:
    return lambda draft: draft.document.update(fields)


def _entry(which: str, **fields: object) -> Callable[[Draft], None]:
    """Change the listed record of a kind."""

    def change(draft: Draft) -> None:
        next(r for r in draft.document["records"] if r["kind"] == which).update(fields)

    return change


def _snapshot(**fields: object) -> Callable[[Draft], None]:
    return lambda draft: draft.document["consents"][0].update(fields)


def _original(**fields: object) -> Callable[[Draft], None]:
    return lambda draft: draft.document["media"][0].update(fields)


def _again(name: str) -> Callable[[Draft], None]:
    return lambda draft: draft.document[name].append(draft.document[name][0])


def _octets(edit: Callable[[bytes], bytes]) -> Callable[[Draft], None]:
    return lambda draft: setattr(draft, "document_octets", edit(dump(draft.document)))


def _unlisted(draft: Draft) -> None:
    draft.document["records"].pop()


def _second_original(draft: Draft) -> None:
    draft.add_media(b"other", described=False)


def _deep(octets: bytes) -> bytes:
    return b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"," + octets[1:]


def _later_code(draft: Draft) -> None:
    draft.document["purpose"] = "a-later-code"
    draft.document_octets = dump(draft.document) + b"\n"


WHOLE: dict[str, tuple[str, Callable[[Draft], None]]] = {
    "newer": ("newer-program", _set(version=2)),
    "version-true": ("breaks-schema", _set(version=True)),
    "version-0": ("breaks-schema", _set(version=0)),
    "format": ("breaks-schema", _set(format="x")),
    "newer-no-schema": ("newer-program", _set(version=2, records=None)),
    "newer-space": (
        "newer-program",
        _octets(lambda o: o.replace(b'"version":1', b'"version": 2')),
    ),
    "newer-other-format": ("breaks-schema", _set(version=2, format="x")),
    "no-version": ("breaks-schema", lambda d: d.document.pop("version")),
    "no-format": ("breaks-schema", lambda d: d.document.pop("format")),
    "needs": ("newer-program", _set(needs=["volumes"])),
    "needs-no-schema": ("newer-program", _set(needs=["volumes"], records=None)),
    "needs-number": ("breaks-schema", _set(needs=[1])),
    "later-list": ("breaks-schema", _entry("place", zzz=[{}])),
    "later-list-of-both": ("breaks-schema", _entry("place", zzz=[{}, 1])),
    "later-text": ("breaks-schema", _entry("place", zzz="a},{b")),
    "later-text-inside": ("breaks-schema", _original(zzz={"a": ["}]"]})),
    "later-text-name": ("breaks-schema", _original(zzz={"}]": 1})),
    "needs-space": ("newer-program", _octets(lambda o: o[:-1] + b', "needs": ["a"]}')),
    "needs-version-0": ("breaks-schema", _set(needs=["volumes"], version=0)),
    "newer-large-int": (
        "newer-program",
        _octets(lambda o: o.replace(b"100", b"9" * 5000).replace(b'on":1', b'on":2')),
    ),
    "code-no-schema": ("breaks-schema", _set(purpose="a-later-code", media=None)),
    "code-not-canonical": ("breaks-schema", _later_code),
    "code-of-another-sender": (
        "newer-program",
        _set(purpose="a-later-code", sender={"fingerprint": OTHER.fingerprint, "name": ""}),
    ),
    "name-of-two-lines": (
        "breaks-schema",
        _set(sender={"fingerprint": OTHER.fingerprint, "name": "a\u2028b"}),
    ),
    "unsigned-author": ("authors", _entry("place", author=1, signature="")),
    "later-list-inside": ("breaks-schema", _snapshot(zzz={"a": [[{}]]})),
    "media-id-twice": ("listed-twice", _second_original),
    "author-alone": ("authors", lambda d: d.document["authors"].append(OTHER.line)),
    "author-beyond": ("authors", _entry("place", author=1)),
    "no-key": (
        "authors",
        _set(authors=["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43]),
    ),
    "space": ("breaks-schema", _octets(lambda o: o + b"\n")),
    "order-of-keys": ("breaks-schema", _octets(lambda o: o[:-1] + b',"a":1}')),
    "escape": ("breaks-schema", _octets(lambda o: o.replace(b'"S"', b'"\\u0053"'))),
    "nul": ("breaks-schema", _octets(lambda o: o.replace(b'"S"', b'"\\u0000"'))),
    "float": ("breaks-schema", _octets(lambda o: o.replace(b"100", b"100.0"))),
    "large-int": ("breaks-schema", _octets(lambda o: o.replace(b"100", b"9" * 5000))),
    "surrogate": ("breaks-schema", _octets(lambda o: o.replace(b'"S"', b'"\\ud800"'))),
    "deep": ("breaks-schema", _octets(_deep)),
    "no-uuid": ("breaks-schema", _original(media_id="abc")),
    "no-uuid-ground": ("breaks-schema", _entry("place", grounds=["abc"])),
    "moment": ("breaks-schema", _set(written_at={**MOMENT, "utc": "2026-02-29T00:00:00.000Z"})),
    "last-lf": ("breaks-schema", _set(package_id=uid(99) + "\n")),
    "sender": ("sender-is-not-signer", _set(sender={"fingerprint": OTHER.fingerprint, "name": ""})),
    "recipients": ("recipients", _set(recipients=[])),
    "missing": ("listed-but-missing", _entry("place", version_id="0" * 64)),
    "other-kind": ("listed-but-missing", _entry("place", kind="person", grounds=[INTERVIEW])),
    "unlisted": ("not-listed", _unlisted),
    "twice": ("listed-twice", _again("records")),
    "media-twice": ("listed-twice", _again("media")),
    "consents-twice": ("listed-twice", _again("consents")),
    "size": ("size", _original(size=1)),
    "place-grounds": ("grounds", _entry("place", grounds=[INTERVIEW])),
    "person-none": ("grounds", _entry("person", grounds=[])),
    "person-code": ("grounds", _snapshot(identification="code")),
    "media-none": ("grounds", _original(grounds=[])),
    "media-no-files": ("grounds", _snapshot(files=False)),
    "media-other": ("grounds", _original(grounds=[uid(77)])),
    "ground-twice": ("listed-twice", _original(grounds=[INTERVIEW, INTERVIEW])),
    "interview-other": ("grounds", _entry("interview", grounds=[uid(2)])),
    "interview-two": ("grounds", _entry("interview", grounds=[INTERVIEW, uid(2)])),
    "consent-two": ("grounds", _entry("consent", grounds=[INTERVIEW, uid(2)])),
    "no-consent": ("grounds", _set(consents=[])),
    "consent-of-other": ("consents", _entry("consent", grounds=[uid(77)])),
    "purpose": ("consent-lets-out-less", _set(purpose="publish")),
    "recipient-kind": ("consent-lets-out-less", _set(recipient_kind="public")),
}


@pytest.mark.parametrize("name", WHOLE)
def test_refused_whole(name: str) -> None:
    rule, change = WHOLE[name]
    draft = full()
    change(draft)
    assert draft.read().refused == rule


def test_nothing_in_it() -> None:
    assert Draft().read().refused == "nothing-in-it"


def test_kinds_that_are_not_known() -> None:
    draft = Draft()
    draft.add_interview()
    for n in range(64):
        draft.add_record("x" + "-" * (n % 8) + "abcdefgh"[n // 8], uid(60 + n), {}, [INTERVIEW])
    assert draft.read().refused == ""
    draft.add_record("xx", uid(200), {}, [INTERVIEW])
    assert draft.read().refused == "too-large"


def test_a_record_without_a_signature() -> None:
    draft = full()
    draft.document["records"][0].update(signature="")
    result = draft.read()
    assert (result.refused, result.records[0].reason) == ("", "not-signed")


def test_unknown_kind() -> None:
    draft = full()
    item = draft.add_record("session", uid(60), {}, [INTERVIEW])
    found = draft.read()
    assert found.refused == ""
    assert ("accepted", "kept-unread") in {(v.outcome, v.reason) for v in found.records}
    assert item in {v.item for v in found.records}
    draft = full()
    draft.add_record("session", uid(60), {}, [])
    assert draft.read().refused == "grounds"


@pytest.mark.parametrize("change", [{"zzz": 1}, {"zzz": {"a": [1]}}, {"zzz": [{}]}], ids=range(3))
def test_fields_of_later_releases_are_read_past(change: dict[str, Any]) -> None:
    draft = full()
    draft.document.update(change)
    draft.document["records"][0].update(zzz=1)
    draft.document["records"][1].update(zzz={"a": {"b": {}}, "c": ["}", "]", "{"]})
    assert draft.read().refused == ""


def test_defaults_may_be_missing() -> None:
    draft = full()
    for name in ("confirmed",):
        del draft.document[name]
    assert draft.read().refused == ""


CONSENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "withdrawn": ("consent-lets-out-less", {"withdrawn_at": LATER}),
    "no": ("consent-lets-out-less", {"answers": [answer("analyse", says="no")]}),
    "none": ("consent-lets-out-less", {"answers": []}),
    "initials": (
        "consent-lets-out-less",
        {"answers": [answer("analyse", "initials"), answer("photograph")]},
    ),
    "no-files": ("consent-lets-out-less", {"answers": [answer("analyse")]}),
    "yes-and-no": (
        "consent-lets-out-less",
        {"answers": [answer("analyse"), answer("analyse", says="no"), answer("photograph")]},
    ),
    "breaks-schema": ("", {"zzz": 1}),
    "more": ("", {"answers": [answer("analyse"), answer("photograph"), answer("keep")]}),
}


@pytest.mark.parametrize("name", CONSENTS)
def test_the_consent_is_asked(name: str) -> None:
    rule, fields = CONSENTS[name]
    draft = Draft()
    draft.add_interview(**fields)
    assert draft.read().refused == rule


def test_a_consent_sent_before_need_not_travel() -> None:
    draft = full()
    record = next(r for r in draft.document["records"] if r["kind"] == "consent")
    draft.document["records"].remove(record)
    del draft.files[f"data/records/consent/{record['record_id']}/{record['version_id']}.json"]
    assert draft.read().refused == ""


def test_a_withdrawn_consent_travels_alone() -> None:
    draft = Draft()
    body = consent_body(withdrawn_at=LATER)
    version = draft.add_record("consent", CONSENT, body, [INTERVIEW])
    result = draft.read()
    assert [(v.item, v.outcome, v.reason) for v in result.records] == [
        (version, "accepted", "withdrawn")
    ]
    assert result.closed == {INTERVIEW}


def test_ids_in_the_table() -> None:
    assert bag.classify(f"data/records/person/{PERSON}/{'0' * 64}.json") == (
        "record",
        ("person", PERSON, "0" * 64),
    )
    assert PLACE != PERSON
