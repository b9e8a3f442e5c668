"""A command line that cannot be carried out as it stands."""

from __future__ import annotations


class UsageError(Exception):
    """What was asked for makes no sense here; the translated message says what to change.

    Exit code 2. Raised for what argparse cannot see: a missing terminal, a closed file
    descriptor, options that contradict each other.
    """
