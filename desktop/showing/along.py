"""What is about nobody and travels with any package: where it names somebody it stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.model.consent import Identification, RecipientKind
from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause, paced
from desktop.showing.form import Form
from desktop.showing.found import places
from desktop.showing.register import Register, protected_from
from desktop.showing.texts import texts_of
from desktop.vault.kinds.all import BY_NAME

if TYPE_CHECKING:
    from desktop.vault import Vault


def naming_somebody(
    vault: Vault,
    records: Iterable[tuple[RecordKind, str]],
    recipient: RecipientKind,
    pause: Pause = no_pause,
) -> set[str]:
    """The ids of those of these records in a text of which a name stands that is kept from this
    kind of recipient. Reads none of them where no name is."""
    register = Register(protected_from(vault, recipient))
    if not register.entries:
        return set()
    form = Form(recipient, Identification.FULL_NAME)
    return {
        record_id
        for kind, record_id in paced(records, pause, 50)
        if _names(vault.body(kind, record_id), kind, register, form)
    }


def _names(body: object, kind: RecordKind, register: Register, form: Form) -> bool:
    if body is None:
        return False
    return any(places(each.text, register, form) for each in texts_of(BY_NAME[kind], body))
