"""What a page for the person ends with: whom to turn to, how to withdraw, and their rights (R29).

The sentences say what version 2 of the consent text says, whatever text was read out. ``you``: the
page is for the person whom it is about; else it speaks of the person, to whoever has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import Translator
from desktop.model.organisation import Organisation
from desktop.reports.document import section
from desktop.reports.setting import labelled, paragraph, paragraphs, together
from desktop.reports.styles import MM, NUMBERS

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_LINE = "_" * 44
"""To be filled in by hand."""
_LOGO = 28 * MM
"""The longer side."""


def whom_to_ask(organisation: Organisation, translator: Translator) -> list[Flowable]:
    """Who is responsible, and how they are reached safely; a line to write on where nobody said."""
    _ = translator.gettext
    called = organisation.called_in(translator.language)
    name = called.name or next((each.name for each in organisation.called if each.name), "")
    return together(
        [
            section(_("Whom to turn to")),
            *labelled(_("Responsible"), name or _LINE),
            *labelled(_("Country"), called.country),
            *labelled(_("Safe contact"), organisation.contact or _LINE),
        ]
    )


def logo_of(jpeg: bytes) -> list[Flowable]:
    """The organisation's logo; nothing where there is none that can be set."""
    from reportlab.platypus import Indenter, Spacer

    from desktop.reports.pictures import photo

    picture = photo(jpeg, _LOGO) if jpeg else None
    return [Indenter(NUMBERS), picture, Indenter(-NUMBERS), Spacer(0, 12)] if picture else []


def where_to_find_help(organisation: Organisation, translator: Translator) -> list[Flowable]:
    """The addresses that the organisation gives for help; nothing where it gives none."""
    _ = translator.gettext
    story: list[Flowable] = []
    for each in organisation.referrals:
        story += labelled(each.name, " · ".join(filter(None, (each.contact, each.what))) or "…")
    return [section(_("Where to find help")), *story] if story else []


def how_to_withdraw(translator: Translator, you: bool = True) -> list[Flowable]:
    """That it takes no reason and no form, and what follows from it."""
    _ = translator.gettext
    theirs = (
        _(
            "Whoever decides may change any answer or withdraw the consent at any time, without a "
            "reason. The interviewer or the organisation is told; no form is needed."
        ),
        _(
            "Then that use stops. If the account is no longer to be kept, it is deleted. What was "
            "done before remains lawful. What was handed over cannot be taken back; whoever "
            "withdrew is told who received it, and they are told of the withdrawal."
        ),
    )
    said = (
        _(
            "You may change any answer or withdraw your consent at any time, without a reason. "
            "Tell the interviewer or the organisation; no form is needed."
        ),
        _(
            "Then that use stops. If you no longer want your account to be kept, it is deleted. "
            "What was done before remains lawful. What was handed over cannot be taken back; you "
            "are told who received it, and they are told that you withdrew."
        ),
    )
    return together([section(_("How to withdraw")), *_lines(said if you else theirs)])


def your_rights(
    organisation: Organisation, translator: Translator, you: bool = True
) -> list[Flowable]:
    """A copy, a correction, restriction, deletion, a complaint; how long it is kept."""
    _ = translator.gettext
    heading = _("Your rights") if you else _("Rights of the person")
    said = _yours(translator) if you else _theirs(translator)
    if organisation.review_years:
        checked = (
            _(
                "Whether your account is still needed is checked at the latest after this many "
                "years: {years}."
            )
            if you
            else _(
                "Whether the account is still needed is checked at the latest after this many "
                "years: {years}."
            )
        )
        # The number never stands alone in a line.
        kept = checked.replace(" {years}", "\u00a0{years}")
        said.append(kept.format(years=organisation.review_years))
    return [section(heading), *_lines(said, "–")]


def _theirs(translator: Translator) -> list[str]:
    _ = translator.gettext
    return [
        _("The person, or whoever decides for them, may have a copy of what is held about them."),
        _(
            "They may have mistakes corrected. Once the account is locked, corrections are added "
            "and the first wording stays."
        ),
        _("They may have its use restricted: it is then kept, and used for nothing."),
        _(
            "They may have everything deleted. A mark without content stays, showing only that "
            "something was deleted. If the law requires that something is kept, they are told."
        ),
        _(
            "They may complain to the organisation, to the data protection authority where they "
            "live, or to a court."
        ),
    ]


def _yours(translator: Translator) -> list[str]:
    _ = translator.gettext
    return [
        _("You may have a copy of what is held about you."),
        _(
            "You may have mistakes corrected. Once your account is locked, corrections are added "
            "and the first wording stays."
        ),
        _("You may have its use restricted: it is then kept, and used for nothing."),
        _(
            "You may have everything deleted. A mark without content stays, showing only that "
            "something was deleted. If the law requires that something is kept, you are told."
        ),
        _(
            "You may complain to the organisation, to the data protection authority where you "
            "live, or to a court."
        ),
    ]


def careful(translator: Translator, you: bool = True) -> Flowable:
    """That the paper itself may be a danger."""
    _ = translator.gettext
    theirs = _(
        "This paper can put the person and the family in danger if others find it. It is taken "
        "along only if that is safe; it may stay here and be asked for later."
    )
    said = _(
        "This paper can put you and your family in danger if others find it. Take it with you only "
        "if that is safe; you may leave it here and ask for it later."
    )
    return paragraph(said if you else theirs, "notice")


def _lines(said: tuple[str, ...] | list[str], mark: str = "") -> list[Flowable]:
    return [each for text in said for each in paragraphs(text, "statement", mark)]
