"""What the last manifest of a file claims (C2PA 2.1, sections 10 to 15), as values to be shown.

Three things are computed: that the signature fits the claim, by the key of its own certificate;
that what the claim names is what lies beside it; and that the file is what was hashed. Who the
signer is, and whether a certificate still counts, is not asked.
"""

from __future__ import annotations

import hashlib
import struct
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from desktop.crypto import cose
from desktop.media.attested import cbor, over_boxes
from desktop.media.attested.over_boxes import Covered
from desktop.media.attested.store import Labelled, Store, labelled, store_of
from desktop.media.metadata.item import item
from desktop.model.media import MetadataItem

GROUP: Final = "C2PA"
FITS, IN_PART, WRONG, NOT_CHECKED = "fits", "in part", "wrong", "not checked"
_HASHES: Final = ("sha256", "sha384", "sha512")
_OVER_BYTES: Final = "c2pa.hash.data"
_PLACE: Final = struct.Struct(">Q")
_CHAIN: Final = (33, "x5chain")
_MOST: Final = 50
"""Actions and ingredients that are shown."""
_MOST_HOLES: Final = 64
"""Pieces that a hash leaves out; of more it is not computed."""


def claims(data: bytes) -> Iterator[MetadataItem]:
    """Nothing where there is no manifest; that there is one, where it does not read."""
    store = store_of(data)
    if not store:
        return
    manifests = [each for outer in labelled(store.boxes) for each in outer.inside()]
    yield item(GROUP, "Manifests", len(manifests))
    if manifests:
        yield from _of(manifests[-1], data, store)


def _of(manifest: Labelled, data: bytes, store: Store) -> Iterator[MetadataItem]:
    parts = {part.label: part for part in manifest.inside()}
    holder = parts.get("c2pa.claim.v2") or parts.get("c2pa.claim")
    if holder is None:
        return
    encoded = holder.content(b"cbor")
    claim = _mapping(cbor.read(encoded))
    yield item(GROUP, "Generator", _generator(claim))
    assertions = parts.get("c2pa.assertions")
    named = _named(claim)
    labels = set(map(_label, named))
    beside = {
        each.label: each
        for each in (assertions.inside() if assertions else ())
        # What the claim does not name is signed by nobody.
        if each.label in labels
    }
    signature = parts.get("c2pa.signature")
    if signature is not None:
        signed = _signed(_list(cbor.read(signature.content(b"cbor"))), encoded)
        yield item(GROUP, "Signer", signed.by)
        yield item(GROUP, "Signature", _word(signed.fits))
    yield item(GROUP, "Assertions", _word(_are_there(claim, named, beside)))
    is_it, beyond = _is_the_file(beside, data, store)
    yield item(GROUP, "File", IN_PART if is_it and beyond else _word(is_it))
    if beyond:
        yield item(GROUP, "LeftOut", beyond)
    yield from _told(beside)


def _word(fits: bool | None) -> str:
    return NOT_CHECKED if fits is None else FITS if fits else WRONG


def _generator(claim: Mapping[Any, Any]) -> str:
    """By the first version of a claim a line, by the second a name and a version."""
    info = claim.get("claim_generator_info")
    told = info[0] if isinstance(info, list) and info else info
    if isinstance(told, dict):
        return " ".join(str(told[key]) for key in ("name", "version") if told.get(key))
    return str(claim.get("claim_generator", ""))


def _signed(message: list[Any], encoded: bytes) -> cose.Signed:
    if len(message) != 4 or not isinstance(message[0], bytes) or not isinstance(message[3], bytes):
        return cose.Signed("", None)
    protected = _mapping(cbor.read(message[0]) if message[0] else {})
    beside = _mapping(message[1])
    chain = next((held[key] for held in (protected, beside) for key in _CHAIN if key in held), b"")
    certificate = chain[0] if isinstance(chain, list) and chain else chain
    algorithm = protected.get(1)
    if not isinstance(certificate, bytes) or not isinstance(algorithm, int):
        return cose.Signed("", None)
    return cose.check(algorithm, certificate, message[0], encoded, message[3])


