"""What is missing to record a decision, said to whoever pressed *Save*."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n import _
from desktop.model.consent import Consent
from desktop.model.consent_missing import Missing
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone


def say_missing(banner: Banner, missing: Sequence[Missing], now: Consent) -> None:
    """Say that nothing of ``now`` was recorded, and what is to be done first."""
    told = _told()
    if now.read_out_at is not None:
        told[Missing.READING] = _(
            "A yes counts for the text that was read out, and another one stands here. Read it "
            "out, then press “I have read it out”."
        )
    lines = [told[each] for each in missing]
    banner.say(Tone.ATTENTION, _("Nothing is recorded yet."), "\n".join(lines))


def _told() -> dict[Missing, str]:
    return {
        Missing.ANSWER: _("Not one use is answered. Ask the person first."),
        Missing.READING: _(
            "A yes counts once the text was read out. Read it out, then press “I have read it out”."
        ),
        Missing.SHOWN: _(
            "How the person is shown was not asked yet: below the uses, for all at once."
        ),
        Missing.HOW_GIVEN: _("How consent was given is not said yet."),
        Missing.SIGNED_DETAILS: _(
            "In writing and not read out by you: note below how the person read the text and "
            "decided."
        ),
    }
