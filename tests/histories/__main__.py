"""Live stories again, or a great many: ``python -m tests.histories SEED``, ``… FIRST COUNT``.

``--through-homes``: through vaults and packages instead of the rule alone.
"""

from __future__ import annotations

import argparse
import sys

from tests.histories.pure import first_wrong_of_many, said_of, wrong_with


def main() -> int:
    """0 where nothing is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.histories")
    parser.add_argument("first", type=int)
    parser.add_argument("count", type=int, nargs="?", default=1)
    parser.add_argument("--through-homes", action="store_true")
    said = parser.parse_args()
    seeds = range(said.first, said.first + said.count)
    if said.through_homes:
        from tests.histories.homes import first_wrong_through_homes

        wrong = first_wrong_through_homes(seeds)
    elif said.count == 1:
        wrong = next(((said.first, each) for each in [wrong_with(said.first)] if each), None)
    else:
        wrong = first_wrong_of_many(seeds)
    print(said_of(wrong) or f"{said.count} histories, nothing wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