def _named(claim: Mapping[Any, Any]) -> list[dict[Any, Any]]:
    """What a claim names of what lies beside it, each with its hash."""
    lists = (claim.get(key) for key in ("assertions", "created_assertions", "gathered_assertions"))
    return [_mapping(each) for some in lists for each in _list(some)]


def _label(named: Mapping[Any, Any]) -> str:
    return str(named.get("url", "")).rsplit("/", 1)[-1]


def _are_there(
    claim: Mapping[Any, Any], named: list[dict[Any, Any]], beside: Mapping[str, Labelled]
) -> bool | None:
    """Whether all that the claim names lies beside it as it was hashed."""
    if not named:
        return None
    for each in named:
        kind = str(each.get("alg") or claim.get("alg") or "sha256")
        if kind not in _HASHES:
            return None
        held = beside.get(_label(each))
        if held is None or hashlib.new(kind, held.held).digest() != each.get("hash"):
            return False
    return True


def _is_the_file(
    beside: Mapping[str, Labelled], data: bytes, store: Store
) -> tuple[bool | None, int]:
    """Whether the file is what was hashed; None where it was hashed in another way than as one row
    of bytes or by its boxes. And how many bytes were left out of it that hold something else than
    the manifests: each of them anybody may have changed."""
    bindings = [label for label in beside if label in (_OVER_BYTES, *over_boxes.VERSIONS)]
    if len(bindings) != 1:
        return None, 0
    said = _mapping(cbor.read(beside[bindings[0]].content(b"cbor")))
    kind = str(said.get("alg") or "sha256")
    covered = _covered(bindings[0], said, data)
    if kind not in _HASHES or covered is None or len(covered.holes) > _MOST_HOLES:
        return None, 0
    known, at, beyond = (*store.places, *covered.harmless), 0, 0
    for start, length in covered.holes:
        end = min(start + length, len(data))
        beyond += _outside(max(at, start), end, known)
        at = max(at, end)
    return _digest(kind, data, covered) == said.get("hash"), beyond


def _covered(label: str, said: Mapping[Any, Any], data: bytes) -> Covered | None:
    """What is hashed of the file; None where that is not read here."""
    if label == _OVER_BYTES:
        return Covered(tuple(_left_out(said, len(data))), (), ())
    try:
        return over_boxes.covered(said, data, with_places=over_boxes.VERSIONS[label])
    except over_boxes.NotComputed:
        return None


def _digest(kind: str, data: bytes, covered: Covered) -> bytes:
    digest, at, marks = hashlib.new(kind), 0, deque(covered.marks)
    for start, length in [*covered.holes, (len(data), 0)]:
        while marks and marks[0] <= start:
            mark = marks.popleft()
            digest.update(data[at:mark])
            digest.update(_PLACE.pack(mark))
            at = max(at, mark)
        digest.update(data[at:start])
        at = max(at, min(start + length, len(data)))
    return digest.digest()


def _left_out(said: Mapping[Any, Any], size: int) -> list[tuple[int, int]]:
    """Where each piece begins that a hash leaves out of a file, and how long it is, in order."""
    pieces = [
        (each.get("start"), each.get("length"))
        for each in map(_mapping, _list(said.get("exclusions")))
    ]
    return sorted(
        (start, length)
        for start, length in pieces
        if isinstance(start, int) and isinstance(length, int) and start >= 0 <= length <= size
    )


def _outside(start: int, end: int, places: Iterable[tuple[int, int]]) -> int:
    """Bytes from start to end that lie in none of the places, which do not overlap."""
    held = (max(0, min(end, until) - max(start, since)) for since, until in places)
    return max(0, end - start) - sum(held)


def _told(beside: Mapping[str, Labelled]) -> Iterator[MetadataItem]:
    """What was done and what it was made of, by the claim's own words."""
    for label, held in list(beside.items())[:_MOST]:
        content = held.content(b"cbor")
        if not content:
            continue
        said = _mapping(cbor.read(content))
        if label.startswith("c2pa.actions"):
            for action in map(_mapping, _list(said.get("actions"))[:_MOST]):
                when = str(action.get("when") or "")
                yield item(GROUP, "Action", f"{action.get('action', '')} {when}".strip())
        elif label.startswith("c2pa.ingredient"):
            yield item(GROUP, "Ingredient", said.get("dc:title") or said.get("title") or "?")


def _mapping(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
