"""Every method of a noun that writes reports what it touched, or no page would read it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from desktop.crypto.sheet_code import new_code
from desktop.crypto.slots.unguessable import new_sheet_slot
from desktop.model.acquisition import Acquisition
from desktop.model.companion import Companion, companion_id
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.consent.draft import ANSWERS
from desktop.model.handoff import PackageDocument
from desktop.model.interview import Interview, PriorAccounts, Utterance
from desktop.model.kept_draft import KeptDraft
from desktop.model.lookalike import Answer
from desktop.model.media import Attachment, Detached, Media
from desktop.model.name_decision import Choice, Decided
from desktop.model.person import PERSON_KIND, Person
from desktop.model.place import PlaceName
from desktop.model.protected import ProtectedName
from desktop.model.sameness import SameAs
from desktop.model.set import FileSet
from desktop.model.way_in import WayIn
from desktop.vault import SentPackage, Vault
from desktop.vault.records.handoff.sending import Sending
from desktop.vault.records.protected_names import Marked
from tests.support import (
    CHEAP_COST,
    PASSPHRASE,
    TEMPLATES,
    asked,
    consent_to,
    make_vault,
    open_interview,
    reopened,
)
from tests.unit.vault.made import CarriedWhole, add, cover, covered, media_of, receipt_of, send
from tests.unit.vault.rules.passages_written import OF_PASSAGES
from tests.unit.vault.rules.reading_methods import QUIET, READING

DEARER: Final = replace(CHEAP_COST, memory_kib=2 * CHEAP_COST.memory_kib)
DRAFT: Final = KeptDraft(consent_to("i"))
PLACE: Final = Decided("0" * 32, Choice.REPLACE, "N-3")

COPY: Final = {"generation": "copy"}


@dataclass(frozen=True)
class There:
    """What is in the vault before each method is tried."""

    vault: Vault
    person: Person
    interview: Interview
    photo: Media
    package: SentPackage
    card: str

    def document(self) -> PackageDocument:
        """Another package than the one that was sent."""
        return replace(self.package.document, package_id="another")

    def begin(self) -> None:
        document = self.document()
        self.vault.packages.sending.begin(
            document, CarriedWhole(document), file_name="x.age", size=1, tagmanifest_sha256="0" * 64
        )

    def after_begin(self) -> Sending:
        self.begin()
        self.vault.take_changes()
        return self.vault.packages.sending

    def record_received(self) -> None:
        self.vault.packages.record_received(
            self.document(), tagmanifest_sha256="0" * 64, receipt=receipt_of(self.package)
        )

    def lift_restriction(self) -> None:
        self.vault.consents.restrict(self.interview.id, "asked to")
        self.vault.take_changes()
        self.vault.consents.lift_restriction(self.interview.id, "asked for")

    def record_answer(self) -> None:
        self.record_received()
        self.vault.take_changes()
        again = replace(receipt_of(self.package), package_id=self.document().package_id, number=2)
        self.vault.packages.record_answer(again)

    def settle(self) -> None:
        shown = self.vault.consents.for_interview(self.interview.id)
        assert shown is not None
        self.vault.consents.settle(shown, ["f" * 64], "she said so")

    def decide(self) -> None:
        before = self.vault.consents.for_interview(self.interview.id)
        decided = asked(self.vault, consent_to(self.interview.id, Purpose.KEEP, Purpose.ANALYSE))
        self.vault.consents.decide(decided, before)

    def lay_interview(self) -> None:
        before = self.vault.interviews.document(self.interview.id)
        edited = replace(before, interview=replace(before.interview, purpose="to know"))
        self.vault.interviews.lay(before, edited)

    def keep_picture(self) -> None:
        self.vault.pictures.ask(self.photo.id, described=False)
        self.vault.take_changes()
        self.vault.pictures.keep(replace(self.photo, width=4, height=3), (), None)

    def save_place(self) -> None:
        place = self.vault.places.new()
        self.vault.take_changes()
        self.vault.places.save(replace(place, address="Лясная, 3"))

    def lay_place(self) -> None:
        place = self.vault.places.new()
        self.vault.take_changes()
        self.vault.places.lay(place, replace(place, address="Лясная, 3"))

    @property
    def other(self) -> Media:
        return add(self.vault, b"another photo")

    def set(self) -> FileSet:
        made = self.vault.sets.new("DCIM", [add(self.vault, b"a third").id, self.other.id])
        self.vault.take_changes()
        return made

    def acquisition(self) -> Acquisition:
        self.vault.acquisitions.say([self.photo.id], COPY)
        self.vault.take_changes()
        return replace(self.vault.acquisitions.said_of(self.photo.id), rights="hers")

    def join_again(self) -> None:
        """What was known of two files before a person parted them."""
        self.vault.companions.came(self.photo.id, self.other.id, "name")
        before = self.vault.companions.said_of(self.photo.id)
        self.vault.companions.say(self.photo.id, "")
        self.vault.companions.put_back(self.photo.id, before)

    def companion(self) -> Companion:
        self.vault.companions.say(self.photo.id, self.other.id)
        self.vault.take_changes()
        return replace(self.vault.companions.get(companion_id(self.photo.id)), with_id="")

    def protect(self) -> ProtectedName:
        entry = self.vault.protected.new(["Ядвіга"])
        self.vault.take_changes()
        return entry

    def save_protected(self) -> None:
        self.vault.protected.save(replace(self.protect(), instead="her sister"))

    def remove_protected(self) -> None:
        self.vault.protected.remove(self.protect().id)

    def decide_same(self) -> None:
        other = self.vault.people.new("P-8")
        self.vault.take_changes()
        self.vault.sameness.decide(self.person.id, other.id, SameAs.SAME)

    def split(self) -> None:
        self.decide_same()
        self.vault.take_changes()
        self.vault.sameness.split(self.person.id)

    def add_sheet(self) -> WayIn:
        code = new_code()
        return self.vault.ways_in.add(
            PASSPHRASE, lambda key, vault_id: new_sheet_slot(key, code, vault_id, "")
        )

    def backups(self) -> Path:
        return self.vault.folder.with_name("researcher.backups")

    def after_backup(self) -> str:
        self.vault.backups.create(self.backups())
        self.vault.take_changes()
        return self.vault.backups.places()[0].id

    def after_sheet(self) -> str:
        way = self.add_sheet()
        self.vault.take_changes()
        return way.slot_id

    def change_kind(self) -> None:
        self.vault.cards.trust(self.card, RecipientKind.ORGANISATION)
        self.vault.take_changes()
        self.vault.cards.change_kind(self.card, RecipientKind.PARTNER_ORGANISATION)

    def drop_draft(self) -> None:
        self.vault.drafts.keep(ANSWERS, "i", DRAFT)
        self.vault.take_changes()
        self.vault.drafts.drop(ANSWERS, "i")

    def detach(self) -> Detached:
        attached = self.vault.interviews.attach(self.interview.id, self.photo.id)
        self.vault.take_changes()
        detached = self.vault.interviews.detach(self.interview.id, attached.id)
        assert detached is not None
        return detached

    def put_back(self) -> None:
        detached = self.detach()
        self.vault.take_changes()
        self.vault.interviews.put_back(self.interview.id, detached)

    def save_safety(self) -> None:
        safety = self.vault.interviews.safety(self.interview.id)
        self.vault.interviews.save_safety(replace(safety, risk_person="somebody listens"))

    def open_account(self) -> None:
        other = self.vault.interviews.new("W-9", self.person.id, "be")
        asked = replace(other, prior_accounts_answer=PriorAccounts.NO)
        self.vault.interviews.save(asked)
        self.vault.consents.save(consent_to(other.id, Purpose.KEEP), "asked")
        self.vault.take_changes()
        self.vault.interviews.open_account(other.id)


def _card(vault: Vault, folder: Path) -> str:
    with make_vault(folder, "office") as office:
        signed = office.identity.card()
    return vault.cards.add(signed.document, signed.signature).fingerprint


def _again(there: There) -> None:
    own = there.vault.identity.card()
    there.vault.cards.add(own.document, own.signature)


WRITING: Final[dict[tuple[str, str], Callable[[There], object]]] = {
    ("people", "new"): lambda t: t.vault.people.new("P-2"),
    ("people", "save"): lambda t: t.vault.people.save(replace(t.person, code="P-3")),
    ("sameness", "decide"): There.decide_same,
    ("sameness", "split"): There.split,
    ("places", "new"): lambda t: t.vault.places.new([PlaceName("Вязынь")]),
    ("places", "save"): There.save_place,
    ("interviews", "new"): lambda t: t.vault.interviews.new("W-2", t.person.id, "be"),
    ("interviews", "save"): lambda t: t.vault.interviews.save(
        replace(t.interview, purpose="to keep")
    ),
    ("interviews", "save_safety"): There.save_safety,
    ("interviews", "open_account"): There.open_account,
    ("interviews", "save_utterances"): lambda t: t.vault.interviews.save_utterances(
        t.interview.id, (Utterance("u-1", text="It was night."),)
    ),
    ("interviews", "attach"): lambda t: t.vault.interviews.attach(t.interview.id, t.photo.id),
    ("interviews", "save_attachments"): lambda t: t.vault.interviews.save_attachments(
        t.interview.id, (Attachment("a-1", t.photo.id, "a square"),)
    ),
    ("interviews", "detach"): There.detach,
    ("interviews", "put_back"): There.put_back,
    ("interviews", "seal"): lambda t: t.vault.interviews.seal(t.interview.id),
    ("consents", "save"): lambda t: t.vault.consents.save(
        consent_to(t.interview.id, Purpose.KEEP, Purpose.ANALYSE), "asked again"
    ),
    ("consents", "decide"): There.decide,
    ("consents", "settle"): There.settle,
    ("consents", "hold"): lambda t: t.vault.consents.hold(
        t.interview.id, ["f" * 64], "she said so"
    ),
    ("consents", "withdraw"): lambda t: t.vault.consents.withdraw(t.interview.id, "asked to"),
    ("consents", "take_back"): lambda t: t.vault.consents.take_back(
        t.interview.id, lambda consent: replace(consent, answers=())
    ),
    ("consents", "restrict"): lambda t: t.vault.consents.restrict(t.interview.id, "asked to"),
    ("consents", "lift_restriction"): There.lift_restriction,
    ("removal", "remove"): lambda t: t.vault.removal.remove(
        PERSON_KIND, t.vault.people.new("P-9").id
    ),
    ("edits", "record"): lambda t: t.vault.edits.record(
        t.vault.people, t.person, replace(t.person, code="P-4")
    ),
    ("interviews", "lay"): There.lay_interview,
    ("people", "lay"): lambda t: t.vault.people.lay(t.person, replace(t.person, code="P-5")),
    ("places", "lay"): There.lay_place,
    ("sets", "new"): lambda t: t.vault.sets.new("DCIM"),
    ("sets", "save"): lambda t: t.vault.sets.save(replace(t.set(), note="hers")),
    ("sets", "lay"): lambda t: t.vault.sets.lay(t.set(), replace(t.set(), note="hers")),
    ("sets", "put_in"): lambda t: t.vault.sets.put_in(t.set().id, [t.photo.id]),
    ("sets", "take_out"): lambda t: t.vault.sets.take_out(t.set().id, [t.other.id]),
    ("sets", "put_in_order"): lambda t: t.vault.sets.put_in_order(t.set().id, [t.other.id]),
    ("sets", "came"): lambda t: t.vault.sets.came(t.set().id, t.photo.id, "a.jpg", ""),
    ("acquisitions", "say"): lambda t: t.vault.acquisitions.say([t.photo.id], COPY),
    ("acquisitions", "save"): lambda t: t.vault.acquisitions.save(t.acquisition()),
    ("acquisitions", "lay"): lambda t: t.vault.acquisitions.lay(t.acquisition(), t.acquisition()),
    **OF_PASSAGES,
    ("companions", "came"): lambda t: t.vault.companions.came(t.photo.id, t.other.id, "name"),
    ("companions", "say"): lambda t: t.vault.companions.say(t.photo.id, t.other.id),
    ("companions", "put_back"): There.join_again,
    ("companions", "save"): lambda t: t.vault.companions.save(t.companion()),
    ("companions", "lay"): lambda t: t.vault.companions.lay(t.companion(), t.companion()),
    ("redactions", "came"): lambda t: cover(t.vault, t.photo, t.other),
    ("redactions", "save"): lambda t: t.vault.redactions.save(covered(t.vault, t.photo, t.other)),
    ("redactions", "lay"): lambda t: t.vault.redactions.lay(
        *[covered(t.vault, t.photo, t.other)] * 2
    ),
    ("media", "also_named"): lambda t: t.vault.media.also_named(t.photo, "b.jpg"),
    ("lookalikes", "say"): lambda t: t.vault.lookalikes.say(
        t.photo.id, t.other.id, Answer.DIFFERENT
    ),
    ("media", "add"): lambda t: t.vault.media.add(media_of(b"other"), [b"other"]),
    ("fixity", "begin"): lambda t: t.vault.fixity.begin(),
    ("fixity", "go_on"): lambda t: t.vault.fixity.go_on(),
    ("fixity", "check_due"): lambda t: t.vault.fixity.check_due(),
    ("fixity", "check_all"): lambda t: t.vault.fixity.check_all(),
    ("fixity", "check_one"): lambda t: t.vault.fixity.check_one(t.photo.id),
    ("fixity", "sources"): lambda t: t.vault.fixity.sources("sources deleted", 0, (), "another"),
    ("pictures", "ask"): lambda t: t.vault.pictures.ask(t.photo.id, described=False),
    ("pictures", "keep"): There.keep_picture,
    ("cards", "add"): _again,
    ("cards", "change_kind"): There.change_kind,
    ("cards", "trust"): lambda t: t.vault.cards.trust(t.card, RecipientKind.ORGANISATION),
    ("cards", "revoke"): lambda t: t.vault.cards.revoke(t.card),
    ("name_decisions", "decide"): lambda t: t.vault.name_decisions.decide(
        t.interview.id, "public/code", PLACE, Choice.KEEP
    ),
    ("name_decisions", "decide_each"): lambda t: t.vault.name_decisions.decide_each(
        t.interview.id, "public/code", [PLACE]
    ),
    ("name_decisions", "forget"): lambda t: t.vault.name_decisions.forget(
        t.interview.id, "public/code", PLACE
    ),
    ("protected", "new"): lambda t: t.vault.protected.new(["Ядвіга"]),
    ("protected", "save"): There.save_protected,
    ("protected", "remove"): There.remove_protected,
    ("protected", "protect"): lambda t: t.vault.protected.protect("Ядвіга"),
    ("protected", "protect_apart"): lambda t: t.vault.protected.protect_apart(
        "Ядвіга", Marked(t.protect())
    ),
    ("protected", "take_back"): lambda t: t.vault.protected.take_back(Marked(t.protect())),
    ("ways_in", "add"): There.add_sheet,
    ("ways_in", "revoke"): lambda t: t.vault.ways_in.revoke(PASSPHRASE, t.after_sheet()),
    ("ways_in", "change"): lambda t: t.vault.ways_in.change(PASSPHRASE, "another one", CHEAP_COST),
    ("ways_in", "raise_cost"): lambda t: t.vault.ways_in.raise_cost(PASSPHRASE, DEARER),
    ("ways_in", "rename"): lambda t: t.vault.ways_in.rename(t.after_sheet(), "Зося", "bank"),
    ("ways_in", "rehearse"): lambda t: t.vault.ways_in.rehearse(PASSPHRASE),
    ("drafts", "keep"): lambda t: t.vault.drafts.keep(ANSWERS, "i", DRAFT),
    ("drafts", "drop"): There.drop_draft,
    ("packages", "record_receipt"): lambda t: t.vault.packages.record_receipt(
        receipt_of(t.package), b"{}", b"signature"
    ),
    ("packages", "record_answer"): There.record_answer,
    ("packages", "record_received"): There.record_received,
    ("packages", "set_aside"): lambda t: t.vault.packages.set_aside("p", "item", "why", b"x"),
    ("sending", "begin"): There.begin,
    ("backups", "create"): lambda t: t.vault.backups.create(t.backups()),
    ("backups", "forget"): lambda t: t.vault.backups.forget(t.after_backup()),
    ("sending", "named"): lambda t: t.after_begin().named("another"),
    ("sending", "not_known"): lambda t: t.after_begin().not_known("another"),
    ("sending", "not_named"): lambda t: t.after_begin().not_named("another"),
}


@pytest.fixture
def there(tmp_path: Path) -> Iterator[There]:
    there = TEMPLATES.furnished("written about", _furnish, tmp_path)
    with reopened(tmp_path / there.vault.folder.name) as vault:
        yield replace(there, vault=vault)


def _furnish(folder: Path) -> There:
    """Make what :class:`There` says; its vault is closed."""
    with make_vault(folder) as vault:
        interview = open_interview(vault)
        person = vault.people.get(interview.person_id)
        photo = add(vault, b"a photo")
        sent = send(vault, interview.id)
        return There(vault, person, interview, photo, sent, _card(vault, folder))


@pytest.mark.parametrize("method", WRITING, ids=".".join)
def test_a_writing_method_reports_what_it_touched(there: There, method: tuple[str, str]) -> None:
    there.vault.take_changes()
    WRITING[method](there)
    assert there.vault.take_changes(), method


def test_every_method_of_every_noun_is_known_to_read_or_to_report(vault: Vault) -> None:
    nouns = {
        name: there
        for name, there in vars(vault).items()
        if type(there).__module__.startswith(("desktop.vault.records.", "desktop.vault.backups."))
        and name[0] != "_"
    } | {"sending": vault.packages.sending}
    methods = {
        (noun, name)
        for noun, there in nouns.items()
        for name in dir(type(there))
        if callable(getattr(there, name)) and name[0] != "_" and name not in READING
    }
    unknown = methods ^ (set(WRITING) | QUIET)
    assert not unknown, f"{sorted(unknown)}: WRITING, READING or QUIET here"
