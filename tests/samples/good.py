"""Scenes of what is sound, and of what a newer program wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from desktop import canonical
from desktop.model.consent import CONSENT_KIND
from desktop.model.person import PERSON_KIND
from desktop.model.version import RecordKind
from tests.samples import cast
from tests.samples.cast import CONSENT, INTERVIEW, PERSON, PUBLIC, WORK
from tests.samples.packing import Packed, record
from tests.samples.scene import (
    ACCEPTED,
    CONSENT_V,
    GONE,
    HONEST,
    INTERVIEW_V,
    NEWER,
    PERSON_V,
    SEALED,
    THERE,
    UNREAD,
    WAITS,
    WHOLE,
    WITHDRAWN,
    Scene,
    Step,
    of,
    withdrawal,
)
from tests.unit.handoff.forge import NOON

# --- good -----------------------------------------------------------------------------------------


def good() -> Iterator[Scene]:
    yield Scene(
        "good",
        "interview, person, consent, photo, place",
        (HONEST,),
        "yes",
        "not-asked",
        {INTERVIEW: INTERVIEW_V, PERSON: PERSON_V, CONSENT: CONSENT_V},
        cast.PICTURE,
        "same",
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


# --- 6: newer -------------------------------------------------------------------------------------


def newer() -> Iterator[Scene]:
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
    unknown = record(event, cast.own("researcher", 60, event), {"what": "new"})
    yield Scene(
        "6-kind", "a kind that nobody knows yet", (of(unknown, said=UNREAD, sender="researcher"),)
    )
    for name, said in (
        ("needs", {"needs": ["masks"]}),
        ("version", {"version": 2}),
        ("shown", {"shown_as": "initials"}),
        ("derived", {"derived_from": cast.own("researcher", 61, PERSON_KIND)}),
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
