"""What content credentials in a file attest (C2PA), of the values that were read from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.model.media import MetadataItem

_GROUP: Final = "C2PA"
_PROOFMODE: Final = "ProofMode"
_PROOFMODE_CLAIM: Final = "ProofModeClaim"


class Fits(StrEnum):
    """What was computed of a signature or a hash, in the words of the child that did so."""

    YES = "fits"
    IN_PART = "in part"
    NO = "wrong"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Attested:
    """``signer``: the name that the certificate gives its key. ``signature``: whether it fits the
    claim and all that the claim names; ``file``: whether the file is the one that was signed;
    ``left_out``: bytes of it, beside the credentials, that were not.
    ``generator``, ``actions`` and ``ingredients`` are the claim's own words."""

    signer: str = ""
    signature: Fits = Fits.NOT_CHECKED
    file: Fits = Fits.NOT_CHECKED
    left_out: int = 0
    generator: str = ""
    actions: tuple[str, ...] = ()
    ingredients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """``files``: whether the pictures in a bundle of ProofMode have the checksums it names;
    ``claims``: name and value, as the phone wrote them."""

    files: Fits
    claims: tuple[tuple[str, str], ...]


def proofmode(metadata: Iterable[MetadataItem]) -> Bundle | None:
    """None for what is no bundle of ProofMode."""
    items = tuple(metadata)
    said = {item.key: item.value for item in items if item.group == _PROOFMODE}
    if not said:
        return None
    claims = tuple((item.key, item.value) for item in items if item.group == _PROOFMODE_CLAIM)
    return Bundle(_fits(said.get("Files")), claims)


def attested(metadata: Iterable[MetadataItem]) -> Attested | None:
    """None where the file has no content credentials."""
    said = [(item.key, item.value) for item in metadata if item.group == _GROUP]
    if not said:
        return None
    first = dict(reversed(said))
    return Attested(
        first.get("Signer", ""),
        _both(_fits(first.get("Signature")), _fits(first.get("Assertions"))),
        _fits(first.get("File")),
        _count(first.get("LeftOut", "")),
        first.get("Generator", ""),
        tuple(value for key, value in said if key == "Action"),
        tuple(value for key, value in said if key == "Ingredient"),
    )


def _count(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 12 else 0


def _fits(word: str | None) -> Fits:
    return Fits(word) if word in tuple(Fits) else Fits.NOT_CHECKED


def _both(one: Fits, other: Fits) -> Fits:
    if Fits.NO in (one, other):
        return Fits.NO
    return Fits.YES if one is other is Fits.YES else Fits.NOT_CHECKED
