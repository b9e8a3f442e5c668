"""An organisation's settings as a person is shown them before they count."""

from __future__ import annotations

from desktop.i18n import _
from desktop.model.organisation import Organisation


def settings_told(organisation: Organisation) -> list[tuple[str, str]]:
    """What a person reads of it, in one line each."""
    names = (f"{each.name}, {each.country} ({each.language})" for each in organisation.called)
    helping = (f"{each.name}: {each.contact}" for each in organisation.referrals)
    return [
        (_("Organisation"), "; ".join(names)),
        (_("Safe contact"), organisation.contact),
        (_("Checked after years"), organisation.review_years),
        (_("Footer"), organisation.footer),
        (_("Where to find help"), "; ".join(helping)),
        (_("Own consent texts"), ", ".join(each.language for each in organisation.texts)),
    ]
