"""Cover parts of a file of the vault, and keep what comes of it as a file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.errors import NotRedactable
from desktop.media.decoding.decoder import DecoderPool
from desktop.media.decoding.wire import MAX_FILE
from desktop.media.hashing import hash_bytes
from desktop.media.redacting.parts import Cover, WhyNot
from desktop.media.redacting.redact import Redacted, redact
from desktop.model.interview import State
from desktop.model.media import MEDIA_KIND, Media
from desktop.model.owned_id import new_owned_id
from desktop.model.redacted import Redaction, covered_parts, redaction_id
from desktop.model.values.moment import Moment

if TYPE_CHECKING:
    from desktop.vault import Vault

_NAMED: Final = 8
"""Signs of its hash in the name of a new file, which says nothing of the original."""


@dataclass(frozen=True, slots=True)
class Said:
    """What whoever covers something says of it: as of :class:`Redaction`."""

    face: bool = False
    places: bool = False
    family: bool = False
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """``media``: the new file. ``attached``: the codes of the interviews of the original that it
    is attached to now; ``sealed``: of those that cannot be changed any more."""

    media: Media
    attached: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()


def keep_redacted(
    vault: Vault,
    media_id: str,
    covers: Sequence[Cover],
    said: Said,
    pool: DecoderPool | None = None,
) -> Kept:
    """Cover these parts of a file, keep the new one with what was said of it, and attach it to each
    interview of the original that is not sealed. All of it is kept or nothing.

    Raises ``NotRedactable``, and ``NoSuchRecord`` where the file is not here.
    """
    original = vault.media.get(media_id)
    if original.size > MAX_FILE:
        raise NotRedactable(WhyNot.TOO_LARGE.value)
    made = redact(b"".join(vault.media.read(original.id)), tuple(covers), pool)
    return keep_made(vault, original.id, made, covers, said)


def keep_made(
    vault: Vault, media_id: str, made: Redacted, covers: Sequence[Cover], said: Said
) -> Kept:
    """The same where a child covered them already."""
    original = vault.media.get(media_id)
    media = _media(vault, made.data, made.width, made.height)
    parts = covered_parts((each.page, each.outline, each.manner.value) for each in covers)
    with vault.transaction():
        kept = vault.media.add(media, (made.data,))
        if kept.id != media.id:
            # The same parts of the same file were covered before.
            return Kept(kept)
        vault.redactions.came(
            Redaction(
                redaction_id(media.id),
                media.added_at,
                media.id,
                original.id,
                parts,
                said.face,
                said.places,
                said.family,
                said.reason,
                said.note,
            )
        )
        return _attached(vault, original, media)


def _media(vault: Vault, data: bytes, width: int, height: int) -> Media:
    sums = hash_bytes(data)
    return Media(
        new_owned_id(vault.identity.fingerprint, MEDIA_KIND),
        Moment.now(),
        sums.sha256,
        sums.sha512,
        len(data),
        f"redacted-{sums.sha256[:_NAMED]}.jpg",
        "image/jpeg",
        width,
        height,
    )


def _attached(vault: Vault, original: Media, media: Media) -> Kept:
    attached, sealed = list[str](), list[str]()
    for interview in map(vault.interviews.get, vault.media.attached_to(original.id)):
        if interview.state is State.SEALED:
            sealed.append(interview.code)
        else:
            vault.interviews.attach(interview.id, media.id)
            attached.append(interview.code)
    return Kept(media, tuple(attached), tuple(sealed))
