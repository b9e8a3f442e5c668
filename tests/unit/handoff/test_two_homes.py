"""One package, taken in by each kind of home: the same receipt, the same records, the same verdict.

Every other test here that takes ``ends: Ends`` runs over each kind by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from desktop.errors import ConsentRefused
from desktop.handoff.receipt import import_receipt, write_receipt
from desktop.handoff.receiving.receive import Received, receive_package
from desktop.handoff.sending import gate
from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import (
    CONSENT_KIND,
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.handoff import Outcome
from desktop.model.identity import Role
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Utterance
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.vault import Vault
from tests.authors import arrive
from tests.homes.memory import MemoryHome, new_identity
from tests.support import make_vault
from tests.unit.handoff.ends import (
    USE,
    Ends,
    decide,
    either_ends,
    interview,
    introduce,
    yes,
)
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.sender import Sender, entry_of, person, version
from tests.unit.vault.made import built_on, set_aside_of

PHOTO = b"invented photo" * 9000


@dataclass
class Offices:
    """A researcher's vault, and the same office twice: one key, two kinds of home."""

    researcher: Vault
    vault: Vault
    memory: MemoryHome
    partner: str
    stick: Path

    def receive(self, path: Path) -> Received:
        """Take a package in at both; what both say."""
        one, other = (receive_package(home, path) for home in (self.vault, self.memory))
        assert list(one.lines) == list(other.lines)
        assert one.notable == other.notable
        assert (one.again, one.custody_set_aside) == (other.again, other.custody_set_aside)
        told = [[(w.interview_id, w.name) for w in each.withdrawals] for each in (one, other)]
        assert told[0] == told[1]
        return one

    def send(self) -> Path:
        """A package of all news for the office, confirmed by it afterwards."""
        fingerprint = self.vault.identity.fingerprint
        plan = plan_package(self.researcher, fingerprint, USE)
        path = write_package(self.researcher, plan, self.stick).path
        package = self.receive(path).receipt.package_id
        receipt = write_receipt(self.memory, package, self.stick).path
        import_receipt(self.researcher, receipt)
        return path

    def same_records(self, *interview_ids: str) -> None:
        """Whatever is shown, kept and known of these is the same in both."""
        for each in interview_ids:
            assert self.vault.interviews.document(each) == self.memory.interviews.document(each)
            consents = [home.consents.for_interview(each) for home in (self.vault, self.memory)]
            assert consents[0] == consents[1]
            assert consents[0] is not None
            for record_id in (each, consents[0].id):
                history = self.vault.versions.history(record_id)
                assert [v.id for v in history] == [
                    v.id for v in self.memory.versions.history(record_id)
                ]
                heads = self.vault.versions.head_ids(record_id)
                assert heads == self.memory.versions.head_ids(record_id)

    def same_verdicts(self, *interview_ids: str) -> None:
        """For every purpose and every recipient the gate says the same, on the same versions."""
        for purpose in Purpose:
            for kind in RecipientKind:
                verdicts = [
                    gate.ask(home, interview_ids, purpose, kind)
                    for home in (self.vault, self.memory)
                ]
                assert verdicts[0] == verdicts[1], (purpose, kind)

    def same_plans(self) -> PackagePlan:
        """What goes on to a partner is the same from both, and each would write the other's."""
        one, other = (
            plan_package(home, self.partner, USE, again=True) for home in (self.vault, self.memory)
        )
        assert one == replace(other, recipient=one.recipient)
        for home in (self.vault, self.memory):
            for plan in (one, other):
                gate.check_still_holds(home, plan)
        return one


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    with make_vault(tmp_path) as researcher, make_vault(tmp_path, "office") as vault:
        memory = MemoryHome(vault.identity)
        introduce(researcher, vault)
        partner = MemoryHome(new_identity("partner", Role.ORGANISATION))
        for home in (vault, memory):
            introduce(home, researcher)
            introduce(home, partner)
        stick = tmp_path / "stick"
        stick.mkdir()
        yield Offices(researcher, vault, memory, partner.identity.fingerprint, stick)


