"""What was cut before versions were signed: signed here if it is ours, else it stays here."""

from __future__ import annotations

from pathlib import Path

from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import CONSENT_KIND, Purpose
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.person import PERSON_KIND
from desktop.vault import open_vault
from desktop.vault.file.folder import read_slots
from desktop.vault.file.opening import database_key
from desktop.vault.store.connection import Database
from desktop.vault.versions.authors import Authors
from desktop.vault.versions.bound import begin_sums
from desktop.vault_files import DATABASE
from tests.authors import arrive
from tests.support import PASSPHRASE, make_vault
from tests.unit.handoff.ends import interview, introduce
from tests.unit.vault.made import built_on

UNSIGNED = "SELECT author, count(*) FROM record_version WHERE signature IS NULL GROUP BY author"


def test_an_update_signs_what_was_cut_here_and_nothing_of_others(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault, make_vault(tmp_path, "office") as office:
        introduce(vault, office)
        made = interview(vault)
        ours = vault.versions.cut(INTERVIEW_KIND, made.id, "sent")
        theirs = built_on(ours, vault.interviews.document(made.id))
        arrive(vault, theirs.data)
        folder, fingerprint = vault.folder, office.identity.fingerprint
        own = vault.identity.fingerprint
    with Database(folder / DATABASE, database_key(read_slots(folder), PASSPHRASE)) as db:
        with db.transaction():
            db.execute("UPDATE record_version SET signature = NULL")
            db.execute("DELETE FROM author")
        begin_sums(db)
        assert db.all(UNSIGNED) == [(theirs.document.author, 1)]
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.check().intact
        signed = vault.versions.signed([ours.id, theirs.id])
        assert list(signed) == [ours.id]
        assert Authors(vault._db).wrote(own, signed[ours.id].signature, ours.data)
        (tmp_path / "stick").mkdir()
        plan = plan_package(vault, fingerprint, Purpose.ANALYSE)
        written = write_package(vault, plan, tmp_path / "stick")
        sent = vault.packages.get_sent(written.package_id).document
        assert theirs.id not in {entry.version_id for entry in sent.records}
        assert {entry.kind for entry in sent.records} == {CONSENT_KIND, PERSON_KIND}
        assert all(entry.signature for entry in sent.records)
        assert len(sent.authors) == 1
