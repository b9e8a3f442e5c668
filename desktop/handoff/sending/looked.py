"""One interview and what the gate said of it, in some hundred bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from desktop import canonical
from desktop.handoff.format.kind_numbers import KINDS
from desktop.handoff.sending.packed import NONE, Packed, contents, count, octets
from desktop.model.consent import Decision, Identification, Refusal
from desktop.model.consent.showing import Family, Places
from desktop.model.handoff import Staying
from desktop.vault.kinds.all import CHOSEN

_DIGITS: Final = 64


class Kept(NamedTuple):
    """A record that does not travel with the interview it rests on; ``kind``: in ``KINDS``."""

    kind: int
    id: str
    label: str
    refusal: Refusal


class Follows(NamedTuple):
    """A record that may leave with the interview it rests on, and has no bytes of its own.

    ``kind``: in ``KINDS``; ``news``: whether it differs from what the recipient confirmed.
    """

    kind: int
    id: str
    news: bool


class Looked(NamedTuple):
    """Bare, because thousands are held. ``refusal`` to ``hidden``: as in the gate's ``Decision``.

    ``consents``: :func:`packed_versions`; ``files``: those that would travel with it, packed;
    ``follows``: what else would; ``kept``: :func:`packed_kept`. ``news``: whether its own record
    or its consent differs from what the recipient confirmed; not looked for where it decides
    nothing. ``told``: whether the recipient was sent it and its consent changed since, so that
    this travels alone where the interview does not. ``shares``: whether anything of it may rest
    on other interviews too.
    """

    id: str
    code: str
    refusal: Refusal | None
    identification: Identification
    lets_files: bool
    places: Places
    family: Family
    hidden: bool
    consents: bytes
    files: Packed = NONE
    follows: tuple[Follows, ...] = ()
    kept: bytes = b""
    news: bool = False
    told: bool = False
    shares: bool = False

    @property
    def allowed(self) -> bool:
        """Whether it may leave."""
        return self.refusal is None

    @property
    def decision(self) -> Decision:
        """What the gate said of it."""
        return Decision(
            self.refusal,
            self.identification,
            self.lets_files,
            self.places,
            self.family,
            self.hidden,
        )

    @property
    def consent_versions(self) -> tuple[str, ...]:
        """The consent the gate looked at, the deciding branch first."""
        digits = self.consents.hex()
        return tuple(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))

    @property
    def file_count(self) -> int:
        """How many files would travel with it."""
        return count(self.files)

    @property
    def octets(self) -> int:
        """Of all these files."""
        return octets(self.files)

    def stays(self) -> list[Staying]:
        """What of it does not travel, whichever others are chosen."""
        if self.refusal is not None:
            return [Staying(CHOSEN, self.id, self.code, self.refusal)]
        return [Staying(KINDS[each.kind], *each[1:]) for each in self._kept()]

    def contents(self) -> Iterator[tuple[bytes, int]]:
        """Each file that would travel: its SHA-256 in bytes, and its size."""
        return contents(self.files)

    def left_behind(self) -> Sequence[str]:
        """The id of each thing of :meth:`stays`."""
        if not self.allowed:
            return (self.id,)
        return [each.id for each in self._kept()] if self.kept else ()

    def _kept(self) -> list[Kept]:
        return canonical.decode_kept(self.kept, list[Kept]) if self.kept else []


def packed_versions(versions: Iterable[str]) -> bytes:
    """Version ids (64 hex digits) in 32 bytes each."""
    return bytes.fromhex("".join(versions))


def packed_kept(kept: Sequence[Kept]) -> bytes:
    """Records that stay, as JSON; nothing where none does."""
    return canonical.encode(kept) if kept else b""
