"""What sets pages takes a tenth of a second to import: beside the vault's thread, which answers."""

from __future__ import annotations

from typing import Final

from desktop.i18n import _
from desktop.progress import Progress
from desktop.system.imported import import_beside

_MODULES: Final = (
    "desktop.reports.printing",
    "desktop.handing_out",
    "desktop.reports.recipient_summary",
)


def bring(progress: Progress) -> None:
    """Import it, before a long job asks for any of it."""
    setting = _("Creating the PDF…")
    import_beside(_MODULES, lambda: progress(0, 0, setting))
