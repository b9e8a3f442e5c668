"""Who wrote a version is who signed it: through every hand, and nobody else."""

from __future__ import annotations

import base64
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.crypto.sshkey import PublicKey, SigningKey, wire_string
from desktop.crypto.sshsig import allowed_signers_line, what_is_signed
from desktop.errors import SignatureFormatError
from desktop.handoff.format import layout
from desktop.handoff.receiving.receive import dry_run, receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.home.authors import VERSION_NAMESPACE, Author, Authorship, Signing
from desktop.model.consent import CONSENT_KIND
from desktop.model.handoff import LineReason, Outcome, PackageDocument, RecordEntry
from desktop.model.identity import Role
from desktop.model.person import PERSON_KIND
from desktop.model.values.moment import Moment
from tests.authors import SOMEBODY, invented, key_of
from tests.homes.either import HOMES, EitherHome
from tests.unit.crypto.tools import needs_program
from tests.unit.handoff.ends import USE, Ends, interview, introduce, sent
from tests.unit.handoff.forge import Forge
from tests.unit.handoff.hostile import FORGE, refused
from tests.unit.handoff.sender import SENDER, Sender, entry_of, person, version
from tests.unit.vault.made import set_aside_of

Sign = Callable[[bytes], Authorship]
THROWAWAY = Signing(key_of("throwaway"))
LOW_ORDER = bytes(32)


# --- set aside ----------------------------------------------------------------------------------


def test_a_version_without_its_authors_valid_signature_is_set_aside_with_its_bytes(
    ends: Ends,
) -> None:
    """Whoever is trusted to send is not trusted to say that somebody else wrote it."""
    sender = Sender(ends)
    ours = ends.office.identity.fingerprint
    flaws: dict[str, tuple[str, Callable[[bytes], Authorship | bytes]]] = {
        # A throwaway key, listed, over a version that claims another's fingerprint.
        "claims the sender": (SENDER, lambda data: THROWAWAY.author(data).signature),
        "claims the office": (ours, lambda data: THROWAWAY.author(data).signature),
        # The right key over something else.
        "other bytes": (SOMEBODY, lambda data: Signing(key_of("somebody")).author(data + b" ")),
        "another namespace": (SOMEBODY, lambda data: _signed_as("somebody", data, "seal@skrynia")),
        "garbage": (SOMEBODY, lambda _data: b"s" * 64),
        "missing": (SOMEBODY, lambda _data: b""),
        # By one of those listed, who is not its author.
        "another of the list": (SENDER, lambda data: Signing(key_of("somebody")).author(data)),
    }
    records, authors = [], {THROWAWAY.key: 0, key_of("somebody").public_key: 1}
    for flaw, (author, sign) in flaws.items():
        record_id, body = person()
        entry, data = entry_of(
            PERSON_KIND, record_id, version(PERSON_KIND, record_id, body, author)
        )
        made = sign(data)
        signature = made.signature if isinstance(made, Authorship) else made
        place = 0 if flaw.startswith("claims") or not signature else 1
        records.append((replace(entry, author=place, signature=signature), data))
    path = _listing(sender, records, tuple(key.line() for key in authors))
    received = receive_package(ends.office, path)
    lines = list(received.receipt.records)
    assert {(line.outcome, line.reason) for line in lines} == {
        (Outcome.SET_ASIDE, LineReason.NOT_SIGNED.value)
    }
    aside = set_aside_of(ends.office, received.receipt.package_id)
    assert {data for _, _, data in aside} == {data for _, data in records}
    assert ends.office.people.all() == []


def test_a_version_by_somebody_unknown_here_is_taken_as_theirs(ends: Ends) -> None:
    """What the sender forwards; what it may do here is another question (``docs/authority.md``)."""
    sender = Sender(ends)
    record_id, body = person()
    data = version(PERSON_KIND, record_id, body, SOMEBODY)
    path = sender.package(ends.stick / "x.age", [entry_of(PERSON_KIND, record_id, data)])
    (line,) = receive_package(ends.office, path).receipt.records
    assert line.outcome is Outcome.ACCEPTED
    signed = ends.office.versions.signed([line.item])[line.item]
    assert Author(signed.key).signed(signed.signature, data)
    assert signed.key.fingerprint == SOMEBODY


def test_ours_from_an_older_backup_is_ours_again_and_nobody_else_writes_in_our_name(
    ends: Ends,
) -> None:
    sender, office = Sender(ends), ends.office
    record_id, body = person()
    data = version(PERSON_KIND, record_id, body, office.identity.fingerprint)
    forged, ours = (_entry(record_id, data, make) for make in (THROWAWAY.author, _office(ends)))
    lines = [(THROWAWAY.key.line(),), (_office(ends)(b"").key.line(),)]
    for number, (entry, authors) in enumerate(zip((forged, ours), lines, strict=True)):
        path = _listing(sender, [(entry, data)], authors, f"{number}.age")
        (line,) = receive_package(office, path).receipt.records
        assert line.outcome is (Outcome.ACCEPTED if entry is ours else Outcome.SET_ASIDE)
    assert office.people.get(record_id) == body
    assert office.versions.arrived_in(ours.version_id) is not None


