"""Packages, cards, settings and receipts: what goes and what comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.errors.root import SkryniaError


class HandoffError(SkryniaError):
    """Something about packages, receipts or cards."""


class ConsentRefused(HandoffError):
    """Consent lets nothing of what was chosen leave for this purpose and recipient."""


class NamesUndecided(HandoffError):
    """Places in what was told wait for somebody to decide what stands there for this recipient.
    ``spots``: their keys; ``interviews``: by id, in how many places of each."""

    def __init__(
        self, spots: Sequence[str] = (), *, interviews: Mapping[str, int] | None = None
    ) -> None:
        super().__init__(f"{len(spots) or sum((interviews or {}).values())} places are open")
        self.spots = tuple(spots)
        self.interviews = dict(interviews or {})


class RecordTooLong(HandoffError):
    """A record that would travel is larger than a package takes one; ``reason`` says its kind."""


class NothingNew(HandoffError):
    """The recipient has confirmed all of what was chosen that may leave."""


class UnknownSigner(HandoffError):
    """Signed by a key whose card is not trusted here."""


class RevokedSigner(HandoffError):
    """Signed by a key whose card was revoked here."""


class NotAddressedToUs(HandoffError):
    """The signed recipient list does not name this vault's identity."""


class PackageRefused(HandoffError):
    """The package breaks a rule of the format; ``reason`` names the rule."""


class UnfinishedPackage(PackageRefused):
    """The file still has the name of a package that is being written."""


class PackageChanged(PackageRefused):
    """The file is no longer what was verified; what was taken in before that was seen stays."""


class NewerPackage(HandoffError):
    """The package was written by a later version of the program."""


class NewerReceipt(NewerPackage):
    """The receipt was written by a later version of the program."""


class CardRefused(HandoffError):
    """The identity card is malformed or its signature does not hold."""


class NewerCard(CardRefused):
    """The card was written by a later version of the program."""


class CardNotTrusted(CardRefused):
    """Nothing is written for a card whose digits nobody compared."""


class DigitsDiffer(CardRefused):
    """The digits that the other side gave are not those of the card."""


class SettingsRefused(HandoffError):
    """An organisation's settings are malformed or their signature does not hold."""


class NewerSettings(SettingsRefused):
    """The settings were written by a later version of the program."""


class SettingsNotTrusted(SettingsRefused):
    """Whoever signed them is not trusted here as the organisation."""


class SettingsOlder(SettingsRefused):
    """Settings of the same signer with this number or a higher one were taken before."""


class LogoRefused(SettingsRefused):
    """The logo is no picture that can be read here, or above 256 KiB."""


class OwnTextRefused(SettingsRefused):
    """An own consent text cannot be used. ``line``: from 1; ``fault``, ``what``: as in
    ``desktop/vocabulary/own_text.py``."""

    def __init__(self, language: str = "", line: int = 0, fault: str = "", what: str = "") -> None:
        super().__init__(f"own text {language}, line {line}: {fault}")
        self.language, self.line, self.fault, self.what = language, line, fault, what


class ReceiptRefused(HandoffError):
    """The receipt does not match a package that was sent from here."""


class ReceiptRepeated(ReceiptRefused):
    """It bears the id, or for its package the number, of another receipt that was taken before."""


class ReceiptClosed(ReceiptRefused):
    """The file is not encrypted to this vault, as a receipt for it would be."""
