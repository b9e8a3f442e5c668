"""What the demo's invented people say and decide. Nobody in it exists, and nothing in it happened.

The words are records, not messages of the program: they stay in the language in which they
were spoken and are not in the catalogue.
"""

from __future__ import annotations

from dataclasses import replace

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
from desktop.model.ids import new_id
from desktop.model.interview import (
    Basis,
    Interview,
    PriorAccount,
    PriorAccounts,
    Safety,
    Speaker,
    Utterance,
    UtteranceKind,
)
from desktop.model.organisation import CalledIn, Organisation
from desktop.model.owned_id import consent_id_of
from desktop.model.person import NameForm, NameKind
from desktop.model.values.moment import Moment

RESEARCHER = "Данута (прыдуманая)"
ORGANISATION = "Архіў (прыдуманы)"
RESPONSIBLE = Organisation(
    (CalledIn("be", ORGANISATION, "Літва"),), "archive@demo.invalid", review_years="5"
)
PURPOSE = Purpose.ANALYSE

_NAMES = (
    ("Марына Прыдуманая", "Maryna Prydumanaja"),
    ("Янка Выдуманы", "Janka Vydumany"),
    ("Тэкля Неіснуючая", "Tekla Nieisnujučaja"),
)

_QUESTION = "Раскажыце, калі ласка, што было ў той дзень, з самага пачатку і сваімі словамі."

_ACCOUNT = (
    (
        Basis.SAW,
        "",
        "Раніцай, яшчэ да сёмай, у дзверы пагрукалі. Я адчыніла. Іх было чацвёра, двое ў "
        "цывільным. Ніхто не назваўся. Адзін сказаў: «Збірайцеся, праедзем». Паперу паказалі "
        "здалёк, прачытаць я не паспела.",
    ),
    (
        Basis.HEARD,
        "",
        "З калідора я чула, як суседцы сказалі зачыніць дзверы і не глядзець. Яна пыталася, "
        "куды мяне вязуць. Ёй не адказалі.",
    ),
    (
        Basis.TOLD_BY,
        "жанчына з той самай камеры",
        "Яна казала, што яе трымаюць ужо пяты дзень і што за гэты час да яе не пусцілі "
        "адваката. Сама я бачыла толькі тое, што перадачы ёй не прыносілі.",
    ),
    (
        Basis.SAW,
        "",
        "Праз тры дні мяне выпусцілі без ніякай паперы. У той жа тыдзень я з’ехала. Ключы ад "
        "кватэры і дагэтуль ляжаць у маёй сумцы.",
    ),
)

_READ_BACK = "Прачытана ўголас па-беларуску. Асоба папрасіла выправіць адзін дзень і пагадзілася."


def names(number: int) -> tuple[NameForm, ...]:
    """The forms of the name of the person of interview ``number``, counted from 0."""
    cyrillic, latin = _NAMES[number % len(_NAMES)]
    return (
        NameForm(cyrillic),
        NameForm(latin, script="Latn", kind=NameKind.PASSPORT),
    )


def planned(interview: Interview) -> Interview:
    """The interview as it was prepared, with the accounts given before (R3, R4, R7)."""
    return replace(
        interview,
        place_kind="organisation-office",
        planned_for=Moment.now().local().date().isoformat(),
        interviewers=RESEARCHER,
        purpose="Пачуць упершыню, што адбылося, без падрабязнасцей, якія раняць.",
        already_known="Дата і раён, са слоў сваячкі.",
        prior_accounts_answer=PriorAccounts.YES,
        prior_accounts=(PriorAccount("журналістцы (прыдуманай)", "вясной 2021", recorded=True),),
    )


def safety(interview_id: str) -> Safety:
    """Risks and the safe channel; none of this may ever be found in a package."""
    return Safety(
        interview_id,
        risk_relatives="Бацькі жывуць у тым самым горадзе.",
        safe_contact="Толькі праз сяброўку, у сераду пасля васьмі.",
    )


def consent(interview_id: str, *, goes: bool = True) -> Consent:
    """Yes to keeping and photographs; to the demo's purpose yes, or *ask again*. Nothing is hidden
    but the name."""
    ours = RecipientKind.ORGANISATION
    answer = Answer.YES if goes else Answer.ASK_AGAIN
    cells = (
        ConsentAnswer(Purpose.KEEP, ours, Answer.YES),
        ConsentAnswer(PURPOSE, ours, answer, Identification.FULL_NAME),
        ConsentAnswer(Purpose.PHOTOGRAPH, ours, Answer.YES),
        ConsentAnswer(Purpose.PUBLISH, RecipientKind.PUBLIC, Answer.NO),
        ConsentAnswer(Purpose.CONTACT_AGAIN, ours, Answer.YES),
    )
    return Consent(
        consent_id_of(interview_id),
        interview_id,
        Moment.now(),
        how_given=HowGiven.ORAL,
        capacity_note="Разумее, пра што гаворка; адказвала спакойна.",
        answers=tuple(
            replace(
                each,
                face_and_voice=FaceAndVoice.AS_THEY_ARE,
                places=Places.AS_SAID,
                family=Family.AS_SAID,
            )
            for each in cells
        ),
    )


def account() -> tuple[Utterance, ...]:
    """The account as it was written while the person spoke."""
    question = Utterance(
        new_id(), Speaker.INTERVIEWER, UtteranceKind.QUESTION, text=_QUESTION, said_at=Moment.now()
    )
    answers = (
        Utterance(new_id(), basis=basis, basis_source=source, text=text, said_at=Moment.now())
        for basis, source, text in _ACCOUNT
    )
    return (question, *answers)


def read_back(interview: Interview) -> Interview:
    """The interview after it was read back to the person (R10)."""
    return replace(interview, read_back_language="be", read_back_note=_READ_BACK)
