"""Files are whole or not there; nothing is overwritten; the disk's refusals have types."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import (
    DiskFull,
    FileExists,
    FileTooLarge,
    NameRefused,
    NotAsWritten,
    NotWritable,
    StorageError,
)
from desktop.system import files
from desktop.system.file_names import is_one_file_on_windows, is_safe_name
from desktop.system.files import PartialFile, write_atomically
from desktop.system.private_files import private_folder
from tests.systems import is_private, largest_file

pytestmark = pytest.mark.disk

FULL_DEVICE = Path("/dev/full")


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


class TestWriteAtomically:
    def test_new_content_replaces_the_old_and_leaves_nothing_beside_it(
        self, tmp_path: Path
    ) -> None:
        target = tmp_path / "keys.json"
        write_atomically(target, b"old")
        write_atomically(target, b"new")
        assert target.read_bytes() == b"new"
        assert names_in(tmp_path) == ["keys.json"]

    def test_the_file_is_for_its_user_alone(self, tmp_path: Path) -> None:
        target = tmp_path / "keys.json"
        write_atomically(target, b"x")
        assert is_private(target)

    def test_when_the_disk_refuses_midway_the_old_content_stays(self, tmp_path: Path) -> None:
        target = tmp_path / "keys.json"
        write_atomically(target, b"old")
        with largest_file() as limit_to, pytest.raises(FileTooLarge):
            limit_to(1000)
            write_atomically(target, bytes(100_000))
        assert target.read_bytes() == b"old"
        assert names_in(tmp_path) == ["keys.json"]

    def test_a_missing_folder_is_a_refusal_without_its_name(self, tmp_path: Path) -> None:
        with pytest.raises(NotWritable) as refusal:
            write_atomically(tmp_path / "Hanna Example" / "x.json", b"x")
        assert "Hanna" not in str(refusal.value)
        assert refusal.value.__suppress_context__

    def test_a_link_is_replaced_and_its_target_left_alone(self, tmp_path: Path) -> None:
        victim = tmp_path / "victim"
        victim.write_bytes(b"kept")
        link = tmp_path / "settings.json"
        link.symlink_to(victim)
        write_atomically(link, b"new")
        assert victim.read_bytes() == b"kept"
        assert not link.is_symlink()

    def test_killed_at_any_moment_the_file_is_old_or_new_and_whole(self, tmp_path: Path) -> None:
        target = tmp_path / "state"
        write_atomically(target, b"0" * 65536)
        program = (
            "import sys, itertools\nfrom pathlib import Path\n"
            "from desktop.system.files import write_atomically\n"
            "for n in itertools.count():\n"
            "    write_atomically(Path(sys.argv[1]), str(n % 10).encode() * 65536)\n"
            "    print(n, flush=True)\n"
        )
        writer = subprocess.Popen(
            [sys.executable, "-c", program, str(target)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        for _ in range(25):
            writer.stdout.readline()
        writer.kill()
        writer.communicate()
        content = target.read_bytes()
        assert len(content) == 65536
        assert len(set(content)) == 1


class TestPartialFile:
    def test_it_has_its_name_only_after_the_commit(self, tmp_path: Path) -> None:
        target = tmp_path / "package.age"
        with PartialFile(target) as out:
            out.write(b"whole")
            out.sync()
            assert not target.exists()
            assert out.partial.read_bytes() == b"whole"
            assert out.tell() == 5
            out.commit()
        assert target.read_bytes() == b"whole"
        assert names_in(tmp_path) == ["package.age"]

    def test_a_device_that_gives_back_other_bytes_is_named_and_nothing_remains(
        self, tmp_path: Path
    ) -> None:
        with pytest.raises(NotAsWritten), PartialFile(tmp_path / "package.age") as out:
            out.write(b"whole")
            out._file.seek(0)
            out._file.write(b"H")
            out.commit()
        assert names_in(tmp_path) == []

    def test_without_a_commit_nothing_remains(self, tmp_path: Path) -> None:
        with PartialFile(tmp_path / "package.age") as out:
            out.write(b"half")
        assert names_in(tmp_path) == []

    def test_after_an_error_nothing_remains_and_the_error_passes(self, tmp_path: Path) -> None:
        with (
            pytest.raises(KeyboardInterrupt),
            PartialFile(tmp_path / "package.age") as out,
        ):
            out.write(b"half")
            raise KeyboardInterrupt
        assert names_in(tmp_path) == []

    def test_a_file_of_that_name_is_never_overwritten(self, tmp_path: Path) -> None:
        target = tmp_path / "package.age"
        target.write_bytes(b"theirs")
        with pytest.raises(FileExists):
            PartialFile(target)
        assert target.read_bytes() == b"theirs"
        assert names_in(tmp_path) == ["package.age"]

    @pytest.mark.parametrize("hard_links", [True, False], ids=["ext4", "fat"])
    def test_nor_is_one_that_appears_while_writing(
        self, tmp_path: Path, hard_links: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if not hard_links:
            monkeypatch.setattr(os, "link", _no_hard_links)
        target = tmp_path / "package.age"
        with pytest.raises(FileExists), PartialFile(target) as out:
            out.write(b"ours")
            target.write_bytes(b"theirs")
            out.commit()
        assert target.read_bytes() == b"theirs"
        assert names_in(tmp_path) == ["package.age"]

    def test_it_commits_where_there_are_no_hard_links(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "link", _no_hard_links)
        with PartialFile(tmp_path / "package.age") as out:
            out.write(b"whole")
            out.commit()
        assert (tmp_path / "package.age").read_bytes() == b"whole"
        assert names_in(tmp_path) == ["package.age"]

    def test_a_dangling_link_of_that_name_is_not_followed(self, tmp_path: Path) -> None:
        target = tmp_path / "package.age"
        target.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(FileExists):
            PartialFile(target)

    def test_what_a_crash_left_is_started_anew(self, tmp_path: Path) -> None:
        victim = tmp_path / "victim"
        victim.write_bytes(b"kept")
        (tmp_path / "package.age.partial").symlink_to(victim)
        with PartialFile(tmp_path / "package.age") as out:
            out.write(b"new")
            out.commit()
        assert (tmp_path / "package.age").read_bytes() == b"new"
        assert victim.read_bytes() == b"kept"

    def test_a_stick_that_fills_up_keeps_no_half_file(self, tmp_path: Path) -> None:
        with (
            largest_file() as limit_to,
            pytest.raises(FileTooLarge),
            PartialFile(tmp_path / "p.age") as out,
        ):
            limit_to(1 << 20)
            for _ in range(64):
                out.write(bytes(1 << 16))
            out.commit()
        assert names_in(tmp_path) == []

    def test_a_full_disk_is_told_apart(self, tmp_path: Path) -> None:
        if not FULL_DEVICE.exists():
            pytest.skip("this system has no /dev/full")
        with (
            pytest.raises(DiskFull),
            files.translate_os_errors(),
            FULL_DEVICE.open("wb", buffering=0) as out,
        ):
            out.write(b"x")


def _no_hard_links(source: object, target: object) -> None:
    raise PermissionError(errno.EPERM, "no hard links on FAT")


class TestTranslateOsErrors:
    @pytest.mark.parametrize(
        ("code", "kind"),
        [
            (errno.ENOSPC, DiskFull),
            (errno.EDQUOT, DiskFull),
            (errno.EROFS, NotWritable),
            (errno.EACCES, NotWritable),
            (errno.EIO, NotWritable),
            (errno.ENODEV, NotWritable),
            (errno.ENOENT, NotWritable),
            (errno.EFBIG, FileTooLarge),
            (errno.EEXIST, FileExists),
            (errno.ELOOP, StorageError),
        ],
    )
    def test_each_refusal_has_its_type_and_no_path(
        self, code: int, kind: type[StorageError]
    ) -> None:
        with pytest.raises(StorageError) as refusal, files.translate_os_errors():
            raise OSError(code, os.strerror(code), "/media/Hanna/secret.txt")
        assert type(refusal.value) is kind
        assert refusal.value.reason == errno.errorcode[code]

    def test_a_bug_is_not_dressed_up_as_the_worlds(self) -> None:
        with pytest.raises(KeyError), files.translate_os_errors():
            raise KeyError


class TestIsSafeName:
    @pytest.mark.parametrize(
        "name",
        ["a", "photo 1.jpg", "Скрыня.pdf", "ŭ.txt", "console.txt", "com10", ".hidden", "a.b.c"],
    )
    def test_plain_names_are_safe(self, name: str) -> None:
        assert is_safe_name(name)

    @pytest.mark.parametrize(
        "name",
        [
            "", ".", "..", "a/b", "/a", "\\a", "a\\b", "C:", "C:a", "a:stream", "\\\\host\\share",
            "con", "NUL", "nul.txt", "Aux.tar.gz", "COM1", "lpt9.x", "com¹", "CONIN$", "con .txt",
            "a.", "a ", "...", "a\x00", "a\n", "a\x7f", "a\u202egpj.exe", "a\u200b", "\ufeffa",
            "e\u0301", "i\u0306", "a" * 256, "я" * 128, "what?", "a*", "<a>", "a|b", '"a"',
            "\ud800",
        ],
    )  # fmt: skip
    def test_tricks_of_every_system_are_refused(self, name: str) -> None:
        assert not is_safe_name(name)

    @pytest.mark.parametrize("name", ["a:b.pdf", "nul.pdf.partial", "COM1", "summary.", "a b "])
    def test_what_windows_takes_for_a_device_or_a_stream_is_known(self, name: str) -> None:
        assert not is_one_file_on_windows(name)
        assert is_one_file_on_windows(f"x{name.replace(':', '')}x")

    @pytest.mark.parametrize("name", ["ab:c.pdf", "nul.pdf", "CON", "summary.pdf."])
    def test_on_windows_nothing_is_written_into_a_device_or_a_stream(
        self, tmp_path: Path, name: str
    ) -> None:
        if sys.platform == "win32":
            for write in (PartialFile, lambda path: write_atomically(path, b"x")):
                with pytest.raises(NameRefused):
                    write(tmp_path / name)
            with pytest.raises(OSError, match="no name of a file"):
                private_folder(tmp_path / name)
            assert names_in(tmp_path) == []
        else:
            write_atomically(tmp_path / name, b"x")
            assert (tmp_path / name).read_bytes() == b"x"

    @given(st.text(max_size=40))
    def test_a_safe_name_is_one_component_in_normal_form(self, name: str) -> None:
        if is_safe_name(name):
            assert Path("folder", name).name == name
            assert unicodedata.normalize("NFC", name) == name
            assert not name.endswith((".", " "))

    @given(st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=10, max_size=40))
    def test_letters_and_digits_of_any_script_are_fine(self, text: str) -> None:
        assert is_safe_name(unicodedata.normalize("NFC", text))


def test_free_space_counts_bytes_and_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert 0 < files.free_space(tmp_path) <= shutil.disk_usage(tmp_path).total
    with pytest.raises(NotWritable):
        files.free_space(tmp_path / "gone")


def test_a_private_umask_keeps_others_out(tmp_path: Path) -> None:
    files.private_umask()
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


def test_a_file_settles_between_two_writings(tmp_path: Path) -> None:
    with files.PartialFile(tmp_path / "large") as out:
        for _ in range(3):
            out.write(bytes(range(256)) * 4096)
            out.settle()
        out.commit()
    assert (tmp_path / "large").read_bytes() == bytes(range(256)) * 4096 * 3


def test_reading_past_the_page_cache_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("w+b") as file:
        file.write(bytes(range(256)) * 4096)
        files.sync(file)
        assert files.drop_from_page_cache(file.fileno()) is hasattr(os, "posix_fadvise")
    assert path.read_bytes() == bytes(range(256)) * 4096
