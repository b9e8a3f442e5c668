"""Scenes of those who lie about consents, seals, authors and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from desktop.model.consent import CONSENT_KIND
from desktop.model.interview import INTERVIEW_KIND, State
from desktop.model.media import MEDIA_KIND
from desktop.model.place import PLACE_KIND
from desktop.model.version import RecordKind
from tests.samples import cast
from tests.samples.cast import CONSENT, INTERVIEW, PHOTO, PUBLIC, WORK
from tests.samples.packing import Packed, record
from tests.samples.scene import (
    ACCEPTED,
    CONSENT_V,
    FAR,
    GONE,
    HONEST,
    INTERVIEW_V,
    PERSON_V,
    PHOTO_V,
    PLACE_V,
    SEALED,
    THERE,
    UNREAD,
    WAITS,
    WITHDRAWN,
    Scene,
    Step,
    consent,
    of,
    withdrawal,
)
from tests.unit.handoff.forge import sha256

ALIKE: Final = RecordKind("abcfae")
"""A kind that nobody knows, named so that its mark is that of consents."""

# --- 1: consent -----------------------------------------------------------------------------------


def consents() -> Iterator[Scene]:
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
    place = replace(cast.place(), id=INTERVIEW)
    taken = record(PLACE_KIND, INTERVIEW, place, "second", **FAR)
    yield Scene(
        "1-kind-taken",
        "the interview's id, taken first for a place",
        (of(taken, said="breaks-schema"), HONEST),
        "yes",
        "not-asked",
        {INTERVIEW: INTERVIEW_V},
    )
    alike = record(ALIKE, CONSENT, {"what": "new"}, "second", **FAR)
    yield Scene(
        "1-kind-alike",
        "an unknown kind with the mark of consents, under the consent's id",
        (of(alike, said=UNREAD), HONEST, withdrawal()),
        WITHDRAWN,
        WITHDRAWN,
        {CONSENT: GONE},
    )
    other = cast.own("second", 7, CONSENT_KIND)
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


def seals() -> Iterator[Scene]:
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


# --- 5: files -------------------------------------------------------------------------------------


def files() -> Iterator[Scene]:
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
    yield from _bytes()


def _bytes() -> Iterator[Scene]:
    """Of who holds the researcher's key, and gives the photo other bytes."""
    data = b"not what the seal names"
    stolen = record(MEDIA_KIND, PHOTO, cast.photo(data), "researcher", **FAR)
    other = Step(Packed((stolen,), (data,), "second"), (ACCEPTED,), ("other-bytes-named",))
    account = Step(Packed((SEALED, PERSON_V, CONSENT_V)), (ACCEPTED,) * 3)
    photo = Step(Packed((PHOTO_V,), (cast.PICTURE,)), (ACCEPTED,), (ACCEPTED,))
    yield Scene(
        "5-other-bytes",
        "other bytes than a sealed interview names, before the photo itself",
        (account, other, photo),
        "yes",
        file=cast.PICTURE,
        held="same",
    )
    first = replace(other, files_said=(ACCEPTED,))
    late = replace(photo, files_said=("id-taken",))
    yield Scene(
        "5-other-bytes-first",
        "and before the interview: no caption has them",
        (first, account, late),
        "yes",
        file=data,
        held="another",
    )
    lie = cast.account("W-OTHER")
    named = replace(lie, attachments=(replace(lie.attachments[0], sha256=sha256(data)),))
    beside = record(INTERVIEW_KIND, INTERVIEW, named, "second", **FAR)
    yield Scene(
        "5-named-by-another",
        "what another names keeps no photo out",
        (of(beside, said=ACCEPTED), HONEST),
        "yes",
        shown={INTERVIEW: INTERVIEW_V},
        file=cast.PICTURE,
        held="same",
    )
