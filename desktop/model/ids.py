"""Identifiers: random, so that they say nothing about order, count or author."""

from __future__ import annotations

import hashlib
import uuid

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id() -> str:
    """A random UUID (RFC 9562, version 4) in its 36-character text form."""
    return str(uuid.uuid4())


def package_name(package_id: str) -> str:
    """The file stem of a package and of its receipt, ``skrynia-7KQ2-M9XD``.

    40 bits of the SHA-256 of the random package id: both ends name their files alike, and
    the name says nothing about what is inside or whose it is.
    """
    number = int.from_bytes(hashlib.sha256(package_id.encode()).digest()[:5], "big")
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(35, -5, -5))
    return f"skrynia-{letters[:4]}-{letters[4:]}"
