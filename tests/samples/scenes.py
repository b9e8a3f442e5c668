"""What the samples try: each scene is some packages, taken in by an empty home one after the other,
and what has to come of it. The names follow the eight points of what was once seen (issue 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from desktop import canonical
from desktop.handoff.format import layout
from desktop.home.custody import hash_of
from desktop.model.consent import CONSENT_KIND
from desktop.model.custody import CustodyEvent, CustodyKind
from desktop.model.interview import INTERVIEW_KIND, State
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.model.place import PLACE_KIND
from desktop.model.version import RecordKind
from tests.samples import cast
from tests.samples.cast import CONSENT, INTERVIEW, PERSON, PHOTO, PUBLIC, WORK
from tests.samples.packing import Packed, Record, record
from tests.unit.handoff.forge import HEAD, NOON, plain_tar

READ, NEWER, UNKNOWN, REFUSED = "read", "newer", "signer unknown", "refused"
ACCEPTED, THERE, WITHDRAWN, WAITS, UNREAD = (
    "accepted", "already-there", "withdrawn", "waits-for-card", "kept-unread",
)  # fmt: skip
"""What a line says: its reason, else its outcome."""


@dataclass(frozen=True)
class Step:
    """A package, the answer to it, and of each of its records and files what the receipt says.

    ``custody_aside``: how many rows of its custody file are not believed.
    """

    packed: Packed
    said: tuple[str, ...] = ()
    files_said: tuple[str, ...] = ()
    answer: str = READ
    custody_aside: int = 0


@dataclass(frozen=True)
class Scene:
    """``work``, ``public``: what the gate says in the end, "yes" or why not; ``shown``: of records,
    the version that is shown, or None."""

    name: str
    what: str
    steps: tuple[Step, ...]
    work: str = ""
    public: str = ""
    shown: Mapping[str, Record | None] = field(default_factory=dict)
    file: bytes | None = None
    """The bytes that lie under the id of the photo in the end."""


INTERVIEW_V = record(INTERVIEW_KIND, INTERVIEW, cast.account())
SEALED = record(
    INTERVIEW_KIND, INTERVIEW, cast.account("W-001", State.SEALED), sealed_by="researcher",
    parents=(INTERVIEW_V,),
)  # fmt: skip
PERSON_V = record(PERSON_KIND, PERSON, cast.person())
CONSENT_V = record(CONSENT_KIND, CONSENT, cast.consent(WORK))
GONE = record(CONSENT_KIND, CONSENT, cast.consent(WORK, gone=True), parents=(CONSENT_V,))
PHOTO_V = record(MEDIA_KIND, PHOTO, cast.photo())
PLACE_V = record(PLACE_KIND, cast.PLACE, cast.place())
WHOLE = (INTERVIEW_V, PERSON_V, CONSENT_V, PHOTO_V, PLACE_V)
HONEST = Step(Packed(WHOLE, (cast.PICTURE,)), (ACCEPTED,) * 5, (ACCEPTED,))
FAR: Final = {"created_at": canonical.to_plain(cast.FAR)}


def of(*records: Record, said: str | tuple[str, ...], sender: str = "second", **more: Any) -> Step:
    """A package by a second sender, who is trusted."""
    answers = (said,) * len(records) if isinstance(said, str) else said
    custody = more.pop("custody_aside", 0)
    return Step(Packed(records, sender=sender, **more), answers, custody_aside=custody)


def withdrawal() -> Step:
    """The real one."""
    return of(GONE, said=WITHDRAWN, sender="researcher")


def consent(*cells: Any, author: str = "second", **more: Any) -> Record:
    """A consent to the interview by somebody."""
    return record(CONSENT_KIND, CONSENT, cast.consent(*cells), author, **{**FAR, **more})


# --- good -----------------------------------------------------------------------------------------


def _good() -> Iterator[Scene]:
    yield Scene(
        "good",
        "interview, person, consent, photo, place",
        (HONEST,),
        "yes",
        "not-asked",
        {INTERVIEW: INTERVIEW_V, PERSON: PERSON_V, CONSENT: CONSENT_V},
        cast.PICTURE,
    )
    sealed = of(SEALED, said=ACCEPTED, sender="researcher")
    yield Scene(
        "sealed", "a later, sealed version", (HONEST, sealed), "yes", shown={INTERVIEW: SEALED}
    )
    yield Scene(
        "withdrawn",
        "the consent is withdrawn",
        (HONEST, withdrawal()),
        WITHDRAWN,
        WITHDRAWN,
        {CONSENT: GONE},
    )
    again = record(CONSENT_KIND, CONSENT, cast.consent(WORK, PUBLIC), parents=(GONE,))
    yield Scene(
        "given-again",
        "agreed to again over a withdrawal",
        (HONEST, withdrawal(), of(again, said=ACCEPTED, sender="researcher")),
        "yes",
        "yes",
        {CONSENT: again},
    )
    stranger = record(PERSON_KIND, PERSON, cast.person("P-X"), "stranger")
    yield Scene(
        "stranger",
        "a version by somebody whose card is not here",
        (HONEST, of(stranger, said=WAITS)),
        "yes",
        shown={PERSON: PERSON_V},
    )
    bare = replace(SEALED, sealed_by="")
    yield Scene(
        "seal-late",
        "passed on without its seal first",
        (HONEST, of(bare, said=ACCEPTED), of(SEALED, said=THERE, sender="researcher")),
        "yes",
        shown={INTERVIEW: SEALED},
    )


# --- 1: consent -----------------------------------------------------------------------------------


def _consents() -> Iterator[Scene]:
    wide = consent(WORK, PUBLIC)
    yield Scene(
        "1-consent-9999",
        "a second sender says yes to all, dated 9999",
        (HONEST, of(wide, said=ACCEPTED), withdrawal()),
        WITHDRAWN,
        WITHDRAWN,
        {CONSENT: GONE},
    )
    yield Scene(
        "1-consent-first",
        "the same, before the real one",
        (of(wide, said=ACCEPTED), HONEST),
        "yes",
        "not-asked",
        {CONSENT: CONSENT_V},
    )
    child = consent(WORK, PUBLIC, parents=(GONE,))
    yield Scene(
        "1-over-withdrawal",
        "and names the withdrawal",
        (HONEST, withdrawal(), of(child, said=ACCEPTED)),
        WITHDRAWN,
        WITHDRAWN,
        {CONSENT: GONE},
    )
    theirs = consent(WORK, PUBLIC, parents=(GONE,), author="stranger")
    yield Scene(
        "1-stranger-over-withdrawal",
        "a stranger names the withdrawal",
        (HONEST, withdrawal(), of(theirs, said=WAITS)),
        WITHDRAWN,
        WITHDRAWN,
        {CONSENT: GONE},
    )
    alone = Step(Packed((INTERVIEW_V, PERSON_V)), (ACCEPTED, ACCEPTED))
    yield Scene(
        "1-no-consent-came",
        "where no consent came",
        (alone, of(wide, said=ACCEPTED)),
        "only-by-others",
        "only-by-others",
    )
    other = cast.own("second", 7)
    body = replace(cast.consent(WORK, PUBLIC), id=other)
    beside = record(CONSENT_KIND, other, body, "second", **FAR)
    yield Scene(
        "1-beside",
        "under an id of its own",
        (HONEST, of(beside, said="rests-on-others")),
        "yes",
        "not-asked",
        {CONSENT: CONSENT_V},
    )
    gone = replace(cast.consent(WORK, gone=True), interview_id=cast.own("researcher", 9))
    moved = record(CONSENT_KIND, CONSENT, gone, "second", grounds=(gone.interview_id,), **FAR)
    yield Scene(
        "1-moved",
        "a withdrawal that gives the consent to another interview",
        (
            HONEST,
            Step(
                Packed((moved,), sender="second", document=_leaving_on(gone.interview_id)),
                (WITHDRAWN,),
            ),
        ),
        "yes",
        "not-asked",
        {CONSENT: CONSENT_V},
    )
    narrow = record(CONSENT_KIND, CONSENT, cast.consent(WORK, gone=True), "stranger", **FAR)
    yield Scene(
        "1-stranger-narrows",
        "a stranger's withdrawal counts",
        (HONEST, of(narrow, said=WITHDRAWN)),
        WITHDRAWN,
        WITHDRAWN,
        {CONSENT: CONSENT_V},
    )


def _leaving_on(interview_id: str) -> Mapping[str, Any]:
    """A document whose records rest on another interview."""
    said = {
        "interview_id": interview_id, "consent_version": "0" * 64,
        "identification": "full-name", "files": True,
    }  # fmt: skip
    return {"consents": [said]}


# --- 2: seals and authors -------------------------------------------------------------------------


def _seals() -> Iterator[Scene]:
    first = (HONEST, of(SEALED, said=ACCEPTED, sender="researcher"))
    other = cast.account("W-OTHER", State.SEALED)
    shown = {INTERVIEW: SEALED}
    for name, parents in (("2-says-sealed", ()), ("2-says-sealed-over", (SEALED,))):
        says = record(INTERVIEW_KIND, INTERVIEW, other, "second", parents, **FAR)
        yield Scene(
            name,
            "it says that it is sealed, and is not",
            (*first, of(says, said=ACCEPTED)),
            "yes",
            shown=shown,
        )
    thrown = record(
        INTERVIEW_KIND, INTERVIEW, other, "stranger", (SEALED,), sealed_by="stranger", **FAR
    )
    yield Scene(
        "2-throwaway",
        "sealed by a key of nobody",
        (*first, of(thrown, said=WAITS)),
        "yes",
        shown=shown,
    )
    trusted = record(
        INTERVIEW_KIND, INTERVIEW, other, "second", (SEALED,), sealed_by="second", **FAR
    )
    yield Scene(
        "2-second-seal",
        "sealed by the second sender",
        (*first, of(trusted, said=ACCEPTED)),
        "yes",
        shown=shown,
    )
    anothers = record(INTERVIEW_KIND, INTERVIEW, other, "second", (SEALED,), sealed_by="stranger")
    yield Scene(
        "2-sealed-by-another",
        "than its author",
        (*first, of(anothers, said="sealed-by-another")),
        "yes",
        shown=shown,
    )
    for who in ("researcher", "office"):
        forged = record(INTERVIEW_KIND, INTERVIEW, other, who, (SEALED,), signed_by="second", **FAR)
        yield Scene(
            f"2-as-{who}",
            f"in the name of the {who}, signed by the second sender",
            (*first, of(forged, said="not-signed")),
            "yes",
            shown=shown,
        )
    bare = record(INTERVIEW_KIND, INTERVIEW, other, "second", (SEALED,), unsigned=True, **FAR)
    yield Scene(
        "2-unsigned", "signed by nobody", (*first, of(bare, said="not-signed")), "yes", shown=shown
    )
    child = record(
        INTERVIEW_KIND, INTERVIEW, cast.account("W-TAKEN"), "second", (INTERVIEW_V,), **FAR
    )
    yield Scene(
        "2-child",
        "another's child hides nothing",
        (HONEST, of(child, said=ACCEPTED)),
        "yes",
        shown={INTERVIEW: INTERVIEW_V},
    )


# --- 3: times -------------------------------------------------------------------------------------

TIMES: Final[Mapping[str, tuple[str, Any]]] = {
    "garbage": ("garbage", 0),
    "month-13": ("2026-13-01T00:00:00.000Z", 0),
    "february-30": ("2026-02-30T00:00:00.000Z", 0),
    "offset-week": ("2026-01-01T00:00:00.000Z", 10081),
    "offset-week-below": ("2026-01-01T00:00:00.000Z", -10081),
    "year-0": ("0000-01-01T00:00:00.000Z", 0),
}


def _times() -> Iterator[Scene]:
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


def _custody() -> Iterator[Scene]:
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


# --- 5: files -------------------------------------------------------------------------------------


def _files() -> Iterator[Scene]:
    theirs = record(MEDIA_KIND, PHOTO, cast.photo(b"another's photo"), "second", **FAR)
    other = Step(Packed((theirs,), (b"another's photo",), "second"), (ACCEPTED,), ("id-taken",))
    yield Scene(
        "5-id-first",
        "another's file under the id of the photo, first",
        (other, HONEST),
        "yes",
        file=cast.PICTURE,
    )
    yield Scene(
        "5-id-last",
        "and last",
        (HONEST, replace(other, files_said=("not-described",))),
        "yes",
        file=cast.PICTURE,
    )
    child = record(MEDIA_KIND, PHOTO, cast.photo(b"another's photo"), "second", (PHOTO_V,), **FAR)
    record_alone = of(PHOTO_V, said=ACCEPTED, sender="researcher")
    rest = (INTERVIEW_V, PERSON_V, CONSENT_V, PLACE_V, PHOTO_V)
    late = Step(Packed(rest, (cast.PICTURE,)), (ACCEPTED,) * 4 + (THERE,), (ACCEPTED,))
    yield Scene(
        "5-child",
        "a child of the owner's record, before the bytes",
        (record_alone, of(child, said=ACCEPTED), late),
        "yes",
        file=cast.PICTURE,
    )


# --- 6: newer -------------------------------------------------------------------------------------


def _newer() -> Iterator[Scene]:
    def body(said: object, **more: Any) -> dict[str, Any]:
        return {**canonical.to_plain(said), **more}

    more = record(PERSON_KIND, PERSON, body(cast.person(), nicknames=["Алеся"]))
    yield Scene(
        "6-field",
        "a field that nobody knows yet",
        (of(more, said=ACCEPTED, sender="researcher"),),
        shown={PERSON: more},
    )
    gone = body(cast.consent(WORK, gone=True), reach="all")
    withdrawn = record(CONSENT_KIND, CONSENT, gone, parents=(CONSENT_V,))
    yield Scene(
        "6-withdrawal",
        "a withdrawal with a field that nobody knows yet",
        (HONEST, of(withdrawn, said=WITHDRAWN, sender="researcher")),
        WITHDRAWN,
        WITHDRAWN,
    )
    closes = {"interviews": [INTERVIEW], "withdrawn_at": None, "erased_at": None}
    narrowing = record(
        CONSENT_KIND, CONSENT, {"all": "new"}, parents=(CONSENT_V,), needs=["masks"], closes=closes
    )
    yield Scene(
        "6-unread-narrowing",
        "a consent that only a newer program reads",
        (HONEST, of(narrowing, said=UNREAD, sender="researcher")),
        UNREAD,
        UNREAD,
        {CONSENT: CONSENT_V},
    )
    yield Scene(
        "6-unread-first",
        "the same, first",
        (of(narrowing, said=UNREAD, sender="researcher"), HONEST),
        UNREAD,
        UNREAD,
        {CONSENT: CONSENT_V},
    )
    gone_unread = record(
        CONSENT_KIND,
        CONSENT,
        {"all": "new"},
        parents=(CONSENT_V,),
        needs=["masks"],
        closes={**closes, "withdrawn_at": canonical.to_plain(NOON)},
    )
    yield Scene(
        "6-unread-withdrawal",
        "a withdrawal that only a newer program reads",
        (HONEST, of(gone_unread, said=WITHDRAWN, sender="researcher")),
        WITHDRAWN,
        WITHDRAWN,
    )
    event = RecordKind("event")
    unknown = record(event, cast.own("researcher", 60), {"what": "new"})
    yield Scene(
        "6-kind", "a kind that nobody knows yet", (of(unknown, said=UNREAD, sender="researcher"),)
    )
    for name, said in (
        ("needs", {"needs": ["masks"]}),
        ("version", {"version": 2}),
        ("shown", {"shown_as": "initials"}),
        ("derived", {"derived_from": cast.own("researcher", 61)}),
    ):
        newer = record(PERSON_KIND, PERSON, cast.person("P-2"), parents=(PERSON_V,), **said)
        yield Scene(
            f"6-{name}",
            "a version that only a newer program reads",
            (HONEST, of(newer, said=UNREAD, sender="researcher")),
            "yes",
            shown={PERSON: PERSON_V},
        )
    for name, change in (("package", {"version": 2}), ("package-needs", {"needs": ["volumes"]})):
        packed = Packed(WHOLE, (cast.PICTURE,), document=change)
        yield Scene(f"6-{name}", "a package from a newer program", (Step(packed, answer=NEWER),))


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


def _odd() -> Iterator[Scene]:
    for name, path in (("directory", "data/"), ("directory-out", "../../x/")):
        packed = Packed(
            WHOLE, (cast.PICTURE,), tar=lambda data, path=path: _entry(path, b"5") + data
        )
        yield Scene(f"8-{name}", "an entry for a directory", (Step(packed, answer=REFUSED),))
    link = Packed(WHOLE, (cast.PICTURE,), tar=lambda data: _entry("data/x", b"2") + data)
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
        (PERSON_V,), sender="second", document={"package_id": cast.own("researcher", 99)}
    )
    yield Scene("8-package-id", "the id of another's package", (Step(taken, answer=REFUSED),))


SCENES: Final = (
    *_good(), *_consents(), *_seals(), *_times(), *_custody(), *_files(), *_newer(), *_odd(),
)  # fmt: skip
