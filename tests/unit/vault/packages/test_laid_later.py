"""Of very many versions of one record not all are looked at each time another one comes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from desktop import canonical
from desktop.errors import Cancelled
from desktop.model.consent import RecipientKind
from desktop.model.ids import new_id
from desktop.model.person import PERSON_KIND, Person
from desktop.model.values.moment import Moment
from desktop.model.version import VersionDocument
from desktop.vault import Vault, open_vault
from desktop.vault.versions import laid_later, rows
from tests.authors import SOMEBODY, arrive, authorship, card_of
from tests.support import PASSPHRASE

FEW: Final = 3
AT: Final = Moment("2026-01-01T00:00:00.000Z", 0)
ID: Final = "6f0a1f6e-0000-4000-8000-000000000001"


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three are many: two hundred would take as many signatures."""
    monkeypatch.setattr(laid_later, "MANY", FEW)
    monkeypatch.setattr(rows, "MANY", FEW)


def chain(count: int) -> list[bytes]:
    """Versions of one person, each of which goes on from the one before."""
    found: list[bytes] = []
    for number in range(count):
        parents = (hashlib.sha256(found[-1]).hexdigest(),) if found else ()
        at = replace(AT, utc=f"2026-01-01T00:00:{number:02}.000Z")
        body = canonical.to_plain(Person(ID, AT, "P-9", note=f"{number}"))
        document = VersionDocument(PERSON_KIND, ID, parents, SOMEBODY, at, "sent", "0" * 32, body)
        found.append(canonical.encode(document))
    return found


def waiting(vault: Vault) -> list[str]:
    found = vault._db.all("SELECT key FROM vault_meta WHERE key LIKE 'to_lay%' ORDER BY key")
    return [key for (key,) in found]


def test_a_few_are_laid_as_they_come(office: Vault) -> None:
    for number, data in enumerate(chain(FEW)):
        arrive(office, data)
        assert office.people.get(ID).note == str(number)
    assert waiting(office) == []


def test_very_many_are_laid_now_and_then_and_behind_the_last(office: Vault) -> None:
    shown = []
    for data in chain(20):
        arrive(office, data)
        shown.append(office.people.get(ID).note)
    assert len(set(shown)) < 10
    assert waiting(office) == [f"to_lay {ID}"]
    office.versions.lay_waiting()
    assert office.people.get(ID).note == "19"
    assert waiting(office) == []
    assert office.check().intact


def test_what_waits_is_laid_when_the_vault_is_opened_again(office: Vault, tmp_path: Path) -> None:
    for data in chain(FEW + 1):
        arrive(office, data)
    assert office.people.get(ID).note == str(FEW - 1)
    office.close()
    with open_vault(tmp_path / "office.skrynia", PASSPHRASE) as again:
        assert again.people.get(ID).note == str(FEW)
        assert waiting(again) == []


def test_what_waits_is_undone_with_the_transaction_that_brought_it(office: Vault) -> None:
    versions = chain(FEW + 1)
    for data in versions[:-1]:
        arrive(office, data)
    with pytest.raises(RuntimeError, match="stopped"), office.transaction():
        arrive(office, versions[-1])
        raise RuntimeError("stopped")
    assert waiting(office) == []
    arrive(office, versions[-1])
    office.versions.lay_waiting()
    assert office.people.get(ID).note == str(FEW)


def test_work_done_here_is_kept_beside_very_many(office: Vault) -> None:
    versions = chain(20)
    for data in versions[:10]:
        arrive(office, data)
    office.versions.lay_waiting()
    office.people.save(replace(office.people.get(ID), note="typed here"))
    for data in versions[10:]:
        arrive(office, data)
    office.versions.lay_waiting()
    assert office.people.get(ID).note == "typed here"
    assert len(office.versions.head_ids(ID)) == 2


def test_what_waits_for_a_card_is_laid_in_pieces_and_goes_on_after_a_stop(
    office: Vault, tmp_path: Path
) -> None:
    """Trusting is one decision, showing what follows from it many small ones."""
    card, signature = card_of(SOMEBODY)
    office.cards.add(card, signature)
    ids = [new_id() for _ in range(laid_later._AT_ONCE + 1)]
    for record_id in ids:
        body = canonical.to_plain(Person(record_id, AT, "P-9"))
        document = VersionDocument(PERSON_KIND, record_id, (), SOMEBODY, AT, "sent", "0" * 32, body)
        data = canonical.encode(document)
        office.versions.take_in(office.versions.read(data), authorship(data), "pkg")
    told: list[tuple[int, int]] = []

    def stop_behind_the_first(done: int, total: int, what: str) -> None:
        told.append((done, total))
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        office.cards.trust(SOMEBODY, RecipientKind.ORGANISATION, stop_behind_the_first)
    assert told == [(0, len(ids)), (laid_later._AT_ONCE, len(ids))]
    assert sum(office.people.find(each) is not None for each in ids) == laid_later._AT_ONCE
    assert office.cards.get(SOMEBODY).usable
    office.close()
    with open_vault(tmp_path / "office.skrynia", PASSPHRASE) as again:
        assert all(again.people.find(each) for each in ids)
        assert waiting(again) == []
        assert again.check().intact