def test_one_package_gives_the_same_receipt_in_both_homes(offices: Offices) -> None:
    made = interview(offices.researcher, files=[PHOTO, b"small"])
    offices.researcher.interviews.seal(made.id)
    path = offices.send()
    offices.same_records(made.id)
    offices.same_verdicts(made.id)
    for home in (offices.vault, offices.memory):
        files = [each.media_id for each in home.interviews.attachments(made.id)]
        assert [b"".join(home.media.read(each)) for each in files] == [PHOTO, b"small"]
        assert home.custody.received(made.id) == offices.researcher.custody.events(made.id)[:-1]
    assert offices.receive(path).again


def test_news_a_branch_and_a_withdrawal_end_in_the_same_in_both_homes(offices: Offices) -> None:
    field = offices.researcher
    first, second = interview(field, "W-1"), interview(field, "W-2", [PHOTO])
    offices.send()
    for made in (first, second):
        field.interviews.save_utterances(made.id, (Utterance(new_id(), text="more"),))
    branch = built_on(field.versions.history(first.id)[0], field.interviews.document(first.id))
    arrive(field, branch.data, "from elsewhere")
    field.consents.withdraw(second.id, "no longer")
    offices.send()
    offices.same_records(first.id, second.id)
    offices.same_verdicts(first.id, second.id)
    offices.same_plans()
    assert len(offices.memory.versions.heads(first.id)) == 2
    decide(field, first, yes(USE, Identification.FULL_NAME), yes(Purpose.PHOTOGRAPH))
    offices.send()
    offices.same_records(first.id, second.id)
    offices.same_verdicts(first.id, second.id)
    offices.same_plans()


def test_each_branch_of_a_consent_is_heard_alike_in_both_homes(offices: Offices) -> None:
    made = interview(offices.researcher, files=[PHOTO])
    offices.send()
    consent = offices.vault.consents.for_interview(made.id)
    assert consent is not None
    base = offices.vault.versions.history(consent.id)[0]
    refused = ConsentAnswer(USE, RecipientKind.ORGANISATION, Answer.NO)
    branches = [
        (yes(USE, Identification.FULL_NAME), yes(Purpose.PHOTOGRAPH)),
        (yes(USE, Identification.CODE),),
        (refused, yes(Purpose.PUBLISH)),
    ]
    for answers in branches:
        version = built_on(base, replace(consent, answers=answers))
        outcomes = {
            arrive(home, version.data, "from elsewhere") for home in (offices.vault, offices.memory)
        }
        assert outcomes == {Outcome.ACCEPTED}
        offices.same_records(made.id)
        offices.same_verdicts(made.id)
        offices.same_plans()
    verdict = gate.ask(offices.memory, [made.id], USE, RecipientKind.ORGANISATION)[made.id]
    assert not verdict.decision.allowed


@pytest.mark.rare
def test_a_file_of_several_interviews_under_two_names_stays_alike_in_both_homes(
    offices: Offices,
) -> None:
    field = offices.researcher
    first, second = interview(field, "W-1", [PHOTO]), interview(field, "W-2")
    stored = field.media.get(field.interviews.attachments(first.id)[0].media_id)
    second_name = new_id()
    named = replace(stored, id=second_name)
    arrive(field, version(MEDIA_KIND, second_name, named), "from elsewhere")
    field.media.add(named, [])
    field.interviews.attach(second.id, second_name, "the same")
    offices.send()
    plan = offices.same_plans()
    assert [entry.sha256 for entry in plan.media] == [stored.sha256]
    decide(field, second, yes(USE, Identification.FULL_NAME))
    offices.send()
    assert offices.same_plans().media == ()
    for home in (offices.vault, offices.memory):
        with pytest.raises(ConsentRefused):
            gate.check_still_holds(home, plan)
    field.interviews.save(replace(field.interviews.get(second.id), person_id=first.person_id))
    decide(field, first, yes(USE, Identification.FULL_NAME), yes(Purpose.PHOTOGRAPH))
    offices.send()
    assert list(offices.same_plans().items(PERSON_KIND)), "named by both"


