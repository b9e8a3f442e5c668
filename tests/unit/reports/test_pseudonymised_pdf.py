"""No form of a protected name comes through onto paper, in whatever field it stood.

The forms are those of the official tables (``tests/data/names``), which were written down without
the matcher; what is read back is read by two programs.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import replace

import pypdf
import pytest

from desktop.model.consent import Identification, Purpose, RecipientKind
from desktop.model.interview import INTERVIEW_KIND, Basis, InterviewDocument, PriorAccount
from desktop.model.media import Attachment
from desktop.reports.recipient_input import Addressee, RecipientInput
from desktop.reports.recipient_summary import recipient_summary
from desktop.reports.setting import printable
from desktop.showing.decided import Choice, Decided
from desktop.showing.form import Form
from desktop.showing.register import Entry, Register
from desktop.showing.shown import shown
from desktop.showing.spots import spots
from desktop.showing.texts import texts_of
from desktop.vault.kinds.all import BY_NAME
from tests.names.corpus import pairs
from tests.unit.reports.material import attached, interview, said
from tests.unit.reports.test_interview_summary import pages, run, squeezed

KIND = BY_NAME[INTERVIEW_KIND]
FORM = Form(RecipientKind.UN_MECHANISM, Identification.CODE)
TO = Addressee("", RecipientKind.UN_MECHANISM, Purpose.UN_MECHANISM, 1)
FIELDS = 7
SAID = (
    "Тады прыйшоў {name}, і мы размаўлялі.",
    "Пра гэта ведала {name}.",
    "Потом я видел, как {name} выходит.",
    "It was {name} who wrote it down.",
)


def document(names: list[str], chance: random.Random) -> InterviewDocument:
    """Each name in a field of its own, and all of them in the account."""
    told = [chance.choice(SAID).format(name=name) for name in names]
    plan = replace(
        interview(),
        purpose=told[0],
        interviewers=names[1],
        others_present=told[2],
        prior_accounts=(PriorAccount(names[3], "2021", note=told[3]),),
        read_back_note=told[4],
    )
    account = (
        said(" ".join(told)),
        said(told[5], id="v", basis=Basis.TOLD_BY, basis_source=names[5]),
    )
    return InterviewDocument(plan, account, (Attachment("a", "m", told[6], "0f" * 32),))


def copies(count: int, choice: Choice = Choice.REPLACE) -> Iterator[tuple[list[str], bytes]]:
    """So many records of other names each, as a recipient gets them on paper; of all places in
    them the same was decided."""
    chance = random.Random(20261130)
    same = [(one, other) for one, other, kind, _how in pairs() if kind == "same"]
    for _number in range(count):
        chosen = chance.sample(same, FIELDS)
        register = Register(
            tuple(Entry(f"n{at}", (one,), f"N-{at}") for at, (one, _other) in enumerate(chosen))
        )
        told = document([other for _one, other in chosen], chance)
        found = spots(KIND.name, "i", texts_of(KIND, told), register, FORM)
        decided = {each.key: Decided(each.key, choice, each.instead) for each in found}
        given = shown(KIND, told, FORM, register, decided, {"i": "d", "p": "e"})
        file = attached(f"{chosen[0][1]}.jpg")
        record = RecipientInput(given, TO, "P-014", (file,))
        yield [other for _one, other in chosen], recipient_summary(record, "be")


def read(pdf: bytes) -> str:
    """All that two programs read in it, white space aside: where lines break is the page's."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    outline = "".join(str(each) for each in reader.outline)
    whole = [*pages(pdf), str(reader.metadata), outline]
    return squeezed("".join([*whole, run("pdftotext", "-enc", "UTF-8", "-", "-", data=pdf)]))


def come_through(count: int, choice: Choice = Choice.REPLACE) -> list[str]:
    return [
        name
        for names, pdf in copies(count, choice)
        for text in [read(pdf)]
        for name in names
        if squeezed(printable(name)) in text
    ]


def test_no_name_comes_through() -> None:
    assert come_through(8) == []


def test_kept_they_all_stand_there() -> None:
    """Else nothing here could fail."""
    assert len(come_through(1, Choice.KEEP)) == FIELDS


@pytest.mark.rare
def test_no_name_of_a_thousand_records_comes_through() -> None:
    assert come_through(1000) == []
