"""Packages of honest and hostile senders about one interview: whatever comes when, and twice, the
same is shown, let out, and found under the id of its photo."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from desktop.handoff.receiving.receive import receive_package
from desktop.model.consent import CONSENT_KIND
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from tests.homes.either import EitherHome
from tests.samples import cast, reading
from tests.samples.cast import CONSENT, INTERVIEW, PERSON, PHOTO, PICTURE, PUBLIC, WORK
from tests.samples.packing import Packed, record, tar_of
from tests.samples.scene import FAR, GONE, INTERVIEW_V, PHOTO_V, SEALED, WHOLE
from tests.unit.handoff.forge import encrypted

OTHER = b"another's photo"
_CHILD = record(INTERVIEW_KIND, INTERVIEW, cast.account("W-T"), "second", (INTERVIEW_V,), **FAR)
_WIDE = record(CONSENT_KIND, CONSENT, cast.consent(WORK, PUBLIC), "second", (GONE,), **FAR)
_LATE = record(MEDIA_KIND, PHOTO, cast.photo(OTHER), "second", (PHOTO_V,), **FAR)
_LIE = record(MEDIA_KIND, PHOTO, cast.photo(PICTURE, "lie.jpg"), "second", **FAR)
_STRANGE = record(PERSON_KIND, PERSON, cast.person("P-T"), "stranger", **FAR)
HONEST = (Packed(WHOLE, (PICTURE,)), Packed((SEALED,)))
HOSTILE = (
    Packed((replace(SEALED, sealed_by=""),), sender="second"),
    Packed((_CHILD,), sender="second"),
    Packed((_WIDE,), sender="second"),
    Packed((_LATE,), (OTHER,), sender="second"),
    Packed((_LIE,), (PICTURE,), sender="second"),
    Packed((_STRANGE,), sender="second"),
)


def end(home: EitherHome, paths: Sequence[Path]) -> object:
    for path in paths:
        receive_package(home, path)
    photo = home.media.get(PHOTO)
    heads = [sorted(home.versions.head_ids(each)) for each in (INTERVIEW, PERSON, CONSENT, PHOTO)]
    asked = {"work": "", "public": "", "file": "", "shown": (INTERVIEW, PERSON, CONSENT)}
    return reading.end(home, asked), heads, replace(photo, id=PHOTO)


@pytest.mark.hypothesis
def test_any_order_ends_alike(tmp_path: Path) -> None:
    seed = random.SystemRandom().getrandbits(32) if settings().max_examples > 1_000 else 0
    chance, paths = random.Random(seed), list[Path]()
    for number, packed in enumerate((*HONEST, *HOSTILE)):
        paths.append(tmp_path / f"{number}.age")
        paths[-1].write_bytes(encrypted(cast.OFFICE_AGE, tar_of(packed, 7_000 + number)))
    honest = end(reading.empty_home(), paths[: len(HONEST)])
    ends = []
    for _ in range(300 if seed else 3):
        order = chance.sample(paths, len(paths))
        ends.append(end(reading.empty_home(), [*order, *order[:3]]))
        assert ends[-1] == ends[0], f"seed {seed}, {[path.stem for path in order]}"
    assert isinstance(honest, tuple)
    assert isinstance(ends[0], tuple)
    assert (ends[0][0], ends[0][2]) == (honest[0], honest[2]), "nothing of it is another's"
