"""Writing the printed summary: from the vault to one file, and the note in the custody log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.files import write_atomically
from desktop.model.custody import CustodyKind

if TYPE_CHECKING:
    from desktop.vault import Vault


def write_summary(
    vault: Vault, interview_id: str, path: Path, *, language: str, named: bool
) -> None:
    """Write the summary as a PDF, whole or not at all, and log that it left the vault.

    ``language`` is that of the headings; ``named`` shows the person's name in place of the
    code. Raises ``StorageError`` when the file cannot be written; then nothing is logged.
    """
    from desktop.reports.interview_summary import interview_summary, load_summary

    record = load_summary(vault, interview_id)
    document = interview_summary(record, language)
    write_atomically(path, document)
    detail = {
        "what": "summary printed",
        "language": language,
        "identification": "full-name" if named else "code",
    }
    vault.custody.append(CustodyKind.DISCLOSURE, "interview", interview_id, detail)
