"""Show the first screen of the program and print the MiB it holds; 0 where nobody says."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QTimer

from ui.app import application, build

STATM = Path("/proc/self/statm")


def resident() -> float:
    """MiB this process holds now, as Linux counts them; 0 elsewhere."""
    if not STATM.exists():
        return 0
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def main() -> None:
    """Print it once everything that comes after the first paint has come."""
    app = application(["skrynia"])
    controller = build(app)
    controller.window.show()
    QTimer.singleShot(1000, app.quit)
    app.exec()
    print(resident())
    controller.stop()


if __name__ == "__main__":
    main()
