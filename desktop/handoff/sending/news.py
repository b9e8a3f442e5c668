"""Which records differ from what a recipient confirmed."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from typing import TYPE_CHECKING

from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause

if TYPE_CHECKING:
    from desktop.home.roles import Offering


def records_with_news(
    vault: Offering,
    records: Mapping[str, RecordKind],
    confirmed: Container[str],
    pause: Pause = no_pause,
) -> Collection[str]:
    """Those of the records, given with their kinds, that have a version which is not confirmed,
    were never cut, or were written since in such a way that another version would be cut.

    ``confirmed``: ids of versions.
    """
    news = {
        record_id
        for record_id, head in vault.outlines.each_head(records, pause)
        if head not in confirmed
    }
    written = vault.outlines.written_since(records, pause)
    for record_id, was_cut in written.items():
        if record_id in news:
            continue
        pause()
        if not was_cut or vault.versions.would_differ(records[record_id], record_id):
            news.add(record_id)
    return news
