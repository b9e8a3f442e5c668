"""Whether a print shows more than the person agreed to, as the vault holds it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.model.consent import cells_of
from desktop.model.consent.beyond import WORK_HERE, Shown, beyond_branches

if TYPE_CHECKING:
    from desktop.model.consent import Refusal
    from desktop.vault import Vault


def beyond_consent(vault: Vault, interview_id: str, with_name: bool) -> Refusal | None:
    """Why the summary is more than the consent says; None where it is not. ``NoSuchRecord``.

    ``DamagedVault`` where the vault does not hold what was decided last, ``SavesLost`` where that
    may be missing and nobody has looked at the consents since.
    """
    vault.outlines.refuse_unlooked()
    files = vault.outlines.following(vault.media.kind.name, [interview_id])
    standings = vault.outlines.standings([interview_id], cells_of(*WORK_HERE))
    shown = Shown(with_name, any(True for _file in files))
    return beyond_branches(standings.get(interview_id), shown)
