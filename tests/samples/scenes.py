"""What the samples try: each scene is some packages, taken in by an empty home one after the other,
and what has to come of it. The names follow the eight points of what was once seen (issue 8)."""

from __future__ import annotations

from typing import Final

from tests.samples.good import good, newer
from tests.samples.lies import consents, files, seals
from tests.samples.logs import logs
from tests.samples.odd import custody, odd, times

SCENES: Final = (
    *good(), *consents(), *seals(), *times(), *custody(), *logs(), *files(), *newer(), *odd(),
)  # fmt: skip
