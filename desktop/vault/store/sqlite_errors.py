"""What SQLCipher answers, as errors a user can meet: one mapping, here and nowhere else.

The texts SQLite gives may quote what was stored, so none of them is passed on. Result
codes: https://sqlite.org/rescode.html (the primary code is the low byte). What fails while one
database is copied into another has no code with it (``connection.backup`` in sqlcipher3), only the
text that SQLite has for the code.
"""

from __future__ import annotations

from typing import cast

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import (
    DamagedVault,
    DiskFull,
    NotWritable,
    SkryniaError,
    VaultInUse,
    VaultReadOnly,
)

_PERM, _BUSY, _LOCKED, _READONLY, _IOERR = 3, 5, 6, 8, 10
_CORRUPT, _FULL, _CANTOPEN, _AUTH, _FORMAT, _NOTADB = 11, 13, 14, 23, 24, 26

_FAULTS: dict[int, tuple[type[SkryniaError], str]] = {
    _PERM: (NotWritable, "no permission for the vault's file"),
    _BUSY: (VaultInUse, "the vault's file is locked by another process"),
    _LOCKED: (VaultInUse, "the vault's file is locked by another connection"),
    _READONLY: (VaultReadOnly, "the vault's file is read-only"),
    _IOERR: (NotWritable, "the disk failed under the vault"),
    _CORRUPT: (DamagedVault, "a page of the vault fails its check"),
    _FULL: (DiskFull, "no room left for the vault"),
    _CANTOPEN: (NotWritable, "the vault's file cannot be opened"),
    _AUTH: (DamagedVault, "the vault refused the connection"),
    _FORMAT: (DamagedVault, "the vault's file has another format"),
    _NOTADB: (DamagedVault, "the vault's file does not open with its key"),
}

_TEXTS: dict[str, int] = {
    "database or disk is full": _FULL,
    "disk I/O error": _IOERR,
    "attempt to write a readonly database": _READONLY,
    "unable to open database file": _CANTOPEN,
    "database disk image is malformed": _CORRUPT,
    "file is not a database": _NOTADB,
    "database is locked": _BUSY,
}
"""``sqlite3ErrStr`` in SQLite's main.c."""


def error_to_raise(error: sqlcipher.Error) -> Exception:
    """The error to raise: one of ``desktop.errors``, or ``error`` itself where it is a bug."""
    code: int | None = getattr(error, "sqlite_errorcode", None) or _TEXTS.get(str(error))
    if code is None or code & 0xFF not in _FAULTS:
        return cast(Exception, error)
    kind, reason = _FAULTS[code & 0xFF]
    return kind(reason)
