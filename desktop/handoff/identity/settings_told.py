"""An organisation's settings as a person is shown them before they count."""

from __future__ import annotations

from desktop.i18n import _
from desktop.model.organisation import Organisation
from desktop.vocabulary import vocabulary

_MOST = 400
"""Characters of a line."""


def settings_told(organisation: Organisation) -> list[tuple[str, str]]:
    """What a person reads of it, in one line each, cut where it is longer than anybody reads."""
    names = (f"{each.name}, {each.country} ({each.language})" for each in organisation.called)
    helping = (_joined(each.name, each.contact, each.what) for each in organisation.referrals)
    kinds = vocabulary("recipient_kind")
    bodies = (
        f"{kinds.label(each.kind.value)}: {each.name} ({each.language})"
        for each in organisation.bodies
    )
    told = [
        (_("Organisation"), "; ".join(names)),
        (_("Safe contact"), organisation.contact),
        (_("Checked after years"), organisation.review_years),
        (_("Footer"), organisation.footer),
        (_("Where to find help"), "; ".join(helping)),
        (_("Recipients by name"), "; ".join(bodies)),
        (_("Own consent texts"), ", ".join(each.language for each in organisation.texts)),
    ]
    return [(label, text if len(text) <= _MOST else text[:_MOST] + "…") for label, text in told]


def _joined(name: str, *said: str) -> str:
    return f"{name}: {', '.join(filter(None, said))}" if any(said) else name
