"""python -m tests.second_reader PACKAGE.age KEY.txt SIGNER… – prints the answer to each item.

SIGNER: a card file, or a fingerprint.
"""

from __future__ import annotations

import sys
from pathlib import Path

from . import card, read


def _signer(argument: str) -> str:
    if argument.startswith("SHA256:"):
        return argument
    return card.read(Path(argument).read_bytes()).fingerprint


def main(arguments: list[str]) -> int:
    """0 when the package was not refused."""
    package, key, *signers = arguments
    result = read(Path(package), Path(key).read_text("utf-8"), map(_signer, signers))
    if result.refused:
        print(result.answer, result.refused, result.about)
        return 1
    for line in (*result.records, *result.media):
        print(line.outcome, line.reason or "-", line.item)
    for row in result.custody:
        print("custody", row.line, row.event_id, row.reason or "accepted")
    for interview, files in result.files.items():
        for file in files:
            covered = "" if file.covered else "not-under-the-seal"
            print("file", interview, file.media_id, file.standing, covered)
    print("closed", sorted(result.closed))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
