"""An error a user can meet, said in its place: the Qt side of ``desktop/messages/errors.py``.

The first screen knows this module, and waits for no sentence that it does not say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import _
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.messages.errors import Advice
    from desktop.model.merge.laid_over import Landed
    from ui.shell.room import StateBar


def _advice(error: SkryniaError) -> Advice:
    from desktop.messages.errors import explain

    return explain(error)


def say_error(banner: Banner, error: SkryniaError) -> None:
    """Show in ``banner`` what happened and what to do next.

    Stopping is no misfortune, so ``Cancelled`` is told as information.
    """
    advice = _advice(error)
    tone = Tone.INFO if isinstance(error, Cancelled) else Tone.DANGER
    text = advice.text
    if advice.technical and tone is Tone.DANGER:
        note = _("For whoever helps you: {reason}").format(reason=advice.technical)
        text = f"{text}\n{note}"
    banner.say(tone, advice.title, text)


def note_error(bar: StateBar, error: SkryniaError) -> None:
    """Say in the footer that something beside what is typed could not be read or kept."""
    bar.note(_advice(error).title)


def say_landed(banner: Banner, landed: Landed) -> None:
    """Tell whoever typed that others had written in the same place; nothing where they had not."""
    from desktop.model.merge.laid_over import Landed

    if landed is Landed.CLEAN:
        return
    if landed is Landed.OVER:
        title = _("Others changed the same text while you were writing.")
        text = _("What you wrote is shown here. What they wrote is kept as an earlier version.")
    else:
        title = _("The interview was sealed while you were writing.")
        text = _("The sealed text is shown here. What you wrote is kept as another version.")
    banner.say(Tone.INFO, title, text)
    banner.offer(_("Close"), banner.clear)
