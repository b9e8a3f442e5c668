"""Reads a file with an organisation's settings (organisation).

What a page of its own cannot tell is left to the caller: which cards are trusted as type
organisation, and the last number that was taken of each signer.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from . import limits, sshsig
from .canon import Json
from .errors import Refused, require
from .signed import signed_json

KEYS = frozenset(
    f"{{{name}}}"
    for name in (
        "interviewer", "organisation", "country", "contact", "interpreter", "review_years",
    )
)  # fmt: skip
INTERPRETER = "{interpreter}"
ROW = "– "
LEFT_OUT = "?interpreter "
ROWS = 12 + 4
"""A line for each use, then one for each way of showing."""
_KEY = re.compile(r"\{[^{}\n]*\}")
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True)
class Settings:
    """Settings that their organisation's key signed."""

    signing_key: str
    fingerprint: str
    number: int
    organisation: Json
    logo: bytes


def read(octets: bytes, organisations: Collection[str], last: Mapping[str, int]) -> Settings:
    """A settings file.

    organisations: fingerprints of cards that are trusted as type organisation. last: by
    fingerprint, the highest number that was taken. Refused: by the first rule that is broken.
    """
    require(len(octets) <= limits.SETTINGS_FILE, "too-large")
    file = signed_json(octets.strip(b" \t\r\n"), "organisation-file")
    inner = _base64(file["settings"])
    value = signed_json(inner, "organisation")
    try:
        blob = sshsig.key_blob(value["signing_key"])
        signature = sshsig.parse(file["signature"].encode())
    except sshsig.NoSignature as error:
        raise Refused("signature", str(error)) from error
    good = signature.blob == blob and signature.holds("organisation@skrynia", sshsig.digests(inner))
    require(good, "signature", "does not hold")
    said = value["organisation"]
    _check_characters(said)
    years = said.get("review_years", "")
    require(bool(re.fullmatch("(?:[1-9][0-9]?)?", years)), "review-years", years[:20])
    check_texts([(t["language"], t["text"]) for t in said.get("texts", ())])
    signer = sshsig.fingerprint(blob)
    require(signer in organisations, "signer-unknown", signer)
    require(value["number"] > last.get(signer, 0), "number", str(value["number"]))
    logo = _base64(value.get("logo", ""))
    require(len(logo) <= limits.LOGO, "too-large", "logo")
    require(not logo or logo.startswith(_PICTURES), "logo")
    return Settings(value["signing_key"], signer, value["number"], said, logo)


def _base64(text: str) -> bytes:
    """Padded and canonical."""
    try:
        octets = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Refused("breaks-schema", "base64") from error
    require(base64.b64encode(octets).decode() == text, "breaks-schema", "base64")
    return octets


def _texts_in(value: Json, may_break: bool = False) -> Iterator[tuple[str, bool]]:
    """Every text, and whether it may have line ends: what is read out may."""
    if isinstance(value, str):
        yield value, may_break
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_in(inner, may_break)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts_in(inner, may_break or name == "texts")


def _check_characters(said: Json) -> None:
    """Nothing that hides or turns text. Refused: characters."""
    for text, may_break in _texts_in(said):
        looked_at = text.replace("\n", "") if may_break else text
        hidden = any(unicodedata.category(c) in _HIDDEN for c in looked_at)
        require(not hidden, "characters", text[:40])


def check_texts(texts: list[tuple[str, str]]) -> None:
    """Own consent texts, each by its language. Refused: texts."""
    languages = [language for language, _text in texts]
    require(len(set(languages)) == len(languages), "texts", "two in one language")
    for _language, text in texts:
        _check_text(text)
        same = _shape(text) == _shape(texts[0][1])
        require(same, "texts", "lines other than the first has")


def _shape(text: str) -> list[tuple[bool, bool, bool]]:
    """What has to be the same in each language: of each line, whether it is empty, a row, or left
    out without an interpreter."""
    return [
        (not line, line.startswith(ROW), line.startswith(LEFT_OUT)) for line in text.split("\n")
    ]


def _check_text(text: str) -> None:
    """Every key and no other, as many rows as the form has, not longer than may be read."""
    lines = text.split("\n")
    require(set(_KEY.findall(text)) == KEYS, "texts", "keys")
    stays = "\n".join(line for line in lines if not line.startswith(LEFT_OUT))
    always = set(_KEY.findall(stays)) | {INTERPRETER}
    require(always == KEYS, "texts", "a key only without an interpreter")
    require(sum(line.startswith(ROW) for line in lines) == ROWS, "texts", "rows")
    require(len(text) <= limits.OWN_TEXT, "texts", "length")
