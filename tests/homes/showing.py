"""A home in memory keeps no register of names, and shows nothing in another form than told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from desktop.home.derived import DerivedId
from desktop.model.protected import ProtectedName
from desktop.model.version import RecordKind, RecordVersion
from desktop.progress import Pause, no_pause


class NoRegister:
    """No name is kept from anybody."""

    def all(self) -> tuple[ProtectedName, ...]:
        return ()


class DerivedNowhere:
    """Nothing was ever derived; who lets something go in part needs a vault."""

    def find(self, source_id: str, form: str) -> str:
        return ""

    def id_for(self, source_id: str, form: str) -> str:
        raise NotImplementedError("a home in memory derives nothing")

    def sent_to(
        self, recipient: str, interview_ids: Collection[str], pause: Pause = no_pause
    ) -> Mapping[str, tuple[DerivedId, ...]]:
        return {}

    def version_of(self, kind: RecordKind, body: Any) -> str:
        return ""

    def of(self, interview_ids: Collection[str], pause: Pause = no_pause) -> Iterable[DerivedId]:
        return ()

    def cut(
        self, kind: RecordKind, body: Any, source_id: str, form: str, reason: str
    ) -> RecordVersion:
        raise NotImplementedError("a home in memory derives nothing")


class NothingToldBack:
    """Nobody was shown anything in another form."""

    def interview_of(self, record_id: str) -> str:
        return ""

    def hear(self, version: RecordVersion, body: Any) -> None:
        """There is nothing that it could be about."""
