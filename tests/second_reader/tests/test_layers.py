"""age, tar, BagIt and signature (page, Layers, Entries and their order)."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from tests.second_reader import bag, read
from tests.second_reader.age import Payload
from tests.second_reader.errors import Refused
from tests.second_reader.tar import PAX_FROM, entries

from .sealing import CLASSIC, OTHER, QUANTUM, READER, SENDER, AgeKey, encrypt, stanza
from .taring import header, padded, tar
from .writer import Draft, full


def test_all_of_a_good_package_is_accepted() -> None:
    result = full().read()
    assert result.refused == ""
    assert {v.outcome for v in (*result.records, *result.media)} == {"accepted"}
    assert len(result.records) == 5
    assert [r.reason for r in result.custody] == [""]


def test_post_quantum() -> None:
    draft = full()
    draft.recipients = [AgeKey(QUANTUM.prefix, bytes(32)).recipient, QUANTUM.recipient]
    assert read(draft.package(), QUANTUM.text, [SENDER.fingerprint]).refused == ""
    assert read(draft.package(), CLASSIC.text, [SENDER.line]).refused == "age-not-for-this-key"


AGE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "mixed": (
        "age-mixed-types",
        lambda p: encrypt(p, stanza(CLASSIC.recipient), stanza(QUANTUM.recipient)),
    ),
    "grease": (
        "",
        lambda p: encrypt(p, stanza(CLASSIC.recipient), "-> x-grease y\n\n"),
    ),
    "mac": (
        "age-header-mac",
        lambda p: _other_mac(encrypt(p, stanza(CLASSIC.recipient))),
    ),
    "armor": ("age-header", lambda p: b"-----BEGIN AGE ENCRYPTED FILE-----\n"),
    "cut": ("age-payload", lambda p: encrypt(p, stanza(CLASSIC.recipient))[:-1]),
    "longer": ("age-payload", lambda p: encrypt(p, stanza(CLASSIC.recipient)) + b"\0"),
    "padded": (
        "age-header",
        lambda p: encrypt(p, stanza(CLASSIC.recipient)).replace(b"\n--- ", b"=\n--- ", 1),
    ),
}


def _other_mac(octets: bytes) -> bytes:
    at = octets.index(b"\n--- ") + 5
    return octets[:at] + (b"A" if octets[at : at + 1] != b"A" else b"B") + octets[at + 1 :]


@pytest.mark.parametrize("name", AGE)
def test_age(name: str) -> None:
    rule, make = AGE[name]
    result = read(make(full().tar()), CLASSIC.text, [SENDER.line])
    assert result.refused == rule


def test_a_full_last_chunk() -> None:
    plain = full().tar()
    plain += bytes(-len(plain) % (64 * 1024))
    draft = full()
    draft.edit_tar = lambda octets: plain
    assert draft.read().refused == ""


HEADERS: dict[str, tuple[str, dict[str, bytes]]] = {
    "link": ("tar-entry-type", {"type": b"2"}),
    "directory": ("tar-entry-type", {"type": b"5"}),
    "sparse": ("tar-entry-type", {"type": b"S"}),
    "twelve-digits": ("tar-pax", {"size": b"100000000000"}),
    "global": ("tar-entry-type", {"type": b"g"}),
    "gnu": ("tar-header", {"magic": b"ustar  \0"}),
    "base256": ("tar-header", {"size": b"\x80" + bytes(10) + b"\x08"}),
}


@pytest.mark.parametrize("name", HEADERS)
def test_tar_header(name: str) -> None:
    rule, fields = HEADERS[name]
    draft = full()
    draft.headers = {bag.README: fields}
    assert draft.read().refused == rule


ENDS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "zeros": ("", lambda t: t + bytes(1024 * 1024)),
    "too-many": ("tar-end", lambda t: t + bytes(1024 * 1024 + 1)),
    "other": ("tar-end", lambda t: t + b"x"),
    "one-block": ("tar-end", lambda t: t[:-512]),
    "none": ("tar-cut-off", lambda t: t[:-1024]),
    "checksum": ("tar-header", lambda t: b"x" + t[1:]),
    "padding": ("tar-padding", lambda t: t[:1020] + b"x" + t[1021:]),
    "extra": ("order", lambda t: t[:-1024] + tar({"data/schemas/a.json": b"{}"})),
}


@pytest.mark.parametrize("name", ENDS)
def test_tar_end(name: str) -> None:
    rule, edit = ENDS[name]
    draft = full()
    draft.edit_tar = edit
    assert draft.read().refused == rule


def _pax(record: bytes) -> bytes:
    return header("pax", len(record), type=b"x") + padded(record)


@pytest.mark.parametrize(
    "record",
    [b"12 size=100\n", b"14 mtime=1.00\n", b"18 size=8589934592", b"20 size=08589934592\n"],
)
def test_pax(record: bytes) -> None:
    draft = full()
    draft.edit_tar = lambda octets: _pax(record) + octets
    assert draft.read().refused == "tar-pax"


class _Zeros:
    """A source that gives a prefix and then zeros, without holding them."""

    def __init__(self, prefix: bytes) -> None:
        self.prefix = prefix

    def read(self, size: int) -> bytes:
        piece, self.prefix = self.prefix[:size], self.prefix[size:]
        return piece + bytes(size - len(piece))


def test_pax_before_a_large_file() -> None:
    record = b"19 size=8589934592\n"
    source = _Zeros(_pax(record) + header("data/media/" + "0" * 64, 0))
    entry = next(entries(source, lambda name: 2**40))
    assert entry.size == PAX_FROM
    source = _Zeros(_pax(record) + header("data/media/" + "0" * 64, 0))
    with pytest.raises(Refused, match="too-large"):
        next(entries(source, lambda name: PAX_FROM - 1))


def _tag(name: str, edit: Callable[[bytes], bytes]) -> Callable[[Draft], None]:
    def change(draft: Draft) -> None:
        def tags(files: dict[str, bytes]) -> None:
            files[name] = edit(files[name])

        draft.edit_tags = tags

    return change


def _after(name: str, edit: Callable[[bytes], bytes]) -> Callable[[Draft], None]:
    def change(draft: Draft) -> None:
        def files(everything: dict[str, bytes]) -> None:
            everything[name] = edit(everything[name])

        draft.edit_after_signing = files

    return change


def _info(**fields: str) -> Callable[[Draft], None]:
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return lambda draft: draft.info.update(named)


def _insert(name: str) -> Callable[[Draft], None]:
    return _file(name, b"{}")


def _file(name: str, octets: bytes) -> Callable[[Draft], None]:
    return lambda draft: draft.files.update({name: octets})


def _set(name: str, value: object) -> Callable[[Draft], None]:
    return lambda draft: setattr(draft, name, value)


def _last_first(octets: bytes) -> bytes:
    lines = octets.splitlines(keepends=True)
    return b"".join([lines[0], *lines[:0:-1]])


BAGS: dict[str, tuple[str, Callable[[Draft], None]]] = {
    "bagit-crlf": ("", _tag("bagit.txt", lambda o: o.replace(b"\n", b"\r\n"))),
    "newer": ("newer-program", _info(Skrynia_Package_Version="2", Another="x")),
    "version-0": ("bag-info", _info(Skrynia_Package_Version="0")),
    "version--1": ("bag-info", _info(Skrynia_Package_Version="-1")),
    "version-01": ("bag-info", _info(Skrynia_Package_Version="01")),
    "another-field": ("", _info(Contact_Name="x")),
    "profile": ("bag-info", _info(BagIt_Profile_Identifier="urn:x")),
    "date": ("", _info(Bagging_Date="2026-02-30")),
    "twice": ("bag-info", _tag("bag-info.txt", lambda o: o + b"Payload-Oxum: 1.1\n")),
    "package-id": ("package-id", _info(External_Identifier="00000000-0000-4000-8000-000000000000")),
    "oxum-octets": ("oxum", _info(Payload_Oxum="1.10")),
    "oxum-files": ("oxum", _info(Payload_Oxum="1.1")),
    "empty-line": ("manifest", _tag("manifest-sha256.txt", lambda o: o + b"\n")),
    "no-last-lf": ("", _tag("manifest-sha256.txt", lambda o: o[:-1])),
    "upper-case": ("", _tag("manifest-sha512.txt", lambda o: o[:9].upper() + o[9:])),
    "other-order": ("manifest", _tag("manifest-sha512.txt", _last_first)),
    "tag-changed": ("tag-hash", _after("bag-info.txt", lambda o: o.replace(b"11-29", b"11-28"))),
    "sig-changed": ("signature", _after(bag.SIGNATURE, lambda o: o.replace(b"=", b"A="))),
    "sig-lf-behind": ("", _after(bag.SIGNATURE, lambda o: o + b"\r\n\n")),
    "sig-crlf": ("", _after(bag.SIGNATURE, lambda o: o.replace(b"\n", b"\r\n"))),
    "sig-before": ("signature", _after(bag.SIGNATURE, lambda o: b"\n" + o)),
    "sig-behind": ("signature", _after(bag.SIGNATURE, lambda o: o + b"x")),
    "sig-large": ("too-large", _after(bag.SIGNATURE, lambda o: o + b"\n" * 70_000)),
    "namespace": ("signature", _set("namespace", "receipt@skrynia")),
    "signer": ("signer-unknown", _set("signer", OTHER)),
    "tabs": ("", _tag("manifest-sha256.txt", lambda o: o.replace(b"  ", b"\t"))),
    "labels": ("", _tag("bag-info.txt", lambda o: o.replace(b"Payload-Oxum", b"payload-OXUM"))),
    "folded": ("", _tag("bag-info.txt", lambda o: o + b"More: a\n\tb\n")),
    "info-nul": ("bag-info", _tag("bag-info.txt", lambda o: o + b"More: \0\n")),
    "percent": ("path", _insert("data/schemas/%61.json")),
    "path-con-kind": (
        "path",
        _insert(f"data/records/con/{'0' * 8}-0000-4000-8000-{'0' * 12}/" + "0" * 64 + ".json"),
    ),
    "payload": ("hash", _after(bag.README, lambda o: b"other\n")),
    "sha512-tagman": ("order", lambda d: _rename(d, "tagmanifest-sha512.txt")),
    "path-con": ("path", _insert("data/schemas/con.json")),
    "path-case": ("path", _insert("data/schemas/A.json")),
    "path-dots": ("path", _insert("data/schemas/../a.json")),
    "path-kind": ("path", _insert("data/records/interview/x/y.json")),
    "path-other": ("path", _insert("data/fetch.txt")),
    "media-name": ("named-by-another-hash", _insert("data/media/" + "0" * 64)),
    "seal-alone": ("seal-of-nothing", _insert("data/seals/" + "0" * 64 + ".sig")),
    "schema-large": ("too-large", _file("data/schemas/a.json", b" " * (1024 * 1024 + 1))),
    "others": (
        "too-large",
        lambda d: d.files.update({f"data/schemas/a{i}.json": b"{}" for i in range(127)}),
    ),
    "no-readme": ("", lambda d: d.files.__delitem__(bag.README)),
}


def _rename(draft: Draft, name: str) -> None:
    def files(everything: dict[str, bytes]) -> None:
        items = list(everything.items())
        everything.clear()
        for old, octets in items:
            if old == bag.SIGNATURE:
                everything[name] = b"x"
            everything[old] = octets

    draft.edit_after_signing = files


@pytest.mark.parametrize("name", BAGS)
def test_bag(name: str) -> None:
    rule, change = BAGS[name]
    draft = full()
    change(draft)
    assert draft.read().refused == rule


def test_order_after_the_document_is_free() -> None:
    draft = full()
    draft.files = dict(reversed(draft.files.items()))
    result = draft.read()
    assert result.refused == ""
    assert {v.reason for v in result.media} == {"not-described"}


def test_a_signer_that_was_revoked() -> None:
    result = full().read(revoked=[SENDER])
    assert (result.refused, result.answer) == ("signer-revoked", "signer unknown")


def test_not_for_this_reader() -> None:
    result = read(full().package(), CLASSIC.text, [SENDER.line], OTHER.fingerprint)
    assert result.refused == "not-for-this-reader"
    assert READER.fingerprint != OTHER.fingerprint


def test_payload_reads_on_over_chunks() -> None:
    plain = bytes(range(256)) * 1000
    payload = Payload(io.BytesIO(encrypt(plain, stanza(CLASSIC.recipient))), CLASSIC.text)
    parts = []
    while piece := payload.read(1000):
        parts.append(piece)
    assert b"".join(parts) == plain
