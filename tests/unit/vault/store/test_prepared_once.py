"""A statement is prepared once, however many an opening prepared before it."""

from __future__ import annotations

from desktop.model.media import MEDIA_KIND
from desktop.vault import Vault
from tests.unit.vault.made import media_of


def keep_photo(vault: Vault, data: bytes) -> None:
    """As a package brings it: with its record and a picture to be made."""
    media = vault.media.add(media_of(data), [data])
    vault.pictures.ask(media.id, described=True)
    vault.versions.read(vault.versions.cut(MEDIA_KIND, media.id, "sent").data)


def test_a_job_that_does_the_same_again_has_nothing_prepared(vault: Vault) -> None:
    # SQLite asks for leave while it prepares a statement, and at no other time.
    asked: list[int] = []

    def may(action: int, *_: object) -> int:
        asked.append(action)
        return 0

    vault._db._connection.set_authorizer(may)
    keep_photo(vault, b"first")
    assert asked
    keep_photo(vault, b"second")
    asked.clear()
    keep_photo(vault, b"third")
    assert asked == []
