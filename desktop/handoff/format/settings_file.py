"""The JSON of a file that carries an organisation's settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from desktop.handoff.format.card_file import BASE64, SIGNATURE
from desktop.model.values.bounds import Code, Version


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """Settings on their way by hand; in all at most 2 MiB.

    ``settings``: base64 (RFC 4648 section 4, padded) of the canonical JSON of the settings.
    ``signature``: an armored SSH signature over those octets by the organisation's key, namespace
    ``organisation@skrynia``.
    """

    settings: Annotated[str, Meta(pattern=BASE64)]
    signature: Annotated[str, Meta(pattern=SIGNATURE)]
    format: Code = "skrynia-organisation-file"
    version: Version = 1
