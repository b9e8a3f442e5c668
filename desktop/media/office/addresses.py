"""Where links lead, as a person reads it."""

from __future__ import annotations

import re
from typing import Final

_ESCAPED: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def readable(address: str) -> str:
    """An address with what it escapes (RFC 3986, section 2.1) as letters."""
    return _ESCAPED.sub(_letters, address)


def _letters(found: re.Match[str]) -> str:
    return bytes.fromhex(found.group().replace("%", "")).decode("utf-8", "replace")
