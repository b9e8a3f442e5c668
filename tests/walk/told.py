"""A vault with one invented account of 1,500 words, in which ten names stand.

Between them nothing is named: whoever looks for names finds these, and what looks like one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import pypdf

from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    HowGiven,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.consent.showing import FaceAndVoice, Family, Places
from desktop.model.identity import Role
from desktop.model.ids import new_id
from desktop.model.interview import Basis, PriorAccounts, Utterance
from desktop.model.owned_id import consent_id_of
from desktop.model.person import NameForm
from desktop.model.values.moment import Moment
from desktop.showing.form import Form
from desktop.showing.looking import look
from desktop.vault import Vault
from tests.support import make_vault, reopened

CODE: Final = "W-001"
WORDS: Final = 1500

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "be": (
        "Потым у камеру прывялі Ядвігу Ручаінскую, і яна доўга маўчала.",
        "Мы з Ядвігай Ручаінскай сядзелі побач і трымаліся за рукі.",
        "Унутры быў яшчэ Тадэвуш Прымерны, які ўсё запісваў у сшытак.",
        "Ахоўнік крыкнуў на Міколу Ўзорнага і выпхнуў яго ў калідор.",
        "Раніцай прыйшла Алена Выдуманая і прынесла нам ваду.",
        "Пра гэта ведаў толькі Кастусь Няісны, і ён нікому не сказаў.",
        "Побач спаў Янка Прыкладны, у яго была разбітая рука.",
        "За сталом пісаў паперы Сяргей Уяўны, ён быў старэйшы.",
        "Суседка Галіна Казачная бачыла ўсё праз акно.",
        "Тую паперу падпісаў Віктар Неіснуючы, я бачыў яго подпіс.",
    ),
    "ru": (
        "Потом в камеру привели Ядвигу Ручаинскую, и она долго молчала.",
        "Мы с Ядвигой Ручаинской сидели рядом и держались за руки.",
        "Внутри был ещё Тадеуш Примерный, который всё записывал в тетрадь.",
        "Охранник крикнул на Николая Образцова и вытолкнул его в коридор.",
        "Утром пришла Елена Выдуманова и принесла нам воды.",
        "Про это знал только Константин Несуществов, и он никому не сказал.",
        "Рядом спал Иван Сказочников, у него была разбита рука.",
        "За столом писал бумаги Сергей Воображаев, он был старший.",
        "Соседка Галина Небылицына видела всё через окно.",
        "Ту бумагу подписал Виктор Придуманов, я видел его подпись.",
    ),
    "en": (
        "Then they brought Jadviha Ruchainskaya into the cell, and she said nothing for long.",
        "We sat side by side with Jadviha Ruchainskaya and held hands.",
        "Inside there was also Tadeusz Prymerny, who wrote everything into a notebook.",
        "The guard shouted at Mikola Uzorny and pushed him into the corridor.",
        "In the morning came Alena Vydumanaya and brought us water.",
        "Only Kastus Nyaisny knew about it, and he told nobody.",
        "Beside us slept Yanka Prykladny, whose hand was broken.",
        "At the table sat Siarhei Uyauny and wrote papers, he was the senior one.",
        "The neighbour Halina Kazachnaya saw all of it through the window.",
        "That paper was signed by Viktar Neisnuyuchy, and the signature was clear.",
    ),
}
"""Ten sentences a language, a name in each; all are invented, and the first is met twice."""

_BETWEEN: Final[Mapping[str, tuple[str, ...]]] = {
    "be": (
        "Нас трымалі там некалькі гадзін, і ніхто нічога не тлумачыў.",
        "Было вельмі цёмна і холадна, вада была толькі ў адным вядры.",
        "Потым усіх вывелі ў калідор і загадалі стаяць тварам да сцяны.",
        "Я стаяла так доўга, што перастала адчуваць ногі.",
        "Нехта плакаў, нехта прасіў лекі, але ніхто не прыходзіў.",
        "Увечары далі нейкую паперу і сказалі падпісаць яе не чытаючы.",
        "Мы чулі крыкі з суседняга пакоя, і гэта было горш за ўсё.",
    ),
    "ru": (
        "Нас держали там несколько часов, и никто ничего не объяснял.",
        "Было очень темно и холодно, вода была только в одном ведре.",
        "Потом всех вывели в коридор и велели стоять лицом к стене.",
        "Я стояла так долго, что перестала чувствовать ноги.",
        "Кто-то плакал, кто-то просил лекарства, но никто не приходил.",
        "Вечером дали какую-то бумагу и сказали подписать её не читая.",
        "Мы слышали крики из соседней комнаты, и это было хуже всего.",
    ),
    "en": (
        "They kept us there for several hours, and nobody explained anything.",
        "It was very dark and cold, there was water in one bucket only.",
        "Then all of us were led into the corridor and told to face the wall.",
        "We stood like that for so long that we could not feel our legs.",
        "Somebody was crying, somebody asked for medicine, but nobody came.",
        "In the evening they gave us a paper and told us to sign it without reading.",
        "We heard cries from the room next door, and that was the worst of all.",
    ),
}


def account(language: str) -> tuple[str, ...]:
    """Ten answers of some 150 words each, with one name in each."""
    filler = cycle(_BETWEEN[language])
    answers = []
    for sentence in NAMES[language]:
        said = [sentence]
        while sum(len(each.split()) for each in said) < WORDS // len(NAMES[language]):
            said.append(next(filler))
        answers.append(" ".join([*islice(said, 1, 4), said[0], *said[4:]]))
    return tuple(answers)


def vault_with_account(folder: Path, language: str) -> Path:
    """A closed vault with the interview: kept as it was told, and let out to a body of the UN by
    code, whose card is trusted. The person interviewed is the first who is named in it."""
    with make_vault(folder, "mechanism", Role.ORGANISATION) as other:
        card = other.identity.card()
    with make_vault(folder) as vault:
        known = vault.cards.add(card.document, card.signature)
        vault.cards.trust(known.fingerprint, RecipientKind.UN_MECHANISM)
        _tell(vault, language)
        return vault.folder


def places(folder: Path) -> int:
    """In how many places of it somebody has to decide before that body is shown it."""
    with reopened(folder) as vault:
        [found] = vault.interviews.summaries()
        form = Form(RecipientKind.UN_MECHANISM, Identification.CODE)
        return len(look(vault, found.id, form).spots)


def named_in(pdf: Path, language: str) -> list[str]:
    """The names that stand in a PDF, by the beginnings of their words."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    capitals = {
        word.strip(",.")[:5]
        for sentence in NAMES[language]
        for word in sentence.split()[1:]
        if word[0].isupper()
    }
    return [word for word in sorted(capitals) if word in text]


