"""The sample vault, in all of whose texts people stand who are not to be named outside.

Their names stand in the spellings of the official tables and in the cases of the grammars, as
``tests/data/names`` makes them; the register has each once, in Belarusian and without patronymic.
"""

from __future__ import annotations

import io
import itertools
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from PIL import ExifTags, Image

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.pictures import make_pictures
from desktop.model.consent import (
    Answer,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.consent.showing import FaceAndVoice, Family, Places
from desktop.model.ids import new_id
from desktop.model.interview import Basis, PriorAccount, PriorAccounts, Utterance
from desktop.model.person import NameForm, NameKind
from desktop.model.place import PlaceName
from desktop.model.protected import From
from desktop.sample.making import content, furnish
from desktop.vault import Vault
from desktop.vocabulary import vocabulary
from tests.data.names import latin
from tests.data.names.people import Invention, Person, in_spelling
from tests.second_reader.age import Payload
from tests.support import consent_to

WAYS: Final = ("be", "ru", *latin.FROM_BE, *latin.FROM_RU)
AROUND: Final = (
    "Тады прыйшоў {} і сказаў, што трэба ісці.",
    "Мы чакалі каля дома, а потым пабачылі {}.",
    "Потом увидели, как {} увозят.",
    "They told us that {} was there.",
    "«{}», — сказаў ён, і ўсе змоўклі.",
)
SHORTEST: Final = 5
"""Letters of a word that is looked for in any bytes: by chance no shorter one may stand there."""

UNDER_WAY: Final = "S-04"
"""The code of an interview with an account and files, to which one is added that says its author.
"""
KEPT: Final = (From.EVERYONE, From.OUTSIDE)
"""From whom the protected are kept, by turns."""

SENT_TO: Final = tuple(
    (Purpose(term.code), recipient)
    for term in vocabulary("purpose").terms
    for recipient in term.recipients
    if Purpose(term.code) not in (Purpose.CONTACT_AGAIN, Purpose.PHOTOGRAPH, Purpose.RECORD_SOUND)
)
"""Every use for which something is sent, with each kind of recipient it is sent to."""


def forms(person: Person) -> Iterator[str]:
    """Given and family name as they may stand in what somebody wrote."""
    for way in WAYS:
        yield in_spelling(person, way)
    for language in ("be", "ru"):
        yield person.given.name(language)
        yield person.family.name(language, person.sex)
        for case in ("gen", "dat", "acc", "ins", "loc"):
            written = person.in_case(language, case)
            if written:
                yield written


def with_patronymic(person: Person) -> Iterator[str]:
    """In full, which nobody wrote into the register."""
    for language in ("be", "ru"):
        yield person.three(language)
        yield person.official(language)


def every_form(person: Person) -> Iterator[str]:
    """Both."""
    yield from forms(person)
    yield from with_patronymic(person)


def words_of(names: Iterable[str], shortest: int = SHORTEST) -> set[str]:
    """The words of these names, in small letters, but those that are shorter."""
    every = (word for name in names for word in name.casefold().split())
    return {word for word in every if len(word) >= shortest}


def _strangers(count: int, seed: str) -> list[Person]:
    """So many people with names of several letters, of which none is a part of another's or of what
    the sample tells."""
    told, taken = str(content()).casefold(), set[str]()
    found: list[Person] = []
    for person in iter(Invention(seed).person, None):
        words = words_of(every_form(person))
        short = any(len(word) < SHORTEST for word in person.two("be").split())
        if short or any(w in told or _is_part(w, taken) for w in words):
            continue
        found.append(person)
        taken |= words
        if len(found) == count:
            break
    return found


def _is_part(word: str, taken: Iterable[str]) -> bool:
    return any(word in other or other in word for other in taken)


@dataclass(frozen=True)
class Planted:
    """``protected``: in the register, and in every text; ``asked``: by the id of the interview,
    who is interviewed in it and stands in its texts as well."""

    protected: tuple[Person, ...]
    asked: Mapping[str, Person]

    def hidden(self, to: RecipientKind, named: Mapping[str, Identification]) -> set[str]:
        """Every word that may not stand in what is sent. ``named``: how whoever is interviewed in
        each interview may be."""
        inside = to is RecipientKind.ORGANISATION
        told = {self.asked[id_] for id_, how in named.items() if how is Identification.FULL_NAME}
        kept_back = [each for each in self.asked.values() if each not in told]
        people = (*self.protected[:: 2 if inside else 1], *kept_back)
        return words_of(w for each in people for w in every_form(each))

    def more(self, vault: Vault, seed: int, count: int) -> Planted:
        """So many further interviews, with the same people in every text of them."""
        chance = random.Random(seed)
        made: dict[str, Person] = {}
        for number in range(count):
            who = chance.choice(sorted(self.asked.values(), key=str))
            said = _Sentences((*self.protected, who), f"{seed} {number}")
            made[_another(vault, f"R-{seed}-{number}", said, who, chance)] = who
        return replace(self, asked=made)


class _Sentences:
    """Sentences in which somebody stands, another form of another one of them in each."""

    def __init__(self, people: Iterable[Person], seed: str) -> None:
        chance = random.Random(seed)
        every = [w for each in people for w in every_form(each)]
        chance.shuffle(every)
        self.names, self._around = itertools.cycle(every), itertools.cycle(AROUND)

    def behind(self, text: str) -> str:
        """The text and another sentence."""
        return f"{text} {self.next()}".strip()

    def next(self) -> str:
        return next(self._around).format(next(self.names))


def planted_sample(vault: Vault) -> Planted:
    """Furnish a new vault as the sample vault is, with people in every text."""
    told = content()
    strangers = _strangers(5 + len(told.interviews), "planted")
    protected, asked = strangers[:5], strangers[5:]
    for number, each in enumerate(protected):
        vault.protected.new([each.two("be")], f"N-{number}", kept_from=KEPT[number % 2])
    every = [
        _with_people(sample, _Sentences((*protected, who), sample.code), who)
        for sample, who in zip(told.interviews, asked, strict=True)
    ]
    furnish(vault, replace(told, interviews=tuple(every)))
    _add_signed_photo(vault, UNDER_WAY, protected[0])
    vault.places.new([PlaceName(f"Дом, дзе жыве {protected[0].two('be')}")])
    by_code = {each.code: each.id for each in vault.interviews.summaries()}
    made = {by_code[each.code]: who for each, who in zip(every, asked, strict=True)}
    for number, interview_id in enumerate(made):
        _answer(vault, interview_id, number)
    return Planted(tuple(protected), made)


_PLANNED: Final = ("purpose", "already_known", "interviewers", "interpreter", "others_present")


def _with_people(sample: Any, said: _Sentences, who: Person) -> Any:
    account = tuple(
        (speaker, kind, basis, source and said.behind(source), said.behind(text))
        for speaker, kind, basis, source, text in sample.account
    )
    prior = tuple(
        replace(each, given_to=said.behind(each.given_to), note=said.behind(each.note))
        for each in sample.prior.accounts
    )
    photos = tuple((motif, name, said.behind(caption)) for motif, name, caption in sample.photos)
    one, rest = photos[:1], photos[1:]
    named = tuple((m, f"{next(said.names)} {name}", c) for m, name, c in one)
    language, note = sample.read_back
    return replace(
        sample,
        **{each: said.behind(getattr(sample, each)) for each in _PLANNED},
        full_reason=said.behind(sample.full_reason) if sample.full_reason else "",
        person=replace(sample.person, names=((who.two("be"), "Cyrl", "be", NameKind.OWN_USE),)),
        prior=replace(sample.prior, accounts=prior),
        read_back=(language, said.behind(note)),
        account=account,
        photos=named + rest,
        withdraw="",
    )


def _another(vault: Vault, code: str, said: _Sentences, who: Person, chance: random.Random) -> str:
    """An interview that has texts of some fields, an account and a file; its id."""
    person = vault.people.new(f"P-{code}", [NameForm(who.two(chance.choice(("be", "ru"))))])
    vault.people.save(replace(person, note=said.next()))
    made = vault.interviews.new(code, person.id, chance.choice(("be", "ru", "en")))
    some = chance.sample(_PLANNED, chance.randint(1, len(_PLANNED)))
    prior = PriorAccount(given_to=said.next(), given_on=said.next(), note=said.next())
    planned: dict[str, Any] = {each: said.next() for each in some}
    asked = replace(made, prior_accounts_answer=PriorAccounts.YES, prior_accounts=(prior,))
    vault.interviews.save(replace(asked, **planned))
    _answer(vault, made.id, chance.randrange(100))
    vault.interviews.open_account(made.id)
    turns = chance.randint(1, 5)
    account = (
        Utterance(new_id(), basis=Basis.TOLD_BY, basis_source=said.next(), text=said.behind(""))
        for _turn in range(turns)
    )
    vault.interviews.save_utterances(made.id, tuple(account))
    name = chance.choice((next(said.names).replace(" ", "_") + ".txt", f"{code}.txt"))
    add_files(vault, [MemoryFile(name, code.encode())], made.id)
    files = vault.interviews.attachments(made.id)
    captioned = tuple(replace(each, caption=said.next()) for each in files)
    vault.interviews.save_attachments(made.id, captioned)
    return made.id


def _add_signed_photo(vault: Vault, code: str, who: Person) -> None:
    """A picture whose details name somebody and its own name nobody, and a file that is called by
    a name."""
    [interview_id] = (each.id for each in vault.interviews.summaries() if each.code == code)
    details = Image.Exif()
    details[int(ExifTags.Base.Artist)] = in_spelling(who, "passport-be")
    details[int(ExifTags.Base.ImageDescription)] = in_spelling(who, "icao-ru")
    data = io.BytesIO()
    Image.new("RGB", (64, 48), "#8d96a0").save(data, "JPEG", exif=details)
    named = MemoryFile(f"{in_spelling(who, 'lacinka')}.txt", b"a list")
    add_files(vault, [MemoryFile("IMG_0007.jpg", data.getvalue()), named], interview_id)
    make_pictures(vault)
    caption = f"Злева {in_spelling(who, 'be')}."
    attached = (
        replace(each, caption=caption) for each in vault.interviews.attachments(interview_id)
    )
    vault.interviews.save_attachments(interview_id, tuple(attached))


def _answer(vault: Vault, interview_id: str, number: int) -> None:
    """Agree to every use, the person shown otherwise in each."""
    there = vault.consents.for_interview(interview_id) or consent_to(interview_id)
    answers = tuple(_shown(cell, number + at) for at, cell in enumerate(SENT_TO))
    photographs = ConsentAnswer(Purpose.PHOTOGRAPH, RecipientKind.ORGANISATION, Answer.YES)
    vault.consents.save(replace(there, answers=(*answers, photographs)), "asked")


_NAMED: Final = (Identification.CODE, Identification.INITIALS, Identification.NOTHING)
_PLACES: Final = (Places.REGION, Places.COUNTRY, Places.NOTHING)
_FAMILY: Final = (Family.RELATION, Family.NOTHING)


def _shown(cell: tuple[Purpose, RecipientKind], number: int) -> ConsentAnswer:
    """Agreed to; in full only outside, from where what is protected is kept."""
    inside = cell[1] is RecipientKind.ORGANISATION
    ways = _NAMED if inside else (Identification.FULL_NAME, *_NAMED)
    named, face = ways[number % len(ways)], FaceAndVoice.AS_THEY_ARE
    as_said = (Places.AS_SAID, Family.AS_SAID)
    less = _PLACES[number // 2 % len(_PLACES)], _FAMILY[number // 2 % len(_FAMILY)]
    return ConsentAnswer(*cell, Answer.YES, named, face, *(less if number % 3 else as_said))


def opened(package: Path, key_text: str) -> bytes:
    """Every byte of a package, as the second reader decrypts it."""
    return Payload(io.BytesIO(package.read_bytes()), key_text).read(2**30)
