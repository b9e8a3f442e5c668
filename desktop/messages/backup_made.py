"""What is said of a backup that was made: what it turned out, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.i18n import _, ngettext
from desktop.messages.backups import unread_named

if TYPE_CHECKING:
    from desktop.vault.backups.create import Made


def made_told(made: Made) -> list[str]:
    """Sentences about what did not go as it should with a new backup, and what it turned out."""
    told = [apart_told()] if made.apart else []
    told += [unread_told(made.unread)] if made.unread else []
    told += [damaged_told(len(made.damaged))] if made.damaged else []
    told += [harmed_told(len(made.harmed))] if made.harmed else []
    return told + list(as_it_is_told(made))


def check_offered(made: Made) -> list[str]:
    """Why everything should be read, and how; nothing where it need not be."""
    if not made.asks_for_a_check:
        return []
    how = _("Check the vault in the settings, or use: skryniactl vault check")
    if not (made.older or made.findings):
        why = _("Only part of the older photos and files was read again. Once a week read all.")
        return [f"{why} {how}"]
    return [how]


def apart_told() -> str:
    """Of a place that is a copy of another one."""
    return _(
        "This folder is a copy of another folder with backups of this vault. From now on each of "
        "them is listed by itself; what was removed leaves each at its own next backup."
    )


def damaged_told(count: int) -> str:
    """Of originals that the vault holds no whole bytes of."""
    return ngettext(
        "{count} photo or file in the vault is damaged and is not in this backup. Older backups "
        "may have it: check the vault.",
        "{count} photos or files in the vault are damaged and are not in this backup. Older "
        "backups may have them: check the vault.",
        count,
    ).format(count=count)


def harmed_told(count: int) -> str:
    """Of originals that the vault holds no whole bytes of any more, and the backups have."""
    return ngettext(
        "{count} photo or file in the vault is damaged. The backups in this folder contain it as "
        "it was before: check the vault and these backups.",
        "{count} photos or files in the vault are damaged. The backups in this folder contain "
        "them as they were before: check the vault and these backups.",
        count,
    ).format(count=count)


def unread_told(names: Sequence[str]) -> str:
    """Of generations that do not read."""
    count = len(names)
    said = ngettext(
        "{count} older backup in this folder cannot be read. It stays as it is, and so does every "
        "photo and file stored there.",
        "{count} older backups in this folder cannot be read. They stay as they are, and so does "
        "every photo and file stored there.",
        count,
    )
    to_do = _(
        "What was removed from the vault since may still be there. Check these backups: a damaged "
        "one can be deleted, as a folder in generations, and the next backup then removes what is "
        "left over."
    )
    return f"{said.format(count=count)} {unread_named(names)} {to_do}"


def cleared_told(count: int) -> str:
    """Of generations that something was removed from."""
    return ngettext(
        "What was removed from the vault was removed from {count} older backup too.",
        "What was removed from the vault was removed from {count} older backups too.",
        count,
    ).format(count=count)


def as_it_is_told(made: Made) -> tuple[str, ...]:
    """Of a backup of a vault that does not hold: what is not whole in it; () of any other."""
    if not made.findings:
        return ()
    said = _(
        "The vault was damaged when it was backed up, and this backup contains it as it is. "
        "Backups made before the damage are not removed for it."
    )
    return (said, *made.findings)
