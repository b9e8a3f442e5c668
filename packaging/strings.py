"""The catalogues of translations: taken from the source, and checked.

    strings.py update    take new strings of the source into the catalogues
    strings.py check     say what is missing, stale or wrong; exit code 1 if anything is

The template ``skrynia.pot`` and each ``skrynia.po`` are sorted and carry file names without
line numbers, so that a change of the source that changes no string changes no catalogue.
``update`` removes what the source no longer says and prints it, for a reworded sentence.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "resources" / "translations"
TEMPLATE: Final = FOLDER / "skrynia.pot"
LANGUAGES: Final = ("be", "ru")
SOURCES: Final = ("desktop", "ui")
KEYWORDS: Final = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
NOTE: Final = "Translators:"
FOREIGN_LETTERS: Final = {"be": "ищъИЩЪ", "ru": "іўґІЎҐ"}
"""Letters the language does not have: a word of the other one slipped in."""

_PERCENT: Final = re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[sdrxif]")
# Header lines that change with every run, or that babel fills with samples.
_NOISE: Final = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Last-Translator'
    rb"|Language-Team|Project-Id-Version):.*\n",
    re.MULTILINE,
)


def main() -> int:
    """Carry out the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("command", choices=("update", "check"))
    if parser.parse_args().command == "update":
        return update()
    return check()


def update() -> int:
    """Write the template and bring every catalogue up to it."""
    template = extract(ROOT)
    FOLDER.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(_serialised(template))
    for language in LANGUAGES:
        catalogue = read_catalogue(language)
        catalogue.update(template, no_fuzzy_matching=True)
        for gone in catalogue.obsolete.values():
            print(f"{language}: removed: {_label(gone)} = {gone.string!r}")
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_serialised(catalogue))
        missing = sum(not _is_translated(message) for message in _messages(catalogue))
        print(f"{language}: {len(catalogue)} strings, {missing} to translate")
    return 0


def check() -> int:
    """Print every problem, one a line; 1 if there is any."""
    template = extract(ROOT)
    problems = [*interpolated(ROOT), *label_faults(ROOT)]
    for language in LANGUAGES:
        if not catalogue_path(language).exists():
            problems.append(f"{language}: there is no catalogue: run make strings")
            continue
        found = problems_of(read_catalogue(language), template)
        problems += [f"{language}: {problem}" for problem in found]
    if not TEMPLATE.exists() or _keys(_read(TEMPLATE)) != _keys(template):
        problems.append("skrynia.pot is not what the source says: run make strings")
    for problem in problems:
        print(problem)
    print(f"Strings: {len(template)} in the source, {len(problems)} problems.")
    return 1 if problems else 0


def extract(root: Path) -> Catalog:
    """Every string of the source under ``root`` that is marked for translation."""
    template = Catalog(project="skrynia", charset="utf-8", fuzzy=False)
    for path in _sources(root):
        found = extract_from_file("python", path, KEYWORDS, (NOTE,))
        for _line, message, comments, context in found:
            template.add(
                message,
                locations=[(path.relative_to(root).as_posix(), 0)],
                auto_comments=comments,
                context=context,
            )
    return template


def interpolated(root: Path) -> Iterator[str]:
    """Calls that hand an f-string or a formatted text to gettext, and those within an f-string: no
    catalogue holds these."""
    for path in _sources(root):
        for node in ast.walk(ast.parse(path.read_bytes())):
            place = f"{path.relative_to(root).as_posix()}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Call) and _called(node) in KEYWORDS and _is_built(node):
                yield f"{place}: a text is put together inside {_called(node)}()"
            if isinstance(node, ast.JoinedStr) and any(map(_is_marked, ast.walk(node))):
                yield f"{place}: a text is marked inside an f-string"


