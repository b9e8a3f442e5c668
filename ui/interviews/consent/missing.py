"""What is missing to record a decision, said to whoever pressed *Save*."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n import _
from desktop.messages.consent import lacking_told
from desktop.model.consent import Consent
from desktop.model.consent.missing import Missing
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone


def say_missing(banner: Banner, missing: Sequence[Missing], now: Consent) -> None:
    """Say that nothing of ``now`` was recorded, and what is to be done first."""
    told = lacking_told(missing, read_another=now.read_out_at is not None)
    banner.say(Tone.ATTENTION, _("Nothing is recorded yet."), "\n".join(told))
