"""Keys from passphrases (Argon2id, RFC 9106) and keys from keys (HKDF-SHA256, RFC 5869)."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.errors import NotEnoughMemory
from desktop.system.machine_memory import machine_memory

KEY_BYTES = 32
SALT_BYTES = 16
_MAX_MEMORY_KIB = 4 * 1024 * 1024
_MAX_ITERATIONS = 64
_MAX_LANES = 16
_PROBE_MEMORY_KIB = 64 * 1024
_STEP_KIB = 1024


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one Argon2id derivation costs: memory in KiB, passes over it, parallel lanes.

    ``ValueError`` beyond 4 GiB, 64 passes or 16 lanes, or below what Argon2 itself allows:
    a cost that comes from a file is bounded before any memory is taken.
    """

    memory_kib: int
    iterations: int
    lanes: int

    def __post_init__(self) -> None:
        if not 1 <= self.lanes <= _MAX_LANES:
            raise ValueError(f"Argon2id lanes: 1 to {_MAX_LANES}")
        if not 1 <= self.iterations <= _MAX_ITERATIONS:
            raise ValueError(f"Argon2id iterations: 1 to {_MAX_ITERATIONS}")
        if not 8 * self.lanes <= self.memory_kib <= _MAX_MEMORY_KIB:
            raise ValueError(f"Argon2id memory: 8 KiB a lane to {_MAX_MEMORY_KIB} KiB")

    def highest(self, other: Argon2Cost) -> Argon2Cost:
        """The more of each of the two; lanes stay."""
        return Argon2Cost(
            max(self.memory_kib, other.memory_kib),
            max(self.iterations, other.iterations),
            self.lanes,
        )

    def at_least(self, other: Argon2Cost) -> bool:
        """Whether neither memory nor passes are below ``other``'s."""
        return self.memory_kib >= other.memory_kib and self.iterations >= other.iterations


FLOOR = Argon2Cost(memory_kib=256 * 1024, iterations=3, lanes=4)
"""No vault is set up below this: 256 MiB, 3 passes, and the 4 lanes of RFC 9106, section 4."""


CEILING_KIB = 1024 * 1024
"""The most memory that is chosen: an eighth of a laptop of 8 GB, to which the vault may move."""


def ceiling_here() -> int:
    """The most memory that is chosen on this machine, in KiB."""
    here = machine_memory()
    most = CEILING_KIB if here is None else min(CEILING_KIB, here // 8 // 1024)
    return max(most, FLOOR.memory_kib)


def calibrate(target_seconds: float = 1.0, ceiling_kib: int | None = None) -> Argon2Cost:
    """The cost that takes about ``target_seconds`` on this machine, never below :data:`FLOOR`.

    Measures two derivations of 64 MiB (under half a second in all). Memory grows first, to
    ``ceiling_kib``, since memory is what an attacker's hardware lacks; then passes. Without a
    ceiling: 1 GiB, and no more than an eighth of what this machine has.
    """
    budget = _kib_per_second() * target_seconds
    ceiling = ceiling_here() if ceiling_kib is None else max(ceiling_kib, FLOOR.memory_kib)
    memory = int(budget / FLOOR.iterations) // _STEP_KIB * _STEP_KIB
    memory = min(max(memory, FLOOR.memory_kib), ceiling, _MAX_MEMORY_KIB)
    iterations = min(max(int(budget / memory), FLOOR.iterations), _MAX_ITERATIONS)
    return Argon2Cost(memory, iterations, FLOOR.lanes)


def derive(secret: bytes, salt: bytes, cost: Argon2Cost) -> bytes:
    """32 bytes from ``secret`` by Argon2id version 0x13; ``salt`` has at least 8 bytes.

    ``NotEnoughMemory`` where the machine has not what the cost asks for.
    """
    argon2 = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    try:
        return argon2.derive(secret)
    except MemoryError:
        raise NotEnoughMemory(f"{cost.memory_kib} KiB") from None


def passphrase_bytes(passphrase: str) -> bytes:
    """A passphrase as bytes: NFKC, so that keyboards that compose letters differently agree.

    Every string has such bytes: unpaired surrogates, which some terminals hand in, are kept
    and not refused, because the exception would carry the passphrase.
    """
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def hkdf_sha256(secret: bytes, *, salt: bytes, info: bytes) -> bytes:
    """32 bytes by HKDF-SHA256, extract and expand; an empty ``salt`` counts as none."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(secret)


def _kib_per_second() -> float:
    """Memory passed over in a second: three passes over 64 MiB, the faster of two runs.

    As many passes as the floor has, so that the first one, which pays for getting the
    memory, weighs as much here as in the derivation that is to be predicted.
    """
    probe = Argon2Cost(_PROBE_MEMORY_KIB, FLOOR.iterations, FLOOR.lanes)
    return probe.memory_kib * probe.iterations / min(_seconds(probe), _seconds(probe))


def _seconds(cost: Argon2Cost) -> float:
    started = time.perf_counter()
    derive(bytes(KEY_BYTES), bytes(SALT_BYTES), cost)
    return max(time.perf_counter() - started, 1e-6)
