"""Show the first screen of the program and print the MiB it holds; 0 where nobody says."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from tests.bench.memory_held import resident
from ui.app import application, build


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
