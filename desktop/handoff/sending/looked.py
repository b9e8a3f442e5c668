"""One interview and what the gate said of it, in some hundred bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from desktop import canonical
from desktop.handoff.sending.packed import NONE, Packed, contents, count, entries
from desktop.model.consent import Identification, Refusal
from desktop.model.handoff import MediaEntry, Staying
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.media import MEDIA_KIND

_DIGITS: Final = 64

Kept = tuple[str, str]
"""A file that does not travel with its interview: its id and its name."""


class Looked(NamedTuple):
    """Bare, because thousands are held. ``person_code``: None where the person's own record is
    not in this vault. ``refusal``, ``identification``: as in the gate's ``Decision``.

    ``consents``: :func:`packed_versions`; ``files``: those that would travel with it, packed;
    ``kept``: :func:`packed_kept`. ``news``: whether its own record or its consent differs from
    what the recipient confirmed; ``person_news``: whether the person's own record does. Neither
    is looked for where it decides nothing. ``told``: whether the recipient was sent it and
    its consent changed since, so that this travels alone where the interview does not.
    ``shares``: whether any of its files may be attached elsewhere too, or have another name.
    """

    id: str
    code: str
    person_id: str
    person_code: str | None
    refusal: Refusal | None
    identification: Identification
    consents: bytes
    files: Packed = NONE
    kept: bytes = b""
    news: bool = False
    person_news: bool = False
    told: bool = False
    shares: bool = False

    @property
    def allowed(self) -> bool:
        """Whether it may leave."""
        return self.refusal is None

    @property
    def named(self) -> bool:
        """Whether this interview lets the person's name go."""
        return self.identification is Identification.FULL_NAME

    @property
    def consent_versions(self) -> tuple[str, ...]:
        """The consent the gate looked at, the deciding branch first."""
        digits = self.consents.hex()
        return tuple(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))

    @property
    def media(self) -> tuple[MediaEntry, ...]:
        """Its files that would travel with it."""
        return entries(self.files)

    @property
    def file_count(self) -> int:
        """How many files would travel with it."""
        return count(self.files)

    def stays(self) -> list[Staying]:
        """What of it does not travel, whichever others are chosen."""
        if self.refusal is not None:
            return [Staying(INTERVIEW_KIND, self.id, self.code, self.refusal)]
        return [
            Staying(MEDIA_KIND, media_id, name, Refusal.PHOTOGRAPH_NOT_AGREED)
            for media_id, name in self._kept()
        ]

    def contents(self) -> Iterator[tuple[bytes, int]]:
        """Each file that would travel: its SHA-256 in bytes, and its size."""
        return contents(self.files)

    def left_behind(self) -> Sequence[str]:
        """The id of each thing of :meth:`stays`."""
        if not self.allowed:
            return (self.id,)
        return [media_id for media_id, _name in self._kept()] if self.kept else ()

    def _kept(self) -> list[Kept]:
        return canonical.decode_kept(self.kept, list[Kept]) if self.kept else []


def packed_versions(versions: Iterable[str]) -> bytes:
    """Version ids (64 hex digits) in 32 bytes each."""
    return bytes.fromhex("".join(versions))


def packed_kept(kept: Sequence[Kept]) -> bytes:
    """Files that stay, as the JSON of their ids and names; nothing where none does."""
    return canonical.encode(kept) if kept else b""
