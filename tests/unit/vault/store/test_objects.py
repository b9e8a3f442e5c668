"""What is kept by number is what stands in the rows it follows from."""

from __future__ import annotations

from dataclasses import replace

from desktop.model.custody import CustodyKind
from desktop.vault import Vault
from tests.support import open_interview
from tests.unit.vault.made import media_of

FOLLOWS = {
    "SELECT m.id, i.id FROM attachment_of_media a JOIN object m ON m.row = a.media"
    " JOIN object i ON i.row = a.interview": (
        "SELECT DISTINCT media_id, interview_id FROM attachment"
    ),
    "SELECT o.id, c.seq FROM custody_of c JOIN object o ON o.row = c.object": (
        "SELECT object_id, seq FROM custody"
    ),
}
"""What is kept by number, as ids: what it follows from."""


def in_step(vault: Vault) -> bool:
    """Whether every row by number has the row it follows from, and none is missing."""
    return all(
        sorted(vault._db.all(kept)) == sorted(vault._db.all(source))
        for kept, source in FOLLOWS.items()
    )


def test_files_are_found_by_what_they_are_attached_to_after_every_change(vault: Vault) -> None:
    interview, other = open_interview(vault), open_interview(vault, "W-002")
    media = [vault.media.add(media_of(name), [name]) for name in (b"one", b"two")]
    for each in media:
        vault.interviews.attach(interview.id, each.id)
    assert vault.interviews.attach(interview.id, media[0].id).media_id == media[0].id
    vault.interviews.attach(other.id, media[0].id)
    assert in_step(vault)
    one, two = vault.interviews.attachments(interview.id)
    vault.interviews.save_attachments(interview.id, [replace(one, media_id=two.media_id), two])
    assert in_step(vault)
    vault.interviews.save_attachments(interview.id, [two])
    assert in_step(vault)
    assert vault._db.all("SELECT count(*) FROM attachment_of_media") == [(2,)]
    vault.interviews.save_attachments(interview.id, [])
    assert in_step(vault)
    assert vault.check().intact


def test_events_are_found_by_what_they_are_about(vault: Vault) -> None:
    interview = open_interview(vault)
    vault.custody.append(CustodyKind.DISCLOSURE, "interview", interview.id)
    assert in_step(vault)
    assert [event.object_id for event in vault.custody.events(interview.id)]
    assert vault.custody.events("no such thing") == []
    assert vault.custody.received("no such thing") == []
