"""What content credentials attest, in a person's words: label and value."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.formats import format_size
from desktop.i18n import _
from desktop.reading.attested import Attested, Bundle, Fits


def attested_told(said: Attested) -> Iterator[tuple[str, str]]:
    """What was computed first, and then what is only claimed."""
    yield _("Signature"), _signature(said)
    if said.signature is not Fits.NO:
        yield _("This file beside what was signed"), _file(said)
    for label, values in (
        (_("Made with, by the claim"), (said.generator,)),
        (_("What was done, by the claim"), said.actions),
        (_("Made from, by the claim"), said.ingredients),
    ):
        if any(values):
            yield label, "\n".join(values)


def attested_warning() -> str:
    """What all of it is worth."""
    return _(
        "Whoever signs can claim anything. A fitting signature shows only that the claim was not "
        "changed after it was signed."
    )


def _signature(said: Attested) -> str:
    name = said.signer or _("no name")
    if said.signature is Fits.YES:
        return _(
            "Signed by the key named {name}. Skrynia does not know this signer and asked nobody."
        ).format(name=name)
    if said.signature is Fits.NO:
        return _("The signature does not fit: the claim, or what belongs to it, was changed.")
    if not said.signer:
        return _("No signature was found that can be checked.")
    return _("Signed in a way that is not checked here, by the key named {name}.").format(name=name)


def _file(said: Attested) -> str:
    if said.signature is not Fits.YES and said.file is not Fits.NOT_CHECKED:
        return _file_unsigned(said)
    if said.file is Fits.YES:
        return _("It is the file that was signed.")
    if said.file is Fits.IN_PART:
        return _(
            "What was signed was not changed, but {size} of this file were left out, perhaps with "
            "its date and place."
        ).format(size=format_size(said.left_out))
    if said.file is Fits.NO:
        return _("It was changed after it was signed.")
    return _("This was not compared.")


def _file_unsigned(said: Attested) -> str:
    """Beside a claim of which nobody knows whether it was changed."""
    if said.file is Fits.YES:
        return _("It has the checksum in the claim. Whether that was signed is not known.")
    if said.file is Fits.IN_PART:
        return _(
            "It has the checksum in the claim, which leaves out {size} of this file. Whether that "
            "was signed is not known."
        ).format(size=format_size(said.left_out))
    return _("It does not have the checksum in the claim. Whether that was signed is not known.")


def bundle_told(said: Bundle) -> Iterator[tuple[str, str]]:
    """What was compared, and then what the phone wrote down, by its own names."""
    yield _("Files in it"), _files(said.files)
    yield from said.claims


def bundle_warning() -> str:
    """What all of it is worth."""
    return _(
        "As ProofMode wrote it down on a phone. Anybody can change it; its signatures are not "
        "checked here."
    )


def _files(fits: Fits) -> str:
    if fits is Fits.YES:
        return _("They have the checksums that were written down.")
    if fits is Fits.NO:
        return _("Not all have a checksum that was written down.")
    return _("This was not compared.")
