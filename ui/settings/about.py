"""What the program is, its version, and whose work it stands on."""

from __future__ import annotations

from desktop import __version__
from desktop.i18n import _
from desktop.media.decoding.outcome import about_children
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column
from ui.widgets.sheet import Sheet

_MADE_OF = (
    "Qt for Python (LGPL-3.0) · SQLCipher (BSD-3-Clause) · "
    "cryptography (Apache-2.0/BSD-3-Clause) · Pillow (MIT-CMU) · "
    "pi-heif (BSD-3-Clause) · ReportLab (BSD) · "
    "msgspec (BSD-3-Clause) · filelock (MIT) · platformdirs (MIT) · segno (BSD-3-Clause) · "
    "Noto Sans, Noto Serif (OFL-1.1)"
)


class AboutSheet(Sheet):
    """Version, the promise about the network, and the libraries with their licences."""

    def __init__(self) -> None:
        super().__init__(
            column(
                SectionHeading(_("About Skrynia")),
                paragraph(_("Version {version}").format(version=__version__)),
                paragraph(
                    _(
                        "Skrynia never uses a network. Data from a vault is given out only "
                        "in a package, a PDF or a file that you save yourself."
                    )
                ),
                paragraph(about_children(), "small", "quiet"),
                paragraph(_MADE_OF, "small", "quiet"),
                gap=3,
                margin=6,
            )
        )
