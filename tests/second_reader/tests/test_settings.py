"""An organisation's settings, and lists of allowed signers (organisation; page)."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.second_reader import limits, organisation, signers
from tests.second_reader.errors import Refused

from .sealing import OTHER, SENDER, Signer
from .writer import MOMENT, dump

KEYS = "{interviewer} {organisation} {country} {contact} {review_years}"
ROWS = [f"– row {n}" for n in range(16)]
LINES = [KEYS, "?interpreter {interpreter}", *ROWS, "", "The end."]
TEXT = "\n".join(LINES)
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


def _said(**more: Any) -> dict[str, Any]:
    texts = [{"language": language, "text": TEXT} for language in ("be", "en")]
    called = [{"language": "be", "name": "Арганізацыя"}]
    return {"called": called, "contact": "c", "review_years": "5", "texts": texts, **more}


def _file(
    said: dict[str, Any] | None = None,
    signer: Signer = SENDER,
    namespace: str = "organisation@skrynia",
    **more: Any,
) -> bytes:
    settings = {
        "format": "skrynia-organisation",
        "version": 1,
        "signing_key": SENDER.line,
        "number": 2,
        "made_at": MOMENT,
        "organisation": _said() if said is None else said,
        "logo": PNG,
        **more,
    }
    inner = dump(settings)
    file = {
        "format": "skrynia-organisation-file",
        "version": 1,
        "settings": base64.b64encode(inner).decode(),
        "signature": signer.sign(namespace, inner).decode(),
    }
    return dump(file)


def _read(octets: bytes, number: int = 1) -> organisation.Settings:
    return organisation.read(octets, {SENDER.fingerprint}, {SENDER.fingerprint: number})


def test_settings() -> None:
    found = _read(b" " + _file() + b"\n")
    assert (found.number, found.fingerprint) == (2, SENDER.fingerprint)
    assert _read(_file({}, logo="")).logo == b""


def _text(text: str) -> dict[str, Any]:
    return _said(texts=[{"language": "be", "text": text}])


def _with(line: int, text: str) -> str:
    return "\n".join([*LINES[:line], text, *LINES[line + 1 :]])


BAD: dict[str, tuple[str, bytes]] = {
    "format": ("breaks-schema", _file(format="x", version=2)),
    "newer": ("newer-program", _file(version=2, number=0)),
    "needs": ("newer-program", _file(needs=["x"], number=0)),
    "schema": ("breaks-schema", _file(number=0, signer=OTHER)),
    "signer": ("signature", _file(signer=OTHER)),
    "namespace": ("signature", _file(namespace="card@skrynia")),
    "hidden": ("characters", _file(_said(contact="a\u202eb", review_years="x"))),
    "line-end": ("breaks-schema", _file(_said(footer="a\nb", review_years="x"))),
    "separator-in-texts": ("characters", _file(_text(TEXT + "\u2028"))),
    "years": ("review-years", _file(_said(review_years="100"))),
    "years-0": ("review-years", _file(_said(review_years="0"))),
    "languages": ("texts", _file(_said(texts=[{"language": "be", "text": TEXT}] * 2))),
    "no-key": ("texts", _file(_text(_with(0, KEYS.replace("{country}", ""))))),
    "other-key": ("texts", _file(_text(_with(0, KEYS + " {name}")))),
    "rows": ("texts", _file(_text(_with(2, "row")))),
    "more-rows": ("texts", _file(_text(_with(19, "– more")))),
    "left-out": (
        "texts",
        _file(_text(f"{KEYS[14:]}\n?interpreter {{interviewer}} {{interpreter}}\n" + TEXT[83:])),
    ),
    "number": ("number", _file(number=1)),
    "logo": ("logo", _file(logo=base64.b64encode(b"x").decode())),
    "large": ("too-large", _file() + b" " * limits.SETTINGS_FILE),
}


@pytest.mark.parametrize("name", BAD)
def test_refused(name: str) -> None:
    rule, octets = BAD[name]
    with pytest.raises(Refused) as refused:
        _read(octets)
    assert refused.value.rule == rule


def test_lines_differ() -> None:
    texts = [{"language": "be", "text": TEXT}, {"language": "en", "text": TEXT + "\nmore"}]
    with pytest.raises(Refused, match="lines other"):
        _read(_file(_said(texts=texts)))


def test_a_card_that_is_not_trusted() -> None:
    with pytest.raises(Refused, match="signer-unknown"):
        organisation.read(_file(), (), {})


def test_allowed_signers() -> None:
    lines = [
        "# a remark",
        f"anna {SENDER.line}",
        f'other namespaces="card@skrynia,seal@skrynia" {OTHER.line} a comment',
        "",
    ]
    octets = "\n".join(lines).encode()
    assert signers.allowed(octets) == {SENDER.fingerprint}
    both = {SENDER.fingerprint, OTHER.fingerprint}
    assert signers.allowed(octets, "card@skrynia") == both


@pytest.mark.parametrize(
    ("rule", "octets"),
    [
        ("allowed-signers", b"anna cert-authority " + SENDER.line.encode()),
        ("allowed-signers", b"anna ssh-rsa AAAA"),
        ("allowed-signers", b"anna"),
        ("allowed-signers", b"anna ssh-ed25519 AAAA"),
        ("too-large", b"\n" * (limits.ALLOWED_SIGNERS + 1)),
    ],
    ids=range(5),
)
def test_other_lists(rule: str, octets: bytes) -> None:
    with pytest.raises(Refused, match=rule):
        signers.allowed(octets)
