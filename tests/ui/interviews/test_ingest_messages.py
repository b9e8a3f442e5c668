"""What is left out of a folder stands in the message of the window, each with its reason."""

from __future__ import annotations

import pytest

from desktop.i18n import LANGUAGES, set_language
from desktop.media.adding.ingest import IngestReport
from desktop.media.adding.sources import FailedFile, Failure
from desktop.vocabulary import vocabulary
from ui.media.adding.ingest_messages import details, tone_of
from ui.widgets.tone import Tone


@pytest.mark.parametrize("reason", [Failure.LINK, Failure.KEY, Failure.VAULT, Failure.UNSEARCHED])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_a_key_and_a_vault_left_out_of_a_folder_are_said(
    reason: Failure, language: str
) -> None:
    set_language(language)
    report = IngestReport(failed=(FailedFile("left", reason),))
    assert tone_of(report) is Tone.ATTENTION
    assert f"• left: {vocabulary('file_failure').label(reason)}" in details(report)
