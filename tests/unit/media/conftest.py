"""One pool of decoding children for the tests that only decode."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from desktop.media.decoding.decoder import DecoderPool

collect_ignore = [] if sys.platform == "win32" else ["decoding/test_started_on_windows.py"]


@pytest.fixture(scope="module")
def pool() -> Iterator[DecoderPool]:
    with DecoderPool(workers=1) as made:
        yield made
