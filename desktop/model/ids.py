"""Identifiers: random, so that they say nothing about order, count or author."""

from __future__ import annotations

import hashlib
import os
import re
import uuid

_VARIANTS = {digit: "89ab"[number % 4] for number, digit in enumerate("0123456789abcdef")}
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_STEM = f"skrynia-[{_CROCKFORD}]{{4}}-[{_CROCKFORD}]{{4}}"
_PACKAGE = re.compile(_STEM + r"\.age")
_RECEIPT = re.compile(_STEM + r"(-[0-9]+)?-receipt\.age")


def new_id() -> str:
    """A random UUID (RFC 9562, version 4) in its 36-character text form."""
    return str(uuid.uuid4())


def new_ids(count: int) -> list[str]:
    """So many of :func:`new_id`, in order: of one piece of randomness, in a third of the time."""
    random = os.urandom(16 * count).hex()
    return sorted(
        # The version, and the two bits of the variant (RFC 9562 section 5.4).
        f"{each[:8]}-{each[8:12]}-4{each[13:16]}-{_VARIANTS[each[16]]}{each[17:20]}-{each[20:]}"
        for each in (random[start : start + 32] for start in range(0, len(random), 32))
    )


def package_name(package_id: str) -> str:
    """The file stem of a package and of its receipt, ``skrynia-7KQ2-M9XD``.

    40 bits of the SHA-256 of the random package id: both ends name their files alike, and
    the name says nothing about what is inside or whose it is.
    """
    number = int.from_bytes(hashlib.sha256(package_id.encode()).digest()[:5], "big")
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(35, -5, -5))
    return f"skrynia-{letters[:4]}-{letters[4:]}"


def package_file(package_id: str) -> str:
    """The name of a package's file, ``skrynia-7KQ2-M9XD.age``."""
    return f"{package_name(package_id)}.age"


def is_package_file(name: str) -> bool:
    """Whether a file is called like a package; a name proves nothing."""
    return _PACKAGE.fullmatch(name) is not None


def is_receipt_file(name: str) -> bool:
    """Whether a file is called like the receipt of a package, or one that follows another."""
    return _RECEIPT.fullmatch(name) is not None