def label_faults(root: Path) -> Iterator[str]:
    """What is missing or wrong in the labels and notes of vocabularies (decision 0029)."""
    for path in sorted((root / "resources" / "vocabularies").glob("*.json")):
        for term in json.loads(path.read_bytes())["terms"]:
            for part in ("label", "note"):
                texts = term.get(part, {})
                place = f"{path.stem}: {part} of {term.get('code', texts)}"
                if set(texts) not in ({"en", *LANGUAGES}, set()) or not all(texts.values()):
                    yield f"{place}: not said in each language, or in others"
                for language in LANGUAGES:
                    message = Message(texts.get("en", ""), string=texts.get(language, ""))
                    yield from (f"{place}: {fault}" for fault in faults_of(message, language))


def problems_of(catalogue: Catalog, template: Catalog) -> Iterator[str]:
    """What keeps a catalogue from saying all of the template, and nothing else, rightly."""
    for message in _messages(template):
        known = catalogue.get(message.id, message.context)
        if known is None:
            yield f"not in the catalogue: {_label(message)}"
        elif known.fuzzy:
            yield f"fuzzy: {_label(message)}"
        elif not _is_translated(known):
            yield f"not translated: {_label(message)}"
        else:
            language = str(catalogue.locale_identifier)
            yield from (f"{fault}: {_label(message)}" for fault in faults_of(known, language))
    for key in sorted(_keys(catalogue) - _keys(template), key=str):
        yield f"stale, not in the source: {key}"
    for gone in catalogue.obsolete.values():
        yield f"stale, kept as obsolete: {_label(gone)}"


def faults_of(message: Message, language: str) -> Iterator[str]:
    """What is wrong with the translations of one message."""
    source = message.id[-1] if isinstance(message.id, list | tuple) else message.id
    for text in _forms(message):
        # The form for one is also that for 21 in Belarusian and Russian: it needs the number.
        if placeholders(text) != placeholders(source):
            yield f"other placeholders in {text!r}"
        # A separator of thousands is itself a space in some languages.
        if any(map(str.isalpha, source)) and _edges(text) != _edges(source):
            yield f"other space at the ends of {text!r}"
        foreign = set(text) & set(FOREIGN_LETTERS.get(language, ""))
        if foreign:
            yield f"letters of another language ({''.join(sorted(foreign))}) in {text!r}"


def placeholders(text: str) -> Counter[str] | None:
    """The ``{names}`` and ``%(names)s`` in a text; ``None`` where its braces do not pair."""
    try:
        named = [f"{{{name}}}" for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return None
    return Counter(named + _PERCENT.findall(text.replace("%%", "")))


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return FOLDER / language / "LC_MESSAGES" / "skrynia.po"


def read_catalogue(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    path = catalogue_path(language)
    return _read(path, language) if path.exists() else Catalog(language, project="skrynia")


def _read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def _serialised(catalogue: Catalog) -> bytes:
    catalogue.header_comment = "# Translations of Skrynia."
    catalogue.fuzzy = False
    out = io.BytesIO()
    write_po(out, catalogue, width=98, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return _NOISE.sub(b"", out.getvalue())


def _sources(root: Path) -> list[Path]:
    return sorted(path for part in SOURCES for path in (root / part).rglob("*.py"))


def _called(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _is_marked(node: ast.AST) -> bool:
    """Babel reads no call that stands within an f-string; of a name it needs to read none."""
    return (
        isinstance(node, ast.Call)
        and _called(node) in KEYWORDS
        and any(isinstance(part, ast.Constant) for part in node.args[:2])
    )


def _is_built(call: ast.Call) -> bool:
    return any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in call.args[:2]) or any(
        isinstance(part, ast.Call) and getattr(part.func, "attr", "") == "format"
        for part in call.args[:2]
    )


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _keys(catalogue: Catalog) -> set[tuple[object, str | None]]:
    return {(message.id, message.context) for message in _messages(catalogue)}


def _forms(message: Message) -> tuple[str, ...]:
    texts = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return tuple(str(text or "") for text in texts)


def _is_translated(message: Message) -> bool:
    return all(_forms(message))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _label(message: Message) -> str:
    source = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return f"{source!r} ({message.context})" if message.context else repr(source)


if __name__ == "__main__":
    sys.exit(main())
