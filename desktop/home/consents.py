"""Which consent counts for an interview."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol


class Consents(Protocol):
    """The consents of a home."""

    def ids_for(self, interview_ids: Collection[str]) -> Mapping[str, str]:
        """The id of the consent decided last (``model.consent.decided_last``), for each interview
        that has any."""
