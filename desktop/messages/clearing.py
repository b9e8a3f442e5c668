"""What is said before files are deleted from where they came, and behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.i18n import _, ngettext
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from desktop.media.adding.clear_source import Cleared, LeftThere


def question(count: int) -> str:
    """Whether so many files should go."""
    return ngettext(
        "Delete {count} file from where it came?",
        "Delete {count} files from where they came?",
        count,
    ).format(count=count)


def what_goes() -> str:
    """What is looked at before each goes, and that the vault has the only copy then."""
    return _(
        "Each is deleted only after the vault has given it back whole, read from the disk itself, "
        "and the file there is the same, byte for byte. Then only the vault has it: back the vault "
        "up first."
    )


def about_flash() -> str:
    """What deleting is worth there."""
    return _(
        "Deleting there is no safe erasure. From USB sticks, memory cards and phones deleted files "
        "can often be recovered, whatever a program writes over them. If nobody may ever find "
        "them, the medium itself has to be destroyed."
    )


def deleted(cleared: Cleared) -> str:
    """How many went."""
    return ngettext("{count} file deleted.", "{count} files deleted.", cleared.deleted).format(
        count=cleared.deleted
    )


def left_there(cleared: Cleared) -> list[str]:
    """Those that stay, and why, a line each."""
    return _lines(cleared.left)


def stays(cleared: Cleared) -> list[str]:
    """What else still lies there, a line each."""
    return _lines(cleared.stays)


def _lines(stay: Iterable[LeftThere]) -> list[str]:
    label = vocabulary("left_there").label
    return [f"{each.name}: {label(each.reason.value)}" for each in stay]


def not_deleted() -> str:
    """Above those that were to go and stay."""
    return _("Not deleted:")


def lies_there() -> str:
    """Above what was not to go: its names may say as much as what was deleted."""
    return _("Still there, and not touched:")


def stopped() -> str:
    """Where it ended before its end."""
    return _("It was stopped. What was not deleted by then is where it was.")


def where_now() -> str:
    """That what was said of where the original is may be false now."""
    return _("If it was said that the original is there, that has to be changed now.")