def test_what_does_not_hold_is_set_aside_alike_in_both_homes(offices: Offices) -> None:
    sender = Sender(Ends(offices.researcher, offices.vault, offices.stick))
    card = offices.vault.cards.get(sender.sender.public_key.fingerprint)
    offices.memory.cards.add(*sender.card)
    offices.memory.cards.trust(card.fingerprint, card.recipient_kind)
    good_id, good = person()
    bad_id, bad = person()
    records = [
        entry_of(PERSON_KIND, bad_id, b"not json at all"),
        entry_of(PERSON_KIND, bad_id, version(PERSON_KIND, bad_id, {"added": 1})),
        entry_of(INTERVIEW_KIND, bad_id, version(PERSON_KIND, bad_id, bad)),
        entry_of(PERSON_KIND, good_id, version(PERSON_KIND, good_id, good)),
        entry_of(INTERVIEW_KIND, good_id, version(INTERVIEW_KIND, good_id, good)),
    ]
    path = sender.package(offices.stick / "x.age", records, custody=b"{}\n[[[")
    received = offices.receive(path)
    outcomes = [line.outcome for line in received.receipt.records]
    assert outcomes == [Outcome.SET_ASIDE, Outcome.ACCEPTED] * 2 + [Outcome.SET_ASIDE]
    assert offices.memory.versions.count_unread() == offices.vault.versions.count_unread() == 1
    package_id = received.receipt.package_id
    assert set_aside_of(offices.vault, package_id) == set_aside_of(offices.memory, package_id)
    assert offices.memory.people.get(good_id) == offices.vault.people.get(good_id) == good


def test_consents_to_each_other_end_alike_in_both_homes(offices: Offices) -> None:
    """Each names the other as its interview: nothing that follows one to the next comes back."""
    sender = Sender(Ends(offices.researcher, offices.vault, offices.stick))
    card = offices.vault.cards.get(sender.sender.public_key.fingerprint)
    offices.memory.cards.add(*sender.card)
    offices.memory.cards.trust(card.fingerprint, card.recipient_kind)
    ids = new_id(), new_id()
    consents = [
        Consent(one, other, NOON, withdrawn_at=NOON) for one, other in (ids, ids[::-1], ids[:1] * 2)
    ]
    for number, consent in enumerate(consents):
        record = entry_of(CONSENT_KIND, consent.id, version(CONSENT_KIND, consent.id, consent))
        received = offices.receive(sender.package(offices.stick / f"{number}.age", [record]))
        assert [notable.name for notable in received.notable] == [""]
    offices.same_verdicts(*ids)


@pytest.mark.parametrize(("field", "office"), [("vault", "memory"), ("memory", "vault")])
def test_a_package_goes_from_one_kind_of_home_to_the_other(
    tmp_path: Path, field: str, office: str
) -> None:
    ends = either_ends(tmp_path, field, office)
    made = interview(ends.researcher, files=[PHOTO])
    decide(ends.researcher, made, yes(USE, Identification.FULL_NAME), yes(Purpose.PHOTOGRAPH))
    written = ends.write()
    received = receive_package(ends.office, written.path)
    assert {line.outcome for line in received.lines} == {Outcome.ACCEPTED}
    assert ends.office.interviews.document(made.id) == ends.researcher.interviews.document(made.id)
    name = ends.office.people.get(made.person_id)
    assert name == ends.researcher.people.get(made.person_id)
    import_receipt(ends.researcher, write_receipt(ends.office, written.package_id, ends.stick).path)
    assert ends.plan().empty
    ends.close()
