"""How files came: said of one or of several, found, merged, and gone with the file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import NoSuchRecord, RecordStays
from desktop.model.acquisition import ACQUISITION_KIND, acquisition_id
from desktop.model.custody import CustodyKind
from desktop.model.ids import new_id
from desktop.model.media import MEDIA_KIND
from desktop.vault import Vault
from tests.unit.vault.made import add


def test_nothing_is_said_of_a_file_of_which_nobody_said_anything(vault: Vault) -> None:
    photo = add(vault, b"photo")
    assert vault.acquisitions.of_file(photo.id) == ()
    assert not vault.acquisitions.said_of(photo.id).says_anything
    assert vault.acquisitions.say([photo.id], {"device": ""}) == 0
    assert vault.acquisitions.of_file(photo.id) == ()


def test_what_is_said_of_several_leaves_the_rest_of_each(vault: Vault) -> None:
    one, other = add(vault, b"one").id, add(vault, b"other").id
    vault.acquisitions.say([one], {"rights": "hers", "device": "Pixel 7"})
    assert vault.acquisitions.say([one, other], {"device": "Nokia"}) == 2
    assert vault.acquisitions.say([one, other], {"device": "Nokia"}) == 0
    assert [vault.acquisitions.said_of(each).rights for each in (one, other)] == ["hers", ""]


def test_of_a_file_that_is_not_here_nothing_is_said_of_any(vault: Vault) -> None:
    photo = add(vault, b"photo").id
    with pytest.raises(NoSuchRecord):
        vault.acquisitions.say([photo, "nowhere"], {"device": "Nokia"})
    assert vault.acquisitions.of_file(photo) == ()
    with pytest.raises(ValueError, match="nothing of that name"):
        vault.acquisitions.say([photo], {"id": "another"})


def test_it_is_found_under_every_id_of_the_file(vault: Vault) -> None:
    photo = add(vault, b"photo")
    alias = new_id()
    vault.media.add(replace(photo, id=alias), [b"photo"])
    vault.acquisitions.say([alias], {"device": "Nokia"})
    assert [each.id for each in vault.acquisitions.of_file(alias)] == [acquisition_id(photo.id)]


def test_what_is_said_is_found_by_its_words_and_no_more_by_those_before(vault: Vault) -> None:
    photo = add(vault, b"photo").id
    vault.acquisitions.say([photo], {"handed_over_by": "суседка"})
    [hit] = vault.search.find("суседка")
    assert (str(hit.kind), hit.record_id) == ("acquisition", acquisition_id(photo))
    vault.acquisitions.say([photo], {"handed_over_by": "пляменнік"})
    assert vault.search.find("суседка") == []


def test_it_goes_with_a_file_added_by_mistake(vault: Vault) -> None:
    photo = add(vault, b"photo").id
    vault.acquisitions.say([photo], {"handed_over_by": "суседка"})
    vault.removal.remove(MEDIA_KIND, photo)
    assert vault.search.find("суседка") == []
    for each in (photo, acquisition_id(photo)):
        assert vault.custody.events(each)[-1].kind is CustodyKind.DELETION
    assert vault._db.one("SELECT count(*) FROM acquisition") == (0,)
    checked = vault.check()
    assert (checked.structure, checked.older, checked.found) == ((), (), ())


def test_a_file_of_which_others_know_how_it_came_stays(vault: Vault) -> None:
    photo = add(vault, b"photo").id
    vault.acquisitions.say([photo], {"handed_over_by": "суседка"})
    vault.versions.cut(ACQUISITION_KIND, acquisition_id(photo), "sent")
    with pytest.raises(RecordStays):
        vault.removal.remove(MEDIA_KIND, photo)
    assert vault.acquisitions.said_of(photo).handed_over_by == "суседка"