def _tell(vault: Vault, language: str) -> None:
    named = " ".join(
        word.strip(",") for word in NAMES[language][0].split() if word[:3] in _THE_PERSON
    )
    person = vault.people.new("P-001", (NameForm(named),))
    made = vault.interviews.new(CODE, person.id, language)
    vault.interviews.save(replace(made, prior_accounts_answer=PriorAccounts.NO))
    vault.consents.save(_consent(made.id), "asked")
    vault.interviews.open_account(made.id)
    vault.interviews.save_utterances(
        made.id,
        [
            Utterance(new_id(), language=language, text=text, basis=Basis.SAW)
            for text in account(language)
        ],
    )


_THE_PERSON: Final = {"Ядв", "Руч", "Jad", "Ruc"}


def _consent(interview_id: str) -> Consent:
    shown = (FaceAndVoice.AS_THEY_ARE, Places.AS_SAID, Family.AS_SAID)
    uses = (
        (Purpose.KEEP, RecipientKind.ORGANISATION, Identification.FULL_NAME),
        (Purpose.UN_MECHANISM, RecipientKind.UN_MECHANISM, Identification.CODE),
    )
    answers = tuple(
        ConsentAnswer(purpose, kind, Answer.YES, named, *shown) for purpose, kind, named in uses
    )
    return Consent(
        consent_id_of(interview_id),
        interview_id,
        Moment.now(),
        how_given=HowGiven.ORAL,
        answers=answers,
    )
