"""A decoding child goes from test to test only whole, at rest and as the program starts it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PIL import Image

from desktop.media.decoding.decoder import DecoderPool
from desktop.media.decoding.starting import Running
from tests.kept_children import OF_OTHERS, Children
from tests.unit.media import hostile

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a child sees several files"),
    pytest.mark.usefixtures("children_end"),
]

PICTURE = hostile.saved(Image.new("RGB", (9, 9)), "PNG")


@pytest.fixture
def children() -> Iterator[Children]:
    """Others than those of the run."""
    others = Children()
    with others.kept():
        yield others


def used(behind: bool = False) -> Running:
    """The child of a pool that decoded a picture, after the pool was closed."""
    with DecoderPool(workers=1, behind=behind) as pool:
        assert pool.submit(PICTURE).result(timeout=60).problem is None
        child = pool._all[0]._process
        assert child is not None
    return child


def test_the_next_pool_goes_on_with_the_child_of_the_last(children: Children) -> None:
    child = used()
    assert used() is child
    with children.ending():
        assert used() is not child


def test_what_goes_behind_is_another(children: Children) -> None:
    assert used(behind=True) is not used()


def test_one_that_died_or_was_left_at_work_is_not_handed_out(children: Children) -> None:
    child = used()
    child.kill()
    child.communicate()
    after = used()
    assert after is not child
    children._at_work.add(after)
    with DecoderPool(workers=1) as pool:
        pool.submit(PICTURE).result(timeout=60)
        children._at_work.add(after)
    assert after.poll() is not None
    assert used() is not after


def test_none_is_left_afterwards() -> None:
    others = Children()
    with others.kept():
        child = used()
        assert child.poll() is None
    assert child.poll() is not None


def test_what_a_child_took_before_is_not_told_of_the_test_in_which_it_ends(
    children: Children,
) -> None:
    """The system tells all of it there: one of a second failed for six of those before it."""
    large = hostile.saved(Image.effect_noise((3000, 2000), 90), "PNG")
    with DecoderPool(workers=1) as pool:
        for _ in range(3):
            pool.submit(large).result()
    before = len(OF_OTHERS)
    with DecoderPool(workers=1) as pool:
        pool.submit(PICTURE).result()
        with children.ending():
            pool.close()
    assert sum(OF_OTHERS[before:]) > 0.2
