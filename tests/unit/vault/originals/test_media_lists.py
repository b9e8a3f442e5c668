"""Which photos and files a filter lets through, in what order, and where each of them stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.model.file_sort import FileSort, sort_of
from desktop.model.handoff import MediaEntry
from desktop.model.media import Media, MetadataItem
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from desktop.vault.records.originals.media_lists import MediaFilter, MediaOrder
from tests.support import open_interview
from tests.unit.vault.made import add, media_of, receipt_of, send


def kept(vault: Vault, name: str, metadata: tuple[MetadataItem, ...] = (), **said: object) -> Media:
    data = name.encode()
    media = replace(media_of(data, name), **said)  # type: ignore[arg-type]
    return vault.media.add(media, [data], metadata)


def names(vault: Vault, order: MediaOrder = MediaOrder.OLDEST, **chosen: object) -> list[str]:
    asked = MediaFilter(**chosen)  # type: ignore[arg-type]
    found = [each.media.original_name for each in vault.media.summaries(asked, order=order)]
    assert vault.media.count(asked) == len(found)
    pages = [vault.media.summaries(asked, at, 1, order) for at in range(len(found) + 1)]
    assert [each.media.original_name for page in pages for each in page] == found
    return found


@pytest.mark.parametrize(
    ("media_type", "sort"),
    [
        ("image/heic", FileSort.PICTURE),
        ("application/pdf", FileSort.PDF),
        ("audio/ogg", FileSort.SOUND),
        ("video/mp4", FileSort.VIDEO),
        ("application/vnd.oasis.opendocument.text-template", FileSort.OFFICE),
        ("application/x-ole-storage", FileSort.OFFICE),
        ("application/zip", FileSort.OTHER),
        ("text/html", FileSort.OTHER),
    ],
)
def test_each_file_is_of_one_sort_in_the_list_and_out_of_it(
    vault: Vault, media_type: str, sort: FileSort
) -> None:
    kept(vault, "one", media_type=media_type)
    assert sort_of(media_type) is sort
    assert [each for each in FileSort if names(vault, sorts=frozenset((each,)))] == [sort]
    assert names(vault, sorts=frozenset(FileSort)) == ["one"]


def test_an_interview_and_none_and_a_set_with_a_file_that_has_two_ids(vault: Vault) -> None:
    interview = open_interview(vault)
    one, two, three = (add(vault, each.encode(), each) for each in ("one", "two", "three"))
    again = vault.media.add(replace(media_of(b"two"), id="again"), [b"two"])
    assert again.id == two.id
    vault.interviews.attach(interview.id, one.id, "каля лесу")
    assert names(vault, interview=interview.id) == ["one"]
    assert set(names(vault, attached=False)) == {"two", "three"}
    attached = vault.interviews.attach(interview.id, three.id)
    vault.interviews.save_attachments(interview.id, [replace(attached, media_id="again")])
    assert names(vault, interview=interview.id) == ["two"]
    assert names(vault, attached=True) == ["two"]
    files = vault.sets.new("DCIM", [three.id, one.id])
    assert names(vault, MediaOrder.IN_SET, set_id=files.id) == ["three", "one"]
    assert names(vault, MediaOrder.IN_SET, set_id=files.id, text="ON") == ["one"]


def test_days_are_those_of_the_camera_and_of_where_the_vault_was(vault: Vault) -> None:
    late = Moment("2026-03-01T22:30:00.000Z", 180)
    kept(vault, "a", captured_at="2021:03:28 03:30:00.007+05:45", added_at=late)
    kept(vault, "b", captured_at="2021-03-29", added_at=Moment("2026-03-01T20:30:00.000Z", 180))
    kept(vault, "c", added_at=Moment("2026-02-01T20:30:00.000Z", 180))
    assert names(vault, taken_since="2021-03-28", taken_until="2021-03-28") == ["a"]
    assert names(vault, taken_until="2021-03-29") == ["b", "a"]
    assert names(vault, arrived_since="2026-03-02") == ["a"]
    assert names(vault, arrived_until="2026-03-01") == ["c", "b"]
    assert names(vault, MediaOrder.TAKEN) == ["b", "a", "c"]
    assert names(vault, MediaOrder.NEWEST) == ["a", "b", "c"]
    assert names(vault, MediaOrder.NAME, text="") == ["a", "b", "c"]


def test_place_problem_and_text_in_any_capitals(vault: Vault) -> None:
    where = (MetadataItem("GPS", "DecimalDegrees", "53.9, 27.5"),)
    kept(vault, "Лес.jpg", where)
    kept(vault, "broken*.jpg", (MetadataItem("EXIF", "Model", "Phone"),), problem="damaged")
    paper = kept(vault, "paper.docx", problem="text")
    assert names(vault, place=True) == ["Лес.jpg"]
    assert set(names(vault, place=False)) == {"broken*.jpg", "paper.docx"}
    assert names(vault, problem=True) == ["broken*.jpg"]
    assert names(vault, text="лЕС") == ["Лес.jpg"]
    assert names(vault, text="*") == ["broken*.jpg"]
    vault._db.execute("UPDATE media_chunk SET bytes = x'00' WHERE media_row = 3")
    vault.fixity.check_one(paper.id)
    assert set(names(vault, problem=True)) == {"broken*.jpg", "paper.docx"}


def test_what_somebody_confirmed_is_handed_over_and_what_was_only_sent_is_not(
    vault: Vault,
) -> None:
    interview = open_interview(vault)
    sent = add(vault, b"sent", "sent")
    add(vault, b"kept", "kept")
    package = send(vault, interview.id, MediaEntry(sent.id, sent.sha256, sent.size))
    assert names(vault, handed_over=True) == []
    vault.packages.record_receipt(receipt_of(package), b"{}", b"signature")
    assert names(vault, handed_over=True) == ["sent"]
    assert names(vault, handed_over=False) == ["kept"]


def test_a_row_says_where_the_file_stands_unless_another_is_here_in_its_place(
    vault: Vault,
) -> None:
    one, other = open_interview(vault, "W-001"), open_interview(vault, "W-002")
    photo = add(vault, b"photo")
    vault.interviews.attach(other.id, photo.id, "хата")
    vault.interviews.attach(one.id, photo.id, "дом")
    [row] = vault.media.summaries()
    assert [(each.code, each.caption) for each in row.interviews] == [
        ("W-001", "дом"),
        ("W-002", "хата"),
    ]
    vault._db.execute("UPDATE attachment SET sha256 = ? WHERE caption = 'дом'", ("0" * 64,))
    [row] = vault.media.summaries()
    assert [each.id for each in row.interviews] == [other.id]
