"""On ``PYTHONPATH``, makes every Python process refuse sockets and write down who asked.

Python imports this module by itself at start (see the documentation of ``site``). The audit
events are those that CPython raises before it makes, binds or connects a socket, and before
it resolves a name; the list is that of the "Audit events table" of the library reference.
"""

from __future__ import annotations

import os
import sys

_FORBIDDEN = ("socket.", "urllib.Request", "http.client.", "ftplib.", "smtplib.", "imaplib.")
_LOG = os.open(os.environ["SKRYNIA_TRAP"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def _spring(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        os.write(_LOG, f"{os.getpid()} {event}\n".encode())
        raise RuntimeError(f"the network was asked for: {event}")


sys.addaudithook(_spring)
os.write(_LOG, f"{os.getpid()} armed\n".encode())
