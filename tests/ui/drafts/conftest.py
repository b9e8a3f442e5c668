"""A vault with a record of each sort that a form may be of, and the program upon it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.model.consent import Purpose, RecipientKind
from desktop.model.identity import Role
from desktop.model.place import PlaceName
from desktop.settings import Settings, save_settings
from desktop.vault import open_vault
from tests.support import PASSPHRASE, consent_to, make_closed_vault, make_vault
from tests.ui.conftest import MakeProgram, Program
from tests.unit.vault.made import add
from ui.app import rooms


@dataclass(frozen=True, slots=True)
class Ids:
    """The records that are there; ``record``: the fingerprint of an office that is trusted."""

    interview: str
    person: str
    place: str
    town: str
    record: str
    media: str
    set: str


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    """A vault of an organisation, which alone has every form."""
    folder = make_closed_vault(tmp_path, role=Role.ORGANISATION)
    save_settings(Settings(language="en", theme="light").with_vault(folder))
    return folder


@pytest.fixture
def program(make_program: MakeProgram, ids: Ids) -> Program:
    made = make_program(rooms())
    made.unlock()
    return made


@pytest.fixture
def ids(vault_folder: Path, tmp_path: Path) -> Ids:
    with make_vault(tmp_path, "office", Role.ORGANISATION) as office:
        theirs = office.identity.card()
    with open_vault(vault_folder, PASSPHRASE) as vault:
        card = vault.cards.add(theirs.document, theirs.signature).fingerprint
        vault.cards.trust(card, RecipientKind.PARTNER_ORGANISATION)
        person = vault.people.new("P-0001").id
        interview = vault.interviews.new("I-0001", person, "be").id
        vault.consents.save(consent_to(interview, Purpose.KEEP), "asked")
        town = vault.places.new([PlaceName("Horad", "Latn", "be")], "locality").id
        place = vault.places.new([PlaceName("Dom", "Latn", "be")], "unknown").id
        photo = add(vault, b"a photo").id
        files = vault.sets.new("DCIM", [photo]).id
    return Ids(interview, person, place, town, card, photo, files)
