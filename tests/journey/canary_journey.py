"""The whole journey with a canary in every field: ``python -m tests.journey.canary_journey``.

Runs in a process of its own, watched by ``test_canary.py``. Arguments: the folder to leave
everything in, and a folder of photos. The passphrase comes on standard input. What it prints
(secrets that must be nowhere, labels that must be in the vaults) goes through a pipe.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

from desktop.bugreport import harden_process
from desktop.cli import main as skryniactl
from desktop.errors import Cancelled
from desktop.handoff.identity.cards import card_file, read_card
from desktop.handoff.intake import take_in
from desktop.handoff.receipt import import_receipt, write_receipt
from desktop.handoff.receiving.receive import dry_run
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.media.adding.ingest import add_files
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.consent.beyond import Reason
from desktop.model.identity import Role
from desktop.model.ids import new_id
from desktop.model.interview import (
    Interview,
    Mode,
    PriorAccounts,
    Safety,
    Speaker,
    State,
    Utterance,
    UtteranceKind,
)
from desktop.model.owned_id import consent_id_of
from desktop.model.person import Person
from desktop.reports.printing import write_summary
from desktop.vault import Owner, Vault, create_vault, restore_backup
from tests.journey.canary_fill import LATIN, filled, text
from tests.support import CHEAP_COST


def journey(out: Path, photos: Path, passphrase: str) -> None:
    """Everything that stores, sends, prints, copies or fails."""
    stick = out / "stick"
    stick.mkdir()
    with (
        _vault(out / "researcher.skrynia", passphrase, Role.RESEARCHER) as researcher,
        _vault(out / "organisation.skrynia", passphrase, Role.ORGANISATION) as organisation,
    ):
        _trust(researcher, organisation)
        first = _interview(researcher, "first", photos)
        _interview(researcher, "second", photos)
        write_summary(
            researcher, first, out / "asked.pdf", "be", with_name=True, reason=Reason.FOR_THE_PERSON
        )
        researcher.interviews.seal(first)
        _cancelled_package(researcher, organisation, stick)
        _hand_over(researcher, organisation, stick)
        researcher.consents.withdraw(first, text("withdrawn_reason"))
        _hand_over(researcher, organisation, stick)
        researcher.search.find(LATIN)
        researcher.backup(out / "copy.skrynia")
        restore_backup(out / "copy.skrynia", out / "restored.skrynia", passphrase)
        intact = researcher.check().intact and organisation.check().intact
        secrets = [v.identity.age_identity().secret_text() for v in (researcher, organisation)]
    print(json.dumps({"intact": intact, "secrets": secrets}))


def _vault(folder: Path, passphrase: str, role: Role) -> Vault:
    return create_vault(folder, passphrase, Owner(text(f"Owner {role}"), role), CHEAP_COST)


def _trust(researcher: Vault, organisation: Vault) -> None:
    """Cards change hands in memory: a card's file is public and would hold its name."""
    for giver, taker in ((researcher, organisation), (organisation, researcher)):
        signed = giver.identity.card()
        card = read_card(card_file(signed.document, signed.signature))
        taker.cards.add(card.document, card.signature)
        taker.cards.trust(card.fingerprint, RecipientKind.ORGANISATION)


def _interview(vault: Vault, label: str, photos: Path) -> str:
    """An interview with every field of everything filled, up to the last word."""
    person = vault.people.new(text("Person.code"), ())
    vault.people.save(filled(Person, id=person.id, created_at=person.created_at))
    planned = vault.interviews.new(text(f"Interview.code {label}"), person.id, "be")
    vault.interviews.save(_plan(planned))
    vault.interviews.save_safety(filled(Safety, interview_id=planned.id))
    vault.consents.save(_consent(planned.id), text("reason of a consent"))
    vault.interviews.open_account(planned.id)
    vault.interviews.save_utterances(planned.id, _account())
    add_files(vault, [photos], planned.id, source_note=text("source note"))
    attached = vault.interviews.attachments(planned.id)
    named = [replace(one, caption=text("Attachment.caption")) for one in attached]
    vault.interviews.save_attachments(planned.id, named)
    return planned.id


def _plan(planned: Interview) -> Interview:
    return filled(
        Interview,
        id=planned.id,
        created_at=planned.created_at,
        code=planned.code,
        person_id=planned.person_id,
        state=State.PLANNED,
        mode=Mode.FULL,
        prior_accounts_answer=PriorAccounts.YES,
        opened_at=None,
        closed_at=None,
        # It shows nobody else's words.
        derived_from="",
        shown_as="",
    )


def _consent(interview_id: str) -> Consent:
    cells = tuple(
        ConsentAnswer(purpose, recipient, Answer.YES, Identification.FULL_NAME)
        for purpose, recipient in product(Purpose, RecipientKind)
    )
    return filled(
        Consent,
        id=consent_id_of(interview_id),
        interview_id=interview_id,
        answers=cells,
        restricted_at=None,
        restricted_reason="",
        withdrawn_at=None,
        withdrawn_reason="",
    )


def _account() -> tuple[Utterance, ...]:
    return tuple(
        filled(Utterance, id=new_id(), speaker=speaker, kind=kind)
        for speaker, kind in product(Speaker, UtteranceKind)
    )


def _hand_over(researcher: Vault, organisation: Vault, stick: Path) -> None:
    plan = plan_package(researcher, organisation.identity.fingerprint, Purpose.ANALYSE)
    package = write_package(researcher, plan, stick).path
    dry_run(organisation, package)
    received = take_in(organisation, package)
    receipt = write_receipt(organisation, received.receipt.package_id, stick).path
    import_receipt(researcher, receipt)


def _cancelled_package(researcher: Vault, organisation: Vault, stick: Path) -> None:
    """A package stopped midway: what it had written is gone by the end, but was on the disk."""
    reports = 0

    def stop(done: int, total: int, what: str) -> None:
        nonlocal reports
        reports += 1
        if reports > 3:
            raise Cancelled("stopped")

    plan = plan_package(researcher, organisation.identity.fingerprint, Purpose.ANALYSE)
    try:
        write_package(researcher, plan, stick, stop)
    except Cancelled:
        return
    raise AssertionError("the package was not stopped")


def command_lines(out: Path, passphrase: str) -> None:
    """The same vault through the program's front door, where it works and where it refuses."""
    vault = str(out / "researcher.skrynia")
    code = text("Interview.code first")
    for expected, given, line in (
        (0, passphrase, ["vault", "info", vault]),
        (0, passphrase, ["interview", "list", vault, "--json"]),
        (0, passphrase, ["interview", "show", vault, code]),
        (0, passphrase, ["consent", "show", vault, code]),
        (0, passphrase, ["photos", "list", vault]),
        (0, passphrase, ["custody", "verify", vault]),
        (1, passphrase, ["interview", "show", vault, text("no such code")]),
        (1, text("wrong passphrase"), ["vault", "info", vault]),
    ):
        reader, writer = os.pipe()
        os.write(writer, given.encode() + b"\n")
        os.close(writer)
        result = skryniactl([*line, "--passphrase-fd", str(reader)])
        if result != expected:
            raise AssertionError(f"{line[0]} {line[1]} ended with {result}")


if __name__ == "__main__":
    harden_process()
    words = sys.stdin.readline().rstrip("\n")
    folder, pictures = (Path(argument) for argument in sys.argv[1:])
    journey(folder, pictures, words)
    command_lines(folder, words)
