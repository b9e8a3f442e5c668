"""``python -m tests.bench.growth.run NAME FOLDER SIZE``: one measurement in this process.

Prints each figure as a line of JSON as soon as it is there. What takes too long is ended by
the system, so that the figures before it stay.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from tests.bench.growth.place import Place
from tests.bench.growth.table import take

LIMIT = 900
"""Seconds for one measurement."""


def main(name: str, folder: Path, size: int) -> None:
    """Measure."""
    if hasattr(signal, "alarm"):
        signal.alarm(LIMIT)
    for figure in take(name)(Place(folder, size)):
        print(figure.line(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
