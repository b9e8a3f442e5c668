"""Show the first screen of the program and print the MiB it holds; 0 where nobody says."""

from __future__ import annotations

from tests.bench.memory_held import resident
from ui.ahead import Ahead
from ui.app import application, build


def main() -> None:
    """Print it once everything is imported that comes while the start screen stands."""
    app = application(["skrynia"])
    controller = build(app)
    controller.window.show()
    app.findChildren(Ahead)[0].done.connect(app.quit)
    app.exec()
    print(resident())
    controller.stop()


if __name__ == "__main__":
    main()
