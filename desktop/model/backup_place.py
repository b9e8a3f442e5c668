"""Places where backups of a vault lie, as the vault itself knows them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.model.values.moment import Moment


@dataclass(frozen=True, slots=True)
class BackupPlace:
    """A place and its last run. ``id``: its own, by which it is known wherever its medium is.

    ``path``: where it was then. ``generations``: how many it had. ``holds``: how many removals the
    vault tells of that the place was not cleared of yet: it may still hold what was removed.
    """

    id: str
    path: str
    made_at: Moment
    generations: int
    holds: int = 0
