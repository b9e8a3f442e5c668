"""In which form a recipient is shown what was told."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.model.consent import Decision, Identification, RecipientKind
from desktop.model.consent.showing import WHOLE, Family, Places


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of recipient may be shown what was told. ``files``: whether attached files may
    go along as they are."""

    recipient: RecipientKind
    named: Identification
    places: Places = Places.AS_SAID
    family: Family = Family.AS_SAID
    files: bool = True

    @property
    def names_in_full(self) -> bool:
        """Whether the person may be named."""
        return self.named is Identification.FULL_NAME

    @property
    def hides_places(self) -> bool:
        """Whether places are told less closely than they were said; so for a code that is not
        known here."""
        return self.places not in WHOLE

    @property
    def hides_family(self) -> bool:
        """Whether less is told of the family than was said."""
        return self.family not in WHOLE

    @property
    def as_told(self) -> bool:
        """Whether nothing that was told is hidden, so that the record itself travels unless a
        protected name stands in it."""
        return self.names_in_full and not self.hides_places and not self.hides_family

    @property
    def key(self) -> str:
        """What decisions and derived ids are kept under: ``un-mechanism/code/region/relation``.
        What was not asked hides nothing, and is the same form as what may be told as said."""
        places = self.places if self.hides_places else Places.AS_SAID
        family = self.family if self.hides_family else Family.AS_SAID
        return "/".join((self.recipient, self.named, places, family))


def form_of_key(key: str) -> Form:
    """The form that decisions are kept under a key for; ``ValueError`` for anything else."""
    recipient, named, places, family = key.split("/")
    return Form(RecipientKind(recipient), Identification(named), Places(places), Family(family))


def form_of(decision: Decision, recipient: RecipientKind) -> Form:
    """The form in which the gate lets something go to a recipient."""
    return Form(
        recipient, decision.identification, decision.places, decision.family, decision.files
    )
