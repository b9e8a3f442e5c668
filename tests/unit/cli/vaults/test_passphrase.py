"""Passphrases come from a terminal, a descriptor or a file, and from nowhere else."""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.cli.usage import UsageError
from desktop.cli.vaults.passphrase import (
    LONGEST_BYTES,
    add_new_passphrase_options,
    add_passphrase_options,
    read_first_passphrase,
    read_new_passphrase,
    read_passphrase,
)
from tests.journey.support import ROOT

WORDS = "карова лётае над возерам"


def arguments(*line: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_passphrase_options(parser)
    add_new_passphrase_options(parser)
    return parser.parse_args(line)


def through_a_pipe(data: bytes) -> argparse.Namespace:
    reader, writer = os.pipe()

    def write() -> None:
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(data)

    threading.Thread(target=write).start()  # a pipe of Windows takes 4096 bytes at a time
    return arguments("--passphrase-fd", str(reader))


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_descriptor_gives_one_line_without_its_end(ending: str) -> None:
    assert read_passphrase(through_a_pipe((WORDS + ending).encode())) == WORDS


def test_what_follows_the_line_is_left_for_whoever_reads_next() -> None:
    given = through_a_pipe(b"the first of them\nthe second of them\n")
    given.new_passphrase_fd = given.passphrase_fd
    assert read_passphrase(given) == "the first of them"
    assert read_new_passphrase(given).text == "the second of them"


def test_a_passphrase_for_a_new_vault_is_long_enough() -> None:
    with pytest.raises(UsageError, match="12 characters or 4 words"):
        read_first_passphrase(through_a_pipe(b"too short\n"))


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfwith a mark\n", b"with a mark\r\nmore"])
def test_a_file_gives_its_first_line(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "pass"
    file.write_bytes(data)
    assert read_passphrase(arguments("--passphrase-file", str(file))) == "with a mark"


def test_spaces_inside_and_at_the_ends_belong_to_the_passphrase() -> None:
    assert read_passphrase(through_a_pipe(b"  two  spaces \n")) == "  two  spaces "


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\xff\xfe\n", b"x" * (LONGEST_BYTES + 1)], ids=lambda data: data[:3]
)
def test_nothing_odd_is_taken_for_a_passphrase(data: bytes) -> None:
    with pytest.raises(UsageError) as caught:
        read_passphrase(through_a_pipe(data))
    assert "x" * 8 not in str(caught.value)


def test_a_descriptor_that_is_not_open_is_said() -> None:
    with pytest.raises(UsageError, match="descriptor 987"):
        read_passphrase(arguments("--passphrase-fd", "987"))


def test_a_file_that_is_not_there_is_said_without_its_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_passphrase(arguments("--passphrase-file", str(tmp_path / "secret-name")))
    assert "secret-name" not in str(caught.value)


def test_the_environment_is_never_asked() -> None:
    """Nothing in the command line's source reads anything from there."""
    trees = [ast.parse(path.read_bytes()) for path in (ROOT / "desktop" / "cli").rglob("*.py")]
    names = {getattr(node, "attr", "") for tree in trees for node in ast.walk(tree)}
    assert names.isdisjoint({"environ", "environb", "getenv", "getenvb"})


_SCRIPT = """
import argparse, sys
from desktop.cli.vaults.passphrase import add_passphrase_options, {function}
from desktop.cli.usage import UsageError
parser = argparse.ArgumentParser(); add_passphrase_options(parser)
try:
    print(ascii({function}(parser.parse_args([]))))
except UsageError as error:
    print("usage:", error)
"""


def at_a_terminal(function: str, typed: str) -> tuple[str, str]:
    """(what the program printed, what the terminal showed) with ``typed`` at a real pty."""
    master, slave = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _SCRIPT.format(function=function)],
        stdin=slave,
        stderr=slave,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    )
    os.close(slave)
    shown = b""
    for line in typed.splitlines():
        while not shown.endswith(b": "):
            shown += os.read(master, 1024)
        os.write(master, line.encode() + b"\n")
        shown += os.read(master, 1024)
    out, _none = process.communicate(timeout=30)
    os.close(master)
    return out.decode(), shown.decode()


def test_typing_at_the_terminal_is_not_shown() -> None:
    printed, shown = at_a_terminal("read_passphrase", "quiet words here")
    assert printed.strip() == "'quiet words here'"
    assert "Passphrase" in shown
    assert "quiet" not in shown


def test_a_first_passphrase_is_typed_twice_alike() -> None:
    printed, _shown = at_a_terminal("read_first_passphrase", "quiet words here\nother words here")
    assert printed.startswith("usage: The two passphrases differ")
    printed, _shown = at_a_terminal("read_first_passphrase", "quiet words here\nquiet words here")
    assert printed.strip() == "'quiet words here'"


def test_without_a_terminal_nothing_is_read_in_the_open() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(function="read_passphrase")],
        input=b"would be seen\n",
        capture_output=True,
        cwd=ROOT,
        start_new_session=True,
        check=True,
    )
    assert b"usage: There is no terminal" in done.stdout
    assert b"would be seen" not in done.stdout + done.stderr
