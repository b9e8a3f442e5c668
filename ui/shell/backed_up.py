"""What is said of a backup that was made, wherever it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import NotWhole, SkryniaError
from desktop.i18n import _, ngettext
from desktop.messages.backup_made import (
    check_offered,
    cleared_told,
    made_told,
)
from desktop.messages.errors import explain
from ui.messages import say_error
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault.backups.create import Made


def backed_up_told(path: Path, made: Made) -> tuple[Tone, str, str]:
    """The tone, a title and sentences about a new backup in the folder ``path``."""
    from desktop.vault.file.older_messages import what_older_means

    told = [_made_told(path, made)]
    told += [cleared_told(made.cleared)] if made.cleared else []
    told += made_told(made)
    told += [what_older_means()] if made.older else []
    told += check_offered(made)
    unsafe = made.unread or not made.of_whole
    tone = Tone.ATTENTION if unsafe else Tone.SAFE
    return tone, _("Backed up and checked."), "\n".join(told)


def say_not_backed_up(banner: Banner, error: SkryniaError, go_on: Callable[[], None]) -> None:
    """Why no backup was made; of a vault that does not hold, what was found, and to back it up all
    the same by ``go_on``."""
    if not isinstance(error, NotWhole):
        say_error(banner, error)
        return
    advice = explain(NotWhole())
    banner.say(
        Tone.DANGER,
        advice.title,
        "\n".join((*error.findings, advice.what_happened, advice.what_to_do)),
    )
    banner.offer(_("Back up as it is"), go_on)


def counted_backups(count: int) -> str:
    """«3 backups» in the language in force."""
    return ngettext("{count} backup", "{count} backups", count).format(count=count)


def _made_told(path: Path, made: Made) -> str:
    new = ngettext(
        "{count} new photo or file was stored.", "{count} new photos or files were stored.",
        made.originals,
    ).format(count=made.originals)  # fmt: skip
    where = _("The folder {name} now contains {backups}.").format(
        name=path.name, backups=counted_backups(made.generations)
    )
    return f"{where} {new}"
