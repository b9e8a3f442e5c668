"""What was protected in the sample vault stands nowhere in any package or print for outsiders.

The vault is the sample's with people in all its texts (``planted.py``). Each package is opened
by the second reader and looked through byte by byte, each print by two programs; nothing of
``desktop.names`` says here what a form of a name is.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.handing_out import decided_for, write_for_recipient
from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.i18n import LANGUAGES
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.identity import CardKind, Role
from desktop.reports.copies import Target
from desktop.reports.setting import printable
from desktop.showing import Choice, FieldText, Form, Sort, form_of, kept, texts_of
from desktop.showing.deciding import decide
from desktop.showing.looking import Looked, look
from desktop.vault import Vault
from desktop.vault.kinds.kind import Kind
from tests.examples import examples
from tests.second_reader import read as read_package
from tests.second_reader.tar import entries
from tests.slices import sliced
from tests.support import make_vault
from tests.unit.handoff.ends import introduce
from tests.unit.reports.test_interview_summary import pages, run, squeezed
from tests.unit.showing.planted import SENT_TO, UNDER_WAY, Planted, opened, planted_sample

SENT = tuple(each for each in SENT_TO if each[1].value in set(CardKind))
"""The uses for which packages are written: nobody has a card of the public."""
USUAL = (Purpose.UN_LETTER, RecipientKind.UN_SPECIAL_PROCEDURES)
"""For what every run sends something; the others take their time."""


@dataclass(frozen=True)
class Field:
    """The vault that sends, one that receives, who stands where, and a stick."""

    vault: Vault
    office: Vault
    planted: Planted
    stick: Path

    @property
    def under_way(self) -> str:
        """The interview with every sort of file."""
        return self.vault.interviews.with_code(UNDER_WAY)[0]

    def plan(self, purpose: Purpose, recipient: RecipientKind) -> PackagePlan:
        """All of these that may go to the office, once it is taken for this kind of recipient."""
        office = self.office.identity.fingerprint
        self.vault.cards.trust(office, recipient)
        return plan_package(self.vault, office, purpose, list(self.planted.asked), again=True)

    def package(self, purpose: Purpose, recipient: RecipientKind) -> tuple[set[str], bytes]:
        """The words that may not stand in a package of what goes, and all its bytes, as the second
        reader takes it."""
        self.decide(self.plan(purpose, recipient))
        plan = self.plan(purpose, recipient)
        assert len(plan.going) == len(self.planted.asked)
        path = write_package(self.vault, plan, self.stick).path
        key = self.office.identity._age.secret_text()
        sender, reader = self.vault.identity.fingerprint, self.office.identity.fingerprint
        assert read_package(path, key, [sender], reader).refused == ""
        data = opened(path, key)
        path.unlink()
        return self._hidden(plan), data

    def decide(self, plan: PackagePlan) -> None:
        """Replace every place of all that goes as it is proposed."""
        for going in plan.going:
            if not going.decision.as_told:
                form = form_of(going.decision, plan.recipient.recipient_kind)
                replaced(self.vault, going.interview_id, form)

    def _hidden(self, plan: PackagePlan) -> set[str]:
        named = {each.interview_id: each.decision.identification for each in plan.going}
        return self.planted.hidden(plan.recipient.recipient_kind, named)


def replaced(vault: Vault, interview_id: str, form: Form) -> Looked:
    """Replace every open place, and keep back each file in which somebody is named."""
    looked = look(vault, interview_id, form)
    while looked.open:
        goes = [each for each in looked.open if each.sort is Sort.FILE and not each.entry_id]
        stays = [each for each in looked.open if each not in goes]
        looked = decide(vault, looked, goes, Choice.KEEP)
        looked = decide(vault, looked, stays, Choice.REPLACE)
    return looked


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    folder = tmp_path_factory.mktemp("packages")
    (folder / "stick").mkdir()
    with make_vault(folder) as vault, make_vault(folder, "office", Role.ORGANISATION) as office:
        introduce(vault, office)
        yield Field(vault, office, planted_sample(vault), folder / "stick")


def met(words: Iterable[str], data: bytes) -> set[str]:
    """Those of some words that stand anywhere in bytes: in UTF-8, in what a link escapes, in
    UTF-16. A short Latin one stands in base64 by chance, unless no letter is beside it."""
    plain = data.decode("utf-8", "replace").casefold()
    texts = (plain, unquote(plain), *(data[n:].decode("utf-16-le", "replace") for n in (0, 1)))
    texts = (*texts, *(data[n:].decode("utf-16-be", "replace") for n in (0, 1)))
    return {word for word in words if any(_stands(word, text) for text in texts)}


def _stands(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        around = text[max(at - 1, 0) : at] + text[at + len(word) : at + len(word) + 1]
        if not word.isascii() or len(word) > 7 or not any(map(str.isalnum, around)):
            return True
        at = text.find(word, at + 1)
    return False


def check(field: Field, purpose: Purpose, recipient: RecipientKind) -> set[str]:
    """The words of names that stand in a package."""
    hidden, data = field.package(purpose, recipient)
    return met(hidden, data)


def test_no_name_stands_in_a_package(field: Field) -> None:
    assert check(field, *USUAL) == set()


@pytest.mark.rare
@pytest.mark.parametrize("sent", SENT, ids="-".join)
def test_no_name_stands_in_any_package(field: Field, sent: tuple[Purpose, RecipientKind]) -> None:
    assert check(field, *sent) == set()


# -- records at random ---------------------------------------------------------------------------

TOGETHER = 10
"""Records of a package."""


def check_at_random(field: Field, seed: int, sent: tuple[Purpose, RecipientKind]) -> None:
    more = replace(field, planted=field.planted.more(field.vault, seed, TOGETHER))
    assert check(more, *sent) == set()


SEEDS = st.integers(min_value=0, max_value=10_000_000)


@pytest.mark.rare
@settings(max_examples=examples(2), deadline=None)
@given(SEEDS, st.sampled_from(SENT))
def test_no_name_stands_in_packages_of_records_at_random(
    field: Field, seed: int, sent: tuple[Purpose, RecipientKind]
) -> None:
    """Twenty records in the daily run; two hundred packages of them in ``make soak``."""
    check_at_random(field, seed, sent)


@pytest.mark.rare
@settings(max_examples=100 // TOGETHER, deadline=None)
@given(SEEDS, st.sampled_from(SENT))
def test_no_name_stands_in_packages_of_a_hundred_records(
    field: Field, seed: int, sent: tuple[Purpose, RecipientKind]
) -> None:
    check_at_random(field, seed, sent)


# -- on paper ------------------------------------------------------------------------------------


def printed(field: Field, interview_id: str, target: Target, language: str) -> str:
    """All that two programs read in a print of an interview in a form that hides something: text,
    bookmarks, what is said of the file, every string in it."""
    decision = decided_for(field.vault, interview_id, target)
    assert not decision.as_told
    replaced(field.vault, interview_id, form_of(decision, target.kind))
    path = field.stick / "copy.pdf"
    write_for_recipient(field.vault, interview_id, path, language, target)
    pdf = path.read_bytes()
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    every = json.loads(run("qpdf", "--json", "--json-stream-data=none", str(path)))
    said = [*pages(pdf), str(reader.metadata), str(reader.outline)]
    said += [run("pdftotext", "-enc", "UTF-8", "-", "-", data=pdf)]
    said += [json.dumps(every, ensure_ascii=False)]
    return squeezed("".join(said)).casefold()


def met_on_paper(
    field: Field, sent: tuple[Purpose, RecipientKind], only: Iterable[str]
) -> set[str]:
    """The words of names that stand in prints of these interviews."""
    found = set[str]()
    for number, interview_id in enumerate(only):
        target = Target(sent[1], sent[0])
        named = decided_for(field.vault, interview_id, target).identification
        text = printed(field, interview_id, target, list(LANGUAGES)[number % len(LANGUAGES)])
        hidden = field.planted.hidden(sent[1], {interview_id: named})
        found |= {word for word in hidden if squeezed(printable(word)).casefold() in text}
    return found


PAPER: tuple[Purpose, RecipientKind] = (Purpose.PUBLISH, RecipientKind.PUBLIC)


def test_no_name_stands_on_paper(field: Field) -> None:
    assert met_on_paper(field, PAPER, [field.under_way]) == set()


@pytest.mark.rare
def test_a_print_without_what_was_decided_is_found_out(
    field: Field, forgetful: Callable[[str], None]
) -> None:
    forgetful("shown.with_texts")
    assert len(met_on_paper(field, PAPER, [field.under_way])) > 10


@pytest.mark.rare
@pytest.mark.parametrize("sent", SENT_TO, ids="-".join)
def test_no_name_stands_in_any_print(field: Field, sent: tuple[Purpose, RecipientKind]) -> None:
    assert met_on_paper(field, sent, field.planted.asked) == set()


# -- what a program that forgets something would let out -----------------------------------------


def without_captions(kind: Kind[Any], body: Any) -> Iterator[FieldText]:
    return (each for each in texts_of(kind, body) if not each.path.endswith("/caption"))


CAPTIONS = {"interview/attachments/caption"}
TEXTS = {
    "interview/interview/already_known",
    "interview/interview/interpreter",
    "interview/interview/interviewers",
    "interview/interview/others_present",
    "interview/interview/purpose",
    "interview/utterances/basis_source",
    "interview/utterances/text",
    *CAPTIONS,
}
FORGETS: dict[str, tuple[Any, set[str]]] = {
    "shown.with_texts": (lambda kind, body, changed: body, TEXTS),
    "shown.texts_of": (without_captions, CAPTIONS),
    "looking.Looked.staying": (frozenset(), {"media", "media/original_name"}),
}
"""What of ``desktop.showing`` a program may do without, what it then does, and where names stand
in its packages."""


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def forget(what: str) -> None:
        kept.forget()
        module, *names = what.split(".")
        of: Any = import_module(f"desktop.showing.{module}")
        for name in names[:-1]:
            of = getattr(of, name)
        monkeypatch.setattr(of, names[-1], FORGETS[what][0])

    yield forget
    monkeypatch.undo()
    kept.forget()


def where(words: Iterable[str], data: bytes) -> set[str]:
    """In what of a package words stand: in records of which kind, by the path of the text, and in
    files."""
    found = set[str]()
    for entry in entries(io.BytesIO(data), lambda _name: len(data)):
        octets = entry.octets()
        if entry.name.startswith("data/records/"):
            record = json.loads(octets)
            said = texts_in(record["body"])
            found |= {f"{record['kind']}/{path}" for path, t in said if met(words, t.encode())}
        elif met(words, octets):
            found.add(entry.name.split("/")[1])
    return found


def texts_in(body: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """(path without numbers, text) of all texts in a body as JSON."""
    if isinstance(body, str):
        yield at, body
    elif isinstance(body, list):
        for each in body:
            yield from texts_in(each, at)
    elif isinstance(body, dict):
        for key, each in body.items():
            yield from texts_in(each, f"{at}/{key}" if at else key)


@pytest.mark.parametrize("what", sliced(list(FORGETS), "shown.with_texts"))
def test_a_program_that_forgets_something_is_found_out(
    field: Field, forgetful: Callable[[str], None], what: str
) -> None:
    asked = {field.under_way: field.planted.asked[field.under_way]}
    one = replace(field, planted=replace(field.planted, asked=asked))
    forgetful(what)
    assert where(*one.package(*USUAL)) == FORGETS[what][1]
