"""What a version from outside may cost in the rows that the gate reads."""

from __future__ import annotations

from desktop import canonical
from desktop.handoff.sending.gate import ask
from desktop.model.consent import CONSENT_KIND, Purpose, RecipientKind, Refusal
from desktop.model.ids import new_id
from desktop.model.newer import Closes
from desktop.model.version import RecordKind, VersionDocument
from desktop.vault import Vault
from tests.authors import SOMEBODY, authorship
from tests.support import open_interview
from tests.unit.handoff.forge import NOON


def taken_in(vault: Vault, document: VersionDocument) -> int:
    """Octets of a version, once it is in."""
    data = canonical.encode(document)
    vault.versions.take_in(vault.versions.read(data), authorship(data), "pkg")
    return len(data)


def closing(interviews: list[str], parents: list[str]) -> VersionDocument:
    closes = Closes(tuple(sorted(interviews)))
    return VersionDocument(
        RecordKind("event"), new_id(), tuple(sorted(parents)), SOMEBODY, NOON, "sent", "0" * 32,
        {"x": 1}, closes=closes,
    )  # fmt: skip


def test_many_parents_of_what_closes_many_interviews_lie_once(vault: Vault) -> None:
    made = open_interview(vault, "W-1", Purpose.ANALYSE)
    parents = [f"{number:064x}" for number in range(256)]
    size = taken_in(vault, closing([made.id, *(new_id() for _ in range(999))], parents))
    rows = "SELECT sum(length(parents) + length(interview_id) + 200) FROM consent_standing"
    assert vault._db.one(rows)[0] < 8 * size  # type: ignore[index]
    use = Purpose.ANALYSE, RecipientKind.ORGANISATION
    assert ask(vault, [made.id], *use)[made.id].decision.refusal is Refusal.KEPT_UNREAD
    assert vault.check().older == ()


def test_a_text_of_parents_that_is_another_is_named(vault: Vault) -> None:
    made = open_interview(vault, "W-1", Purpose.ANALYSE)
    taken_in(vault, closing([made.id], [f"{number:064x}" for number in range(9)]))
    vault._db.execute("UPDATE consent_said SET answers = 'x' WHERE answers LIKE '0000%'")
    assert "decisions about consent" in vault.check().older


def test_unread_consents_of_others_are_no_matter_of_an_interview(vault: Vault) -> None:
    """One that names no interview is about that of its own record."""
    made = open_interview(vault, "W-1", Purpose.ANALYSE)
    for _ in range(3):
        document = VersionDocument(
            CONSENT_KIND, new_id(), (), SOMEBODY, NOON, "sent", "0" * 32, {}, needs=("masks",)
        )
        taken_in(vault, document)
    use = Purpose.ANALYSE, RecipientKind.ORGANISATION
    assert ask(vault, [made.id], *use)[made.id].decision.allowed
