"""Scenes of what is no moment, no custody row, no package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from desktop import canonical
from desktop.handoff.format import layout
from desktop.home.custody import hash_of
from desktop.model.custody import CustodyEvent, CustodyKind
from desktop.model.owned_id import PACKAGE
from desktop.model.person import PERSON_KIND
from tests.samples import cast
from tests.samples.cast import INTERVIEW, PERSON
from tests.samples.packing import Packed, record
from tests.samples.scene import (
    ACCEPTED,
    HONEST,
    PERSON_V,
    REFUSED,
    UNKNOWN,
    WHOLE,
    Scene,
    Step,
    of,
)
from tests.unit.handoff.forge import HEAD, NOON, plain_tar

# --- 3: times -------------------------------------------------------------------------------------

TIMES: Final[Mapping[str, tuple[str, Any]]] = {
    "garbage": ("garbage", 0),
    "month-13": ("2026-13-01T00:00:00.000Z", 0),
    "february-30": ("2026-02-30T00:00:00.000Z", 0),
    "offset-week": ("2026-01-01T00:00:00.000Z", 10081),
    "offset-week-below": ("2026-01-01T00:00:00.000Z", -10081),
    "year-0": ("0000-01-01T00:00:00.000Z", 0),
}


def times() -> Iterator[Scene]:
    for name, (utc, offset) in TIMES.items():
        at = {"utc": utc, "offset_minutes": offset}
        version = record(PERSON_KIND, PERSON, cast.person(), created_at=at)
        broken = of(version, said="breaks-schema", sender="researcher")
        yield Scene(f"3-{name}", "when a version was written", (broken,), shown={PERSON: None})
        packed = Packed(WHOLE, (cast.PICTURE,), document={"written_at": at})
        refused = Step(packed, answer=REFUSED)
        yield Scene(f"3-package-{name}", "when a package was written", (refused,))
    for name, minutes in (("offset", 1440), ("offset-below", -1440)):
        at = {"utc": "2026-01-01T00:00:00.000Z", "offset_minutes": minutes}
        version = record(PERSON_KIND, PERSON, cast.person(), created_at=at)
        taken = of(version, said=ACCEPTED, sender="researcher")
        yield Scene(
            f"3-{name}",
            "a day from UTC, as no clock is: shown in UTC",
            (taken,),
            shown={PERSON: version},
        )


# --- 4: custody -----------------------------------------------------------------------------------


def row(who: str = "researcher", **changes: Any) -> bytes:
    """A custody row about the interview."""
    made = CustodyEvent(
        1, cast.own("researcher", 40), NOON, cast.fingerprint(who), CustodyKind.CREATION,
        "interview", INTERVIEW, "0" * 64, "",
    )  # fmt: skip
    plain = {**canonical.to_plain(replace(made, hash=hash_of(made))), **changes}
    return canonical.encode(plain) + b"\n"


def custody() -> Iterator[Scene]:
    def scene(name: str, what: str, custody: bytes, aside: int) -> Scene:
        step = Step(
            Packed(WHOLE, (cast.PICTURE,), custody=custody),
            HONEST.said,
            HONEST.files_said,
            custody_aside=aside,
        )
        return Scene(name, what, (step,), "yes")

    yield scene("4-row", "a row that holds", row(), 0)
    yield scene(
        "4-number",
        "a number of 2⁶³",
        row(seq=2**53 - 1).replace(str(2**53 - 1).encode(), str(2**63).encode()),
        1,
    )
    yield scene("4-behind-head", "a row behind the head", row(seq=HEAD.seq + 1), 1)
    yield scene("4-in-anothers-name", "a row of the second sender's", row("second"), 1)
    yield scene("4-altered", "a hash that does not follow", row(hash="1" * 64), 1)
    yield scene("4-newlines", "nothing but line ends", b"\n" * 20_000, 20_000)


# --- 8: what is no package ------------------------------------------------------------------------


def _entry(path: str, flag: bytes, data: bytes = b"") -> bytes:
    """An entry of a tar of another type."""
    block = bytearray(plain_tar([(path, data)])[:512])
    block[156:157] = flag
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def _behind(first: bytes) -> Callable[[bytes], bytes]:
    """A tar behind another entry."""
    return lambda data: first + data


def odd() -> Iterator[Scene]:
    for name, path in (("directory", "data/"), ("directory-out", "../../x/")):
        packed = Packed(WHOLE, (cast.PICTURE,), tar=_behind(_entry(path, b"5")))
        yield Scene(f"8-{name}", "an entry for a directory", (Step(packed, answer=REFUSED),))
    link = Packed(WHOLE, (cast.PICTURE,), tar=_behind(_entry("data/x", b"2")))
    yield Scene("8-link", "a link", (Step(link, answer=REFUSED),))
    for name in ("con", "nul", "aux"):
        packed = Packed(WHOLE, (cast.PICTURE,), extra={layout.schema_path(name): b"{}"})
        yield Scene(f"8-{name}", f"a schema called {name}", (Step(packed, answer=REFUSED),))
    unknown = Packed(WHOLE, (cast.PICTURE,), sender="stranger")
    yield Scene("8-unknown", "signed by nobody who is known", (Step(unknown, answer=UNKNOWN),))
    low = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43
    packed = Packed(WHOLE, (cast.PICTURE,), document={"authors": [low]})
    yield Scene(
        "8-low-order-author", "a key for which anyone can sign", (Step(packed, answer=REFUSED),)
    )
    taken = Packed(
        (PERSON_V,), sender="second", document={"package_id": cast.own("researcher", 99, PACKAGE)}
    )
    yield Scene("8-package-id", "the id of another's package", (Step(taken, answer=REFUSED),))
