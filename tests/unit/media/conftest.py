"""One pool of decoding children for the tests that only decode."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.media.decoding.decoder import DecoderPool


@pytest.fixture(scope="module")
def pool() -> Iterator[DecoderPool]:
    with DecoderPool(workers=1) as made:
        yield made
