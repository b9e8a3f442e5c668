"""An error a user can meet, said in its place: the Qt side of ``desktop/error_messages.py``."""

from __future__ import annotations

from desktop.error_messages import explain
from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import _
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone


def say_error(banner: Banner, error: SkryniaError) -> None:
    """Show in ``banner`` what happened and what to do next.

    Stopping is no misfortune, so ``Cancelled`` is told as information.
    """
    advice = explain(error)
    tone = Tone.INFO if isinstance(error, Cancelled) else Tone.DANGER
    text = advice.text
    if advice.technical and tone is Tone.DANGER:
        note = _("For whoever helps you: {reason}").format(reason=advice.technical)
        text = f"{text}\n{note}"
    banner.say(tone, advice.title, text)
