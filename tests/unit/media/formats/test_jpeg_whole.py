"""A JPEG that is overwritten in the middle is not called whole, and one that is whole is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image

from desktop.media.decoding.decoder import DecoderPool
from desktop.media.decoding.wire import Problem
from desktop.media.formats.jpeg_whole import is_whole
from tests.unit.media import hostile

CLUSTER = 4096
WAYS: dict[str, dict[str, object]] = {
    "plain": {},
    "progressive": {"progressive": True},
    "restarts": {"restart_marker_blocks": 7},
    "rows": {"restart_marker_rows": 1},
    "optimised": {"optimize": True},
}


def noisy(**options: object) -> bytes:
    return hostile.saved(Image.effect_noise((500, 400), 60).convert("RGB"), "JPEG", **options)


def overwritten(data: bytes, by: bytes) -> bytes:
    at = len(data) // 2
    return data[:at] + by + data[at + len(by) :]


@pytest.mark.parametrize("way", WAYS)
def test_whole_pictures_are_called_whole(way: str) -> None:
    options = WAYS[way]
    white = Image.new("RGB", (900, 700), "white")
    for image in (Image.effect_noise((99, 77), 60), white, white.convert("CMYK")):
        assert is_whole(hostile.saved(image, "JPEG", **options))
    assert is_whole(noisy(**options) + b"what a phone writes behind it")


@pytest.mark.parametrize("way", WAYS)
def test_a_cluster_of_other_bytes_in_the_middle_is_seen(way: str) -> None:
    """Unless its first marker happens to be that of the end, as one in eighteen is."""
    data = noisy(**WAYS[way])
    clusters = [random.Random(number).randbytes(CLUSTER) for number in range(40)]
    assert sum(not is_whole(overwritten(data, foreign)) for foreign in clusters) >= 34


def test_an_empty_cluster_and_one_that_is_gone_are_seen_where_they_can_be() -> None:
    data = noisy()
    assert not is_whole(overwritten(data, bytes(CLUSTER)))
    data = noisy(restart_marker_blocks=7)
    middle = len(data) // 2
    assert not is_whole(data[:middle] + data[middle + CLUSTER :])


def test_photos_of_many_cameras_are_whole(shared_data: Path) -> None:
    for path in (shared_data / "photos").iterdir():
        data = path.read_bytes()
        if data.startswith(b"\xff\xd8\xff"):
            assert is_whole(data), path.name


def test_such_a_picture_is_shown_as_incomplete() -> None:
    with DecoderPool(workers=1) as pool:
        found = pool.submit(overwritten(noisy(), random.Random(1).randbytes(CLUSTER))).result()
    assert (found.problem, found.width) == (Problem.INCOMPLETE, 500)
    assert found.picture is not None
