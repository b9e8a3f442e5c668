"""Two buttons that stand side by side are told apart at a glance, in every language."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from desktop.i18n import LANGUAGES, set_language
from desktop.model.phases import Phase
from tests.support import open_interview
from tests.ui.room_bench import Bench
from ui.interviews.close import ClosePhase


@pytest.mark.parametrize("language", LANGUAGES)
def test_sealing_and_printing_do_not_look_alike(bench: Bench, language: str) -> None:
    """«Запечатать» beside «Напечатать»: one cannot be undone, and they differ by one letter."""
    set_language(language)
    opened = bench.open(bench.ask(lambda vault: open_interview(vault).id))
    opened.show_phase(Phase.CLOSE)
    page = opened.findChild(ClosePhase)
    assert isinstance(page, ClosePhase)
    seal, printed = (b.text().split()[0] for b in (page.seal_button, page.print_button))
    assert SequenceMatcher(None, seal.lower(), printed.lower()).ratio() < 0.7, (seal, printed)
