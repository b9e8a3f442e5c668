"""An organisation's settings travel signed, count only where it is trusted, and only upwards."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop import canonical
from desktop.errors import (
    FileExists,
    LogoRefused,
    NewerSettings,
    OwnTextRefused,
    SettingsNotTrusted,
    SettingsOlder,
    SettingsRefused,
)
from desktop.handoff.format import limits
from desktop.handoff.format.schemas import schemas_apart
from desktop.handoff.format.settings_file import SettingsFile
from desktop.handoff.identity.settings import (
    fill_in,
    load_settings,
    open_settings,
    picture_of,
    settings_file,
    sign_settings,
    take_settings,
    write_settings,
)
from desktop.handoff.identity.settings_told import settings_told, unfit_told
from desktop.home.organisation import NAMESPACE
from desktop.media.drawings import draw
from desktop.model.consent import RecipientKind
from desktop.model.identity import CardKind, Role
from desktop.model.organisation import (
    Body,
    CalledIn,
    Organisation,
    OrganisationDocument,
    OwnText,
    Referral,
)
from desktop.vault import Vault
from desktop.vocabulary.consent_text import TEXT_LANGUAGES, consent_text, text_to_read
from tests.support import make_vault

ROOT = Path(__file__).resolve().parents[3]
TEXTS = tuple(
    OwnText(each, consent_text(each).text.replace("\n\n", "\n\nЛ. ", 1)) for each in TEXT_LANGUAGES
)
OURS = Organisation(
    (CalledIn("be", "Лямпа", "Літва"), CalledIn("en", "Lampa", "Lithuania")),
    "lampa@example",
    "5",
    "Lampa, Vilnius",
    (Referral("Шпіталь", "+370 000", "у будні"),),
    (Body(RecipientKind.UN_MECHANISM, "en", "Group of Experts"),),
    TEXTS,
)


class Both(NamedTuple):
    """An organisation and a researcher who keeps its card, not trusted yet."""

    office: Vault
    laptop: Vault

    def trust(self, kind: CardKind | RecipientKind = CardKind.ORGANISATION) -> None:
        self.laptop.cards.trust(self.office.identity.fingerprint, kind)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    with ExitStack() as stack:
        office = stack.enter_context(make_vault(tmp_path, "office", Role.ORGANISATION))
        laptop = stack.enter_context(make_vault(tmp_path, "laptop"))
        card = office.identity.card()
        laptop.cards.add(card.document, card.signature)
        yield Both(office, laptop)


def signed(vault: Vault, organisation: Organisation = OURS, number: int = 1) -> bytes:
    """A file, as somebody writes it who may leave out every check."""
    key = canonical.decode(vault.identity.card().document, dict)["signing_key"]
    at = vault.identity.created_at
    return closed(vault, OrganisationDocument(key, number, at, organisation))


def closed(vault: Vault, document: object, namespace: str = NAMESPACE) -> bytes:
    data = canonical.encode(document)
    return settings_file(data, vault.identity.sign(data, namespace))


def take(vault: Vault, file: bytes) -> None:
    take_settings(vault, open_settings(file))


def test_signed_settings_count_over_what_was_typed_here(both: Both, tmp_path: Path) -> None:
    both.trust()
    both.laptop.organisation.save(
        Organisation((CalledIn("be", "", "Польшча"), CalledIn("ru", "Лампа", "Литва")), "мой")
    )
    target = tmp_path / "o.skrynia-organisation"
    sign_settings(both.office, OURS, b"", target)
    take_settings(both.laptop, load_settings(target))
    now = both.laptop.organisation.read()
    assert now == replace(OURS, called=(*OURS.called, CalledIn("ru", "Лампа", "Литва")))
    assert both.office.organisation.read() == OURS, "they count at home, too"
    event = both.laptop.custody.events()[-1]
    assert (event.object_id, event.detail) == (
        both.office.identity.fingerprint,
        {"number": "1"},
    )
    assert text_to_read(now, "be").text == TEXTS[0].text
    assert text_to_read(now, "be").version == now.text_version
    assert text_to_read(Organisation(), "be") == consent_text("be")


@pytest.mark.parametrize(
    "kind",
    [
        None,
        CardKind.RESEARCHER,
        RecipientKind.PARTNER_ORGANISATION,
        RecipientKind.ICC_PROSECUTOR,
    ],
)
def test_nobody_elses_settings_are_taken(both: Both, kind: CardKind | RecipientKind | None) -> None:
    if kind is not None:
        both.trust(kind)
    with pytest.raises(SettingsNotTrusted):
        take(both.laptop, signed(both.office))
    assert both.laptop.organisation.signed() is None


def test_a_card_that_is_revoked_or_something_else_takes_its_settings_along(both: Both) -> None:
    both.trust()
    take(both.laptop, signed(both.office, number=3))
    fingerprint = both.office.identity.fingerprint
    both.laptop.cards.change_kind(fingerprint, RecipientKind.PARTNER_ORGANISATION)
    assert both.laptop.organisation.read() == Organisation()
    both.laptop.cards.change_kind(fingerprint, RecipientKind.ORGANISATION)
    assert both.laptop.organisation.read() == OURS
    both.laptop.cards.revoke(fingerprint)
    assert both.laptop.organisation.read() == Organisation()
    with pytest.raises(SettingsNotTrusted):
        take(both.laptop, signed(both.office, number=4))
    both.trust()
    with pytest.raises(SettingsOlder):
        take(both.laptop, signed(both.office, number=2))


def test_only_a_higher_number_takes_the_place(both: Both) -> None:
    both.trust()
    take(both.laptop, signed(both.office, number=7))
    other = replace(OURS, contact="other@example")
    for number in (7, 6, 1):
        with pytest.raises(SettingsOlder):
            take(both.laptop, signed(both.office, other, number))
    take(both.laptop, signed(both.office, other, 8))
    assert both.laptop.organisation.read().contact == "other@example"


def test_of_several_signers_those_taken_in_last_count_whatever_the_clock_said(
    both: Both, tmp_path: Path
) -> None:
    both.trust()
    with make_vault(tmp_path, "second", Role.ORGANISATION) as second:
        card = second.identity.card()
        both.laptop.cards.add(card.document, card.signature)
        both.laptop.cards.trust(second.identity.fingerprint, RecipientKind.ORGANISATION)
        take(both.laptop, signed(second, replace(OURS, contact="second")))
    take(both.laptop, signed(both.office))
    assert both.laptop.organisation.read().contact == OURS.contact
    both.laptop._db.execute("UPDATE organisation_signed SET taken_utc = '2099' WHERE number = 1")
    take(both.laptop, signed(both.office, replace(OURS, contact="last"), 2))
    assert both.laptop.organisation.read().contact == "last"


def test_an_own_text_that_fits_the_form_no_more_is_not_read_out(both: Both) -> None:
    both.trust()
    take(both.laptop, signed(both.office))
    assert both.laptop.organisation.read().texts == TEXTS
    assert not both.laptop.organisation.unfit_texts()
    rows = [line for line in TEXTS[0].text.splitlines(keepends=True) if line.startswith("– ")]
    texts = tuple(replace(each, text=each.text.replace(rows[0], "")) for each in TEXTS[:1])
    kept = both.laptop.organisation.signed()
    assert kept is not None
    older = canonical.encode(replace(kept.settings, organisation=replace(OURS, texts=texts)))
    both.laptop._db.execute("UPDATE organisation_signed SET document = ?", (older,))
    refused = both.laptop.organisation.unfit_texts()
    assert refused is not None
    assert (refused.language, refused.fault) == (TEXTS[0].language, "row-not-named")
    for ours, to_do in ((True, "sign the settings again"), (False, "Ask the organisation")):
        told = unfit_told(refused, ours).what
        assert f"line {refused.line}: The lists name other rows" in told
        assert to_do in told
    said = both.laptop.organisation.read()
    assert (said.texts, said.contact) == ((), OURS.contact)


@pytest.mark.parametrize("years", ["0", "03", "100", "1985", "three"])
def test_years_that_nobody_could_sign_are_not_kept(both: Both, years: str) -> None:
    with pytest.raises(SettingsRefused):
        both.laptop.organisation.save(Organisation(review_years=years))
    assert both.laptop.organisation.local() == Organisation()


def test_each_signing_has_a_number_of_its_own(both: Both, tmp_path: Path) -> None:
    numbers = [
        sign_settings(both.office, OURS, b"", tmp_path / f"{n}.o").settings.number for n in (1, 2)
    ]
    with pytest.raises(FileExists):
        sign_settings(both.office, OURS, b"", tmp_path / "1.o")
    again = sign_settings(both.office, OURS, b"", tmp_path / "3.o")
    assert [*numbers, again.settings.number] == [1, 2, 3]


def broken_text(language: str) -> Organisation:
    texts = [OwnText(each.language, each.text) for each in TEXTS]
    return replace(
        OURS,
        texts=tuple(
            replace(each, text=each.text.replace("{contact}", ""))
            if each.language == language
            else each
            for each in texts
        ),
    )


def test_an_own_text_is_refused_with_the_line_by_who_signs_and_by_who_takes(both: Both) -> None:
    both.trust()
    with pytest.raises(OwnTextRefused) as refused:
        both.office.organisation.sign(broken_text("ru"))
    assert (refused.value.language, refused.value.fault) == ("ru", "key-missing")
    assert refused.value.line == len(TEXTS[1].text.rstrip("\n").split("\n"))
    with pytest.raises(OwnTextRefused, match="own text ru, line"):
        take(both.laptop, signed(both.office, broken_text("ru")))
    hidden = replace(OURS, texts=(replace(TEXTS[0], text=TEXTS[0].text.replace("\n", "\n\u200b")),))
    with pytest.raises(OwnTextRefused, match="own text be, line 2: hidden-sign"):
        both.office.organisation.sign(hidden)


def test_a_text_that_would_be_cut_when_it_is_recorded_is_refused(both: Both) -> None:
    """What is read out is recorded whole: its names are filled in first."""
    texts = tuple(replace(each, text=each.text + "\n{contact} {contact}") for each in TEXTS)
    long = replace(OURS, texts=texts, contact="я" * 30_000)
    with pytest.raises(OwnTextRefused, match="too-long"):
        both.office.organisation.sign(long)


def test_filling_in_is_signing_in_place_of_all_that_was_typed(both: Both, tmp_path: Path) -> None:
    """What was taken out in the form does not come back from what was typed in beside it."""
    both.trust()
    both.office.organisation.save(Organisation(contact="old@example", footer="old"))
    picture = draw("street", 1, "logo.jpg").data[:200_000]
    fill_in(both.office, replace(OURS, contact=""), picture)
    assert both.office.organisation.read() == replace(OURS, contact="")
    again = fill_in(both.office, OURS, picture)
    assert (again.settings.number, again.logo[:2]) == (2, b"\xff\xd8")
    for name in ("one", "same"):
        assert write_settings(both.office, tmp_path / name) == again
    taken = take_settings(both.laptop, load_settings(tmp_path / "same"))
    assert taken.document == again.document
    with pytest.raises(SettingsOlder):
        take_settings(both.laptop, load_settings(tmp_path / "one"))
    with pytest.raises(LogoRefused):
        fill_in(both.office, Organisation(), b"no picture")
    assert both.office.organisation.read() == OURS
    both.office.organisation.save(Organisation((CalledIn("ru", "Лампа", "Литва"),)))
    assert write_settings(both.office, tmp_path / "more").settings.number == 3


HOSTILE: dict[str, Callable[[Vault], bytes]] = {
    "another's key": lambda office: closed(
        office,
        OrganisationDocument(
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl",
            1,
            office.identity.created_at,
            OURS,
        ),
    ),
    "a signature of a card": lambda office: closed(
        office, open_settings(signed(office)).settings, "card@skrynia"
    ),
    "turned round": lambda office: signed(office, replace(OURS, contact="a\u202eb")),
    "hidden in a text": lambda office: signed(
        office,
        replace(
            OURS, texts=tuple(replace(t, text=t.text.replace(" ", "\u200b ", 1)) for t in TEXTS)
        ),
    ),
    **{
        f"years {years}": partial(signed, organisation=replace(OURS, review_years=years))
        for years in ("never", "-3", "0", "007", "100", "५")
    },
    "a language twice": lambda office: signed(office, replace(OURS, texts=(*TEXTS, TEXTS[0]))),
    "number 0": lambda office: signed(office, number=0),
    "too many texts": lambda office: signed(office, replace(OURS, texts=TEXTS * 6)),
    "a line too long": lambda office: signed(office, replace(OURS, footer="я" * 32_769)),
    "a text too long": lambda office: signed(
        office, replace(OURS, texts=(OwnText("be", "я" * 65_537),))
    ),
    "too large": lambda _office: b" " * (limits.SETTINGS + 1),
    "a card": lambda office: office.identity.card().document,
    "not base64": lambda _office: canonical.encode(
        SettingsFile("!", "-----BEGIN SSH SIGNATURE-----\n")
    ),
    "nothing": lambda _office: b"",
    "deep": lambda _office: b"[" * 100_000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_does_not_hold_is_refused_and_changes_nothing(both: Both, what: str) -> None:
    both.trust()
    told = len(both.laptop.custody.events())
    with pytest.raises(SettingsRefused):
        take(both.laptop, HOSTILE[what](both.office))
    assert both.laptop.organisation.read() == Organisation()
    assert len(both.laptop.custody.events()) == told


def test_a_byte_that_changed_is_noticed(both: Both) -> None:
    file = canonical.decode(signed(both.office), SettingsFile)
    document = base64.b64decode(file.settings).replace(b"lampa@example", b"lampa@exampla")
    changed = replace(file, settings=base64.b64encode(document).decode())
    with pytest.raises(SettingsRefused):
        open_settings(canonical.encode(changed))


def test_what_a_newer_release_wrote_is_said_to_be_newer(both: Both) -> None:
    newer = replace(open_settings(signed(both.office)).settings, version=2)
    with pytest.raises(NewerSettings):
        open_settings(closed(both.office, newer))
    needing = replace(newer, version=1, needs=("telepathy",))
    with pytest.raises(NewerSettings):
        open_settings(closed(both.office, needing))


def test_a_logo_goes_through_the_decoder_and_only_what_comes_out_is_kept(
    both: Both, tmp_path: Path
) -> None:
    both.trust()
    logo, target = draw("street", 1, "logo.jpg").data[:200_000], tmp_path / "o.o"
    sign_settings(both.office, OURS, logo, target)
    take_settings(both.laptop, load_settings(target))
    kept = both.laptop.organisation.signed()
    assert kept is not None
    assert kept.settings.logo == logo
    assert kept.logo.startswith(b"\xff\xd8")
    assert kept.logo != logo
    with pytest.raises(SettingsRefused, match="logo"):
        picture_of(b"<svg onload='x'/>")
    assert picture_of(b"") == b""


def test_nobody_may_be_asked_for_more_than_the_program_writes(both: Both) -> None:
    committed = {
        path.stem: path.read_bytes() for path in (ROOT / "docs/schemas/apart").glob("*.json")
    }
    assert committed == schemas_apart(), "run `make schemas`"
    assert both.laptop.organisation.local() == Organisation()


def test_what_is_typed_beside_signed_settings_keeps_nothing_of_theirs() -> None:
    typed = OURS.with_names(CalledIn("ru", "Лампа", "Литва"))
    mine = typed.apart_from(OURS)
    assert mine.over(OURS) == typed
    assert (mine.contact, mine.texts, mine.referrals) == ("", (), ())
    assert mine.called_in("be") == CalledIn("be")


def test_a_person_is_shown_everything_that_settings_say_but_own_texts_at_length() -> None:
    told = " ".join(text for _label, text in settings_told(OURS))
    said = canonical.to_plain(replace(OURS, texts=()))
    assert [words for words in _words(said) if words not in told] == []
    assert "UN body that collects evidence: Group of Experts" in told


def _words(said: object) -> Iterator[str]:
    """Every text in it; of a type of recipient its label is shown."""
    if isinstance(said, str):
        yield from () if said in set(RecipientKind) else (said,)
    for each in said.values() if isinstance(said, dict) else ():
        yield from _words(each)
    for each in said if isinstance(said, list) else ():
        yield from _words(each)
