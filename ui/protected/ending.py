"""What is asked before a name is protected no longer."""

from __future__ import annotations

from desktop.i18n import _
from desktop.model.protected import ProtectedName
from ui.widgets.dialogs.confirm import Question


def what_ends() -> str:
    """What it means, in a sentence."""
    return _("The name may then be sent as it was said, to whom consent allows it.")


def whether_to_end(entry: ProtectedName) -> Question:
    """The question; what stands in texts stays there."""
    stays = _("Where “{instead}” was written into an account, it stays. Forms and notes go.")
    return Question(
        _("End the protection of {name}?").format(name=entry.display_name),
        what_ends(),
        stays.format(instead=entry.instead),
        _("End the protection"),
    )