def test_a_withdrawal_that_is_not_by_its_author_is_not_announced(ends: Ends) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write(made).path)
    consent = ends.office.consents.for_interview(made.id)
    assert consent is not None
    withdrawn = replace(consent, withdrawn_at=Moment.now())
    data = version(CONSENT_KIND, consent.id, withdrawn)
    sender = Sender(ends)
    for signature, count in ((b"s" * 64, 0), (Signing(key_of("sender")).author(data).signature, 1)):
        entry, _ = entry_of(CONSENT_KIND, consent.id, data)
        signed = replace(entry, signature=signature)
        authors = (key_of("sender").public_key.line(),)
        path = _listing(sender, [(signed, data)], authors, f"{count}.age")
        assert dry_run(ends.office, path).counts.withdrawals == count
        received = receive_package(ends.office, path)
        assert len(received.withdrawals) == count
        kept = ends.office.consents.for_interview(made.id)
        assert kept is not None
        assert bool(kept.withdrawn_at) == bool(count)


# --- refused whole ------------------------------------------------------------------------------

LISTED = key_of("a").public_key.line()


@pytest.mark.parametrize(
    ("authors", "reason"),
    [
        ((LISTED,), "not those of the records"),
        ((LISTED, LISTED), "listed twice"),
        ((f"{LISTED} comment",), "schema"),
        ((f" {LISTED}",), "schema"),
        ((f"{LISTED}\n",), "schema"),
        (("ssh-ed25519 AAAA",), "schema"),
        (("ssh-rsa AAAAB3NzaC1yc2E=",), "schema"),
        (("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "/" * 43,), "key of an author is none"),
    ],
)
def test_a_list_of_authors_that_no_writer_makes_is_refused(
    tmp_path: Path, authors: tuple[str, ...], reason: str
) -> None:
    refused(tmp_path, FORGE.of(authors=authors), reason)


def test_the_key_of_an_author_for_which_anyone_can_sign_is_refused(tmp_path: Path) -> None:
    blob = wire_string(b"ssh-ed25519") + wire_string(LOW_ORDER)
    line = f"ssh-ed25519 {base64.b64encode(blob).decode()}"
    with pytest.raises(SignatureFormatError):
        PublicKey(LOW_ORDER)
    refused(tmp_path, FORGE.of(authors=(line,)), "key of an author is none")


@pytest.mark.parametrize(
    ("author", "octets", "of", "reason"),
    [
        (0, 64, "s", "not those of the records"),
        (1, 64, "s", "not those of the records"),
        (9999, 64, "s", "not those of the records"),
        (10_000, 64, "s", "schema"),
        (1, 0, "s", "schema"),
        (0, 63, "s", "schema"),
        (0, 65, "s", "schema"),
        (0, 64, "\0", "schema"),
    ],
)
def test_a_record_whose_author_is_not_listed_is_refused_with_the_document(
    tmp_path: Path, author: int, octets: int, of: str, reason: str
) -> None:
    (record,) = FORGE.document.records
    signed = replace(record, author=author, signature=of.encode() * octets)
    document = replace(FORGE.document, records=(signed,))
    entries = FORGE.entries(FORGE.payload(document), document.package_id)
    refused(tmp_path, entries, reason)


def test_another_spelling_of_a_signature_is_refused(tmp_path: Path) -> None:
    """Base64 has bits to spare at the end of 64 octets: only one spelling is taken."""
    document = replace(
        FORGE.document,
        authors=(LISTED,),
        records=tuple(
            replace(each, signature=bytes(63) + b"\1") for each in FORGE.document.records
        ),
    )
    payload = FORGE.payload(document)
    FORGE.verify(FORGE.write(tmp_path / "x.age", FORGE.entries(payload, document.package_id)))
    (tmp_path / "x.age").unlink()
    changed = payload[layout.DOCUMENT].replace(b'AQ=="', b'AR=="')
    assert changed != payload[layout.DOCUMENT]
    payload[layout.DOCUMENT] = changed
    refused(tmp_path, FORGE.entries(payload, document.package_id), "schema")


def test_lists_in_another_order_than_the_manifest_keep_each_signature_with_its_record(
    ends: Ends,
) -> None:
    sender = Sender(ends)
    records = []
    for name in ("a", "b", "c"):
        record_id, body = person()
        data = version(PERSON_KIND, record_id, body, invented(name))
        entry = _entry(record_id, data, Signing(key_of(name)).author)
        records.append((replace(entry, author="abc".index(name)), data))
    authors = tuple(key_of(name).public_key.line() for name in "abc")
    path = _listing(sender, records, authors, turned=True)
    received = receive_package(ends.office, path)
    assert [line.outcome for line in received.receipt.records] == [Outcome.ACCEPTED] * 3


# --- through other hands --------------------------------------------------------------------------


def test_what_is_forwarded_keeps_the_signature_of_who_wrote_it(ends: Ends, tmp_path: Path) -> None:
    kind = "memory" if "memory" in type(ends.office).__module__ else "vault"
    made = interview(ends.researcher, files=[b"photo"])
    written = ends.write(made)
    receive_package(ends.office, written.path)
    with HOMES[kind](tmp_path, "partner", Role.ORGANISATION, True) as partner:
        introduce(ends.office, partner)
        introduce(partner, ends.office)
        plan = plan_package(ends.office, partner.identity.fingerprint, USE)
        forwarded = write_package(ends.office, plan, ends.stick)
        received = receive_package(partner, forwarded.path)
        assert {line.outcome for line in received.lines} == {Outcome.ACCEPTED}
        first, then = sent(ends, written), _sent(ends.office, forwarded.package_id)
        assert then.authors == first.authors != ()
        assert _signatures(then) == _signatures(first)
        here = partner.versions.signed(list(_signatures(then)))
        author = ends.researcher.identity.fingerprint
        assert {each.key.fingerprint for each in here.values()} == {author}
        assert {id_: each.signature for id_, each in here.items()} == _signatures(then)


@needs_program("ssh-keygen")
def test_stock_ssh_keygen_says_who_wrote_a_version(ends: Ends) -> None:
    """By what the page says of the 64 octets, without anything of ours."""
    document = sent(ends, ends.write(interview(ends.researcher)))
    entry = document.records[0]
    blob = base64.b64decode(document.authors[entry.author].split()[1])
    fields = [blob, b"version@skrynia", b"", b"sha512"]
    fields.append(_string(b"ssh-ed25519") + _string(entry.signature))
    whole = b"SSHSIG" + b"\0\0\0\1" + b"".join(map(_string, fields))
    text = base64.b64encode(whole).decode()
    armor = "\n".join(("-----BEGIN SSH SIGNATURE-----", text, "-----END SSH SIGNATURE-----", ""))
    signers, signature = ends.stick / "signers", ends.stick / "version.sig"
    signers.write_text(f"author {document.authors[entry.author]}\n", encoding="utf-8")
    data = ends.researcher.versions.data(entry.version_id)
    ours = ends.researcher.versions.signed([entry.version_id])[entry.version_id]
    program = shutil.which("ssh-keygen")
    assert program is not None
    for text_of in (armor.encode(), ours.file()):
        signature.write_bytes(text_of)
        command = [program, "-Y", "verify", "-f", str(signers), "-I", "author"]
        command += ["-n", VERSION_NAMESPACE, "-s", str(signature)]
        for given, right in ((data, True), (data + b" ", False)):
            said = subprocess.run(command, input=given, capture_output=True, check=False)
            assert (said.returncode == 0) == right, said.stderr
    assert allowed_signers_line("author", ours.key) in signers.read_text(encoding="utf-8")


# --- what these share -----------------------------------------------------------------------------


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _signed_as(name: str, data: bytes, namespace: str) -> bytes:
    return SigningKey(key_of(name).seed).sign(what_is_signed(data, namespace))


def _office(ends: Ends) -> Sign:
    return ends.office.identity.author


def _entry(record_id: str, data: bytes, author: Sign) -> RecordEntry:
    entry, _ = entry_of(PERSON_KIND, record_id, data)
    return replace(entry, signature=author(data).signature)


def _listing(
    sender: Sender,
    records: list[tuple[RecordEntry, bytes]],
    authors: tuple[str, ...],
    name: str = "x.age",
    turned: bool = False,
) -> Path:
    """A package of these records exactly as they are listed; ``turned``: the manifest has them
    in the opposite order."""
    records = [(sender.resting(entry, data), data) for entry, data in records]
    whole = Forge.document.fget(sender)  # type: ignore[attr-defined]
    document = replace(
        whole,
        recipients=(sender.ends.office.identity.party(),),
        records=tuple(entry for entry, _ in records),
        media=(),
        authors=authors,
        consents=tuple(
            replace(whole.consents[0], interview_id=each, consent_version=f"{number:064x}")
            for number, each in enumerate({id_ for entry, _ in records for id_ in entry.grounds})
        ),
    )
    sender.records = [data for _, data in records]
    payload = sender.payload(document)
    if turned:
        last = {path: payload.pop(path) for path in list(payload) if "/records/" in path}
        payload |= dict(reversed(last.items()))
    return sender.write(sender.ends.stick / name, sender.entries(payload, document.package_id))


def _sent(home: EitherHome, package_id: str) -> PackageDocument:
    return home.packages.get_sent(package_id).document


def _signatures(document: PackageDocument) -> dict[str, bytes]:
    return {entry.version_id: entry.signature for entry in document.records}
