"""Two long lists compared a few bytes at a time say what sets of them would."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import PackageRefused
from desktop.handoff.format.order import NOT_IN_DOCUMENT, NOT_LISTED, TWICE, Keys, places_in
from desktop.progress import no_pause

KEYS = st.binary(min_size=1, max_size=2)


def refusal(listed: list[bytes], there: list[bytes]) -> Any:
    if set(listed) - set(there):
        return pytest.raises(PackageRefused, match=NOT_LISTED)
    if set(there) - set(listed):
        return pytest.raises(PackageRefused, match=NOT_IN_DOCUMENT)
    if len(there) > len(listed):
        return pytest.raises(PackageRefused, match=TWICE)
    return nullcontext()


@given(st.lists(KEYS, unique=True, max_size=6), st.data())
def test_each_item_is_found_or_the_list_is_refused(
    listed: list[bytes], data: st.DataObject
) -> None:
    there = data.draw(st.permutations(listed))
    if data.draw(st.booleans()):
        there = there[data.draw(st.integers(0, 1)) :] + data.draw(
            st.lists(KEYS | st.sampled_from([*listed, b"x"]), max_size=3)
        )
    with refusal(listed, there):
        places = places_in(
            Keys(len(listed), listed.__getitem__), Keys(len(there), there.__getitem__), no_pause
        )
        assert [listed[place] for place in places] == there
