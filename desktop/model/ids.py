"""Identifiers: random, so that they say nothing about order, count or author."""

from __future__ import annotations

import secrets
import uuid

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id() -> str:
    """A random UUID (RFC 9562, version 4) in its 36-character text form."""
    return str(uuid.uuid4())


def new_package_name() -> str:
    """A file stem for a package, ``skrynia-7KQ2-M9XD``: 40 random bits, no meaning."""
    letters = "".join(secrets.choice(_CROCKFORD) for _ in range(8))
    return f"skrynia-{letters[:4]}-{letters[4:]}"
