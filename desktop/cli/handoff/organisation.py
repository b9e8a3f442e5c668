"""``skryniactl organisation``: the settings of an organisation, signed for its researchers."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.session import opened, when
from desktop.cli.usage import UsageError, given_file
from desktop.handoff.identity.own_text_file import load_own_text
from desktop.handoff.identity.settings_told import settings_told, unfit_told
from desktop.i18n import N_, _
from desktop.model.identity import Role
from desktop.model.organisation import Organisation, OwnText
from desktop.system.files import translate_os_errors
from desktop.vocabulary.consent_text import TEXT_LANGUAGES

if TYPE_CHECKING:
    from desktop.model.organisation import OrganisationDocument

_JSON = 1 << 20
"""Bytes of settings that somebody typed."""


def show(arguments: argparse.Namespace, console: Console) -> int:
    """Who is responsible for what this vault records, and who says so."""
    with opened(arguments) as vault:
        organisation, signed = vault.organisation.read(), vault.organisation.signed()
        refused, ours = vault.organisation.unfit_texts(), vault.identity.role is Role.ORGANISATION
    if arguments.json:
        number = signed.settings.number if signed else None
        signer = signed.fingerprint if signed else None
        names = ("language", "line", "fault", "what")
        unfit = {name: getattr(refused, name) for name in names} if refused else None
        console.json(
            {"organisation": organisation, "number": number, "signer": signer, "unfit": unfit}
        )
        return 0
    console.fields(settings_told(organisation))
    if signed is not None:
        said = _("{signer}, number {number}").format(
            signer=signed.signer, number=signed.settings.number
        )
        console.fields([(_("Signed by"), said), (_("Added"), when(signed.taken_at))])
    if refused is not None:
        told = unfit_told(refused, ours)
        console.note(told.title)
        console.note(told.what)
    return 0


def _sign_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar=_("FILE"), type=Path, help=_("The file to save to."))
    parser.add_argument(
        "--settings",
        metavar=_("JSON"),
        type=given_file,
        help=_("Names, contact, years, footer, referrals, bodies (default: as they are here)."),
    )
    parser.add_argument(
        "--text",
        nargs=2,
        action="append",
        default=[],
        metavar=(_("LANGUAGE"), _("TEXT")),
        help=_("An own consent text in a language; once for each (default: as they are here)."),
    )
    parser.add_argument("--our-text", action="store_true", help=_("Go back to Skrynia's own text."))
    parser.add_argument(
        "--logo", metavar=_("PICTURE"), type=given_file, help=_("A logo, at most 256 KiB.")
    )


def sign(arguments: argparse.Namespace, console: Console) -> int:
    """Sign this organisation's settings, and write them for its researchers."""
    from desktop.handoff.identity.settings import load_logo, sign_settings

    typed = _typed(arguments.settings) if arguments.settings else None
    texts = tuple(_text(*each) for each in arguments.text)
    logo = load_logo(arguments.logo) if arguments.logo else None
    with opened(arguments) as vault:
        before = vault.organisation.signed()
        settings = vault.organisation.read()
        if typed is not None:
            settings = typed if typed.texts else replace(typed, texts=settings.texts)
        fell_away = vault.organisation.unfit_texts()
        if fell_away is not None and not (texts or arguments.our_text or settings.texts):
            raise fell_away
        if texts or arguments.our_text:
            settings = replace(settings, texts=texts)
        if logo is None:
            logo = before.settings.logo if before else b""
        signed = sign_settings(vault, settings, logo, arguments.target)
    console.line(_("Settings saved: {path}").format(path=arguments.target))
    console.note(_("Number: {number}").format(number=signed.settings.number))
    return 0


def _typed(path: Path) -> Organisation:
    from desktop import canonical

    with translate_os_errors(), path.open("rb") as file:
        data = file.read(_JSON + 1)
    if len(data) > _JSON:
        raise UsageError(_("This file is too large: {path}").format(path=path))
    try:
        return canonical.from_plain(json.loads(data), Organisation)
    except (ValueError, RecursionError, canonical.NotADocument):
        raise UsageError(_("These are not settings: {path}").format(path=path)) from None


def _text(language: str, path: str) -> OwnText:
    if language not in TEXT_LANGUAGES:
        known = ", ".join(TEXT_LANGUAGES)
        raise UsageError(_("A text is in one of these languages: {list}").format(list=known))
    return load_own_text(Path(path), language)


def _take_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE"), type=given_file, help=_("The settings’ file."))
    parser.add_argument("--yes", action="store_true", help=_("Do not ask again."))


def take(arguments: argparse.Namespace, console: Console) -> int:
    """Show an organisation's settings, and let them count here once a person says so."""
    from desktop.handoff.identity.settings import load_settings, take_settings

    read = load_settings(arguments.file)
    with opened(arguments) as vault:
        vault.organisation.judge(read.document, read.signature)
        console.fields(settings_told(read.settings.organisation))
        _knowingly(arguments, console, read.settings)
        taken = take_settings(vault, read)
    console.line(_("Added: settings of {name}").format(name=taken.signer))
    return 0


def _knowingly(
    arguments: argparse.Namespace, console: Console, settings: OrganisationDocument
) -> None:
    if arguments.yes:
        return
    question = _("Use these settings here (number {number})? Type yes: ")
    answer = console.ask(question.format(number=settings.number))
    if answer is None:
        raise UsageError(_("There is no terminal to ask on. Use --yes."))
    if answer.casefold() not in {"yes", _("yes").casefold()}:
        raise UsageError(_("Nothing was changed."))


NOUN = Noun(
    "organisation",
    N_("Settings of an organisation: show, sign and add them."),
    (
        Command("show", N_("Show who is responsible, and who signed it."), show, json=True),
        Command(
            "sign",
            N_("Sign settings and save them to a file for researchers."),
            sign,
            _sign_arguments,
            examples=("organisation sign office.skrynia lampa.skrynia-organisation",),
        ),
        Command(
            "take",
            N_("Add the settings of an organisation whose card is trusted as ours."),
            take,
            _take_arguments,
            examples=("organisation take anna.skrynia lampa.skrynia-organisation",),
        ),
    ),
)
