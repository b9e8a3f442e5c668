"""The languages a test of the window runs in: the one with the longest words always, the others
where time is given (``make test-rare``)."""

from __future__ import annotations

from typing import Final

import pytest

from desktop.i18n import LANGUAGES

EACH_LANGUAGE: Final = [
    pytest.param(each, marks=[pytest.mark.rare] * (each != "ru")) for each in LANGUAGES
]
