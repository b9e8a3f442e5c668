"""What a job changed in the vault, so that every page can tell whether it has to read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Part(StrEnum):
    """What a change may be of, beside the kinds of records (``RecordKind``)."""

    ACCOUNT = "account"
    ATTACHMENTS = "attachments"
    PACKAGE = "package"
    CARD = "card"
    WANTED_PICTURE = "wanted-picture"
    """A small picture is to be made of a file; by the file's id."""
    PICTURE = "picture"
    """The small picture of a file was made, or why it cannot be is known; by the file's id."""
    DRAFT = "draft"
    """What was typed and not decided began to be kept, or is kept no more; by the record's id."""
    LEFT = "left"
    """Something that was removed is cleared, or something that came is indexed, piece by piece from
    now on, when nobody has anything else to do."""
    NAME_DECISION = "name-decision"
    """What is to stand for a name in what leaves was decided; by the id of the record."""
    PROTECTED_NAME = "protected-name"
    """A protected name; under its own id, and that of the person whose it is."""
    WAY_IN = "way-in"
    """A way to unlock the vault; by the id of its key slot."""
    BACKUP_PLACE = "backup-place"
    """A place where backups of the vault lie; by its id."""
    ARRIVED = "arrived"
    """A version from elsewhere was laid into the tables; under the record's id."""
    FIXITY = "fixity"
    """A check of the originals began, is further, has ended or found something; by the id of
    the vault."""
    LIKELY = "likely"
    """Somebody was found who may be one person with another; by the person's id."""
    LOOKALIKE = "lookalike"
    """A person said of two pictures that look alike what they are; by the ids of both files."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The records that committed transactions touched.

    ``ids``: by kind (``RecordKind`` and :class:`Part`), the ids of the records; None where
    they were too many to count.
    """

    ids: Mapping[str, frozenset[str] | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.ids)

    def of(self, *kinds: str) -> bool:
        """Whether any record of these kinds was touched."""
        return any(kind in self.ids for kind in kinds)

    @property
    def of_records(self) -> bool:
        """Whether any record was touched, of whichever kind."""
        return any(kind not in list(Part) for kind in self.ids)

    def touches(self, kind: str, record_id: str) -> bool:
        """Whether this record was touched, or may have been among too many to count."""
        if kind not in self.ids:
            return False
        ids = self.ids[kind]
        return ids is None or record_id in ids
