"""The document, grounds and consents (page, Documents)."""

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


def _deep(octets: bytes) -> bytes:
    return b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"," + octets[1:]


WHOLE: dict[str, tuple[str, Callable[[Draft], None]]] = {
    "newer": ("newer-program", _set(version=2)),
    "version-true": ("breaks-schema", _set(version=True)),
    "version-0": ("breaks-schema", _set(version=0)),
    "format": ("breaks-schema", _set(format="x")),
    "needs": ("newer-program", _set(needs=["volumes"])),
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


@pytest.mark.parametrize("change", [{"zzz": 1}, {"zzz": {"a": [1]}}], ids=["number", "object"])
def test_fields_of_later_releases_are_read_past(change: dict[str, Any]) -> None:
    draft = full()
    draft.document.update(change)
    draft.document["records"][0].update(zzz=1)
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
