"""Cases of which every run looks at a few; the others are rare (``make test-rare``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest


def sliced(cases: Iterable[Any], *always: Any) -> list[Any]:
    """What ``pytest.mark.parametrize`` takes: all cases, and all but ``always`` are rare.

    The cases of a mapping bear its keys as ids, by which ``always`` names them.
    """
    named = cases if isinstance(cases, Mapping) else {case: case for case in cases}
    unknown = set(always) - set(named)
    assert not unknown, f"no cases: {unknown}"
    ids = (name if isinstance(cases, Mapping) else None for name in named)
    return [
        pytest.param(case, id=each, marks=[pytest.mark.rare] * (name not in always))
        for (name, case), each in zip(named.items(), ids, strict=True)
    ]
