"""How a record is found under every id by which it is shown (``derived.py``)."""

from __future__ import annotations

from typing import Final

AS_SHOWN: Final = "IN (SELECT ?1 UNION ALL SELECT derived_id FROM derived WHERE source_id = ?1)"
"""Behind a column of ids: those of the record ?1, its own and all that were derived of it."""
