"""The tar reader takes what stock tools write plainly, and nothing that could be a trick."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import PackageRefused
from desktop.handoff.format import tar
from desktop.handoff.format.pipe import Feed, PieceReader

FILES = {"bagit.txt": b"one", "data/empty": b"", "data/block": bytes(512), "data/more": b"x" * 1500}


def written(files: dict[str, bytes]) -> bytes:
    parts = (tar.header(p, len(d)) + d + tar.padding(len(d)) for p, d in files.items())
    return b"".join(parts) + tar.END


def read(data: bytes) -> dict[str, bytes]:
    reader = tar.TarReader(Feed(PieceReader(io.BytesIO(data))))
    found: dict[str, bytes] = {}
    while (entry := reader.next()) is not None:
        body = b"".join(reader.body())
        assert len(body) == entry.size
        found[entry.path] = body
    return found


def by_tarfile(*infos: tarfile.TarInfo, form: int = tarfile.USTAR_FORMAT) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as archive:
        for info in infos:
            archive.addfile(info, io.BytesIO(bytes(info.size)))
    return target.getvalue()


def info(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    return made


def test_what_is_written_is_read_back() -> None:
    assert read(written(FILES)) == FILES


@given(
    st.lists(st.text("abc-ў", min_size=1, max_size=60), min_size=1, max_size=6),
    st.integers(0, 8 * 1024**3 - 1),
)
def test_a_header_is_byte_for_byte_the_one_of_tarfile(parts: list[str], size: int) -> None:
    path = "/".join(parts)
    theirs = info(path)
    theirs.size = size
    try:
        wanted = theirs.tobuf(tarfile.USTAR_FORMAT, "utf-8", "strict")
    except ValueError:
        with pytest.raises(ValueError, match="too long"):
            tar.header(path, size)
    else:
        assert tar.header(path, size) == wanted


@pytest.mark.parametrize("size", [0, 1, 512, 513, 8 * 1024**3 - 1, 8 * 1024**3])
def test_the_length_of_an_entry_is_known_without_its_header(size: int) -> None:
    whole = len(tar.header("data/x", size)) + size + len(tar.padding(size))
    assert tar.length(size) == whole


def test_python_reads_our_tar_and_finds_no_owner_and_no_time() -> None:
    with tarfile.open(fileobj=io.BytesIO(written(FILES))) as archive:
        for member in archive:
            taken = archive.extractfile(member)
            assert taken is not None
            assert taken.read() == FILES[member.name]
            assert (member.uid, member.gid, member.mtime, member.mode) == (0, 0, 0, 0o644)
            assert (member.uname, member.gname) == ("", "")


@pytest.mark.skipif(shutil.which("tar") is None, reason="tar is not installed")
def test_files_packed_by_stock_tar_are_read(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    command = ["tar", "-C", str(tmp_path), "--format=ustar", "-c", *FILES]
    made = subprocess.run(command, capture_output=True, check=True).stdout
    assert read(made) == FILES


def test_a_path_longer_than_a_hundred_characters_keeps_its_place() -> None:
    path = f"data/records/interview/{'a' * 36}/{'b' * 64}.json"
    assert read(written({path: b"x"})) == {path: b"x"}


def test_a_file_of_eight_gibibytes_takes_a_pax_header_and_is_read_with_its_size() -> None:
    size = 8 * 1024**3
    data = tar.header("data/large", size)
    assert len(data) == 3 * tar.BLOCK
    reader = tar.TarReader(Feed(PieceReader(io.BytesIO(data))))
    assert reader.next() == tar.Entry("data/large", size)
    assert len(tar.header("data/large", size - 1)) == tar.BLOCK


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (tarfile.LNKTYPE, "hard link"),
        (tarfile.SYMTYPE, "symbolic link"),
        (tarfile.CHRTYPE, "character device"),
        (tarfile.BLKTYPE, "block device"),
        (tarfile.FIFOTYPE, "named pipe"),
        (tarfile.CONTTYPE, "contiguous"),
        (tarfile.GNUTYPE_SPARSE, "sparse"),
        (tarfile.DIRTYPE, "directory"),
        (b"V", "unknown kind"),
    ],
)
def test_only_regular_files_are_let_in(kind: bytes, reason: str) -> None:
    with pytest.raises(PackageRefused, match=reason):
        read(by_tarfile(info("data/x", kind, link="/etc/passwd")))


def test_a_regular_file_with_a_link_name_is_refused() -> None:
    with pytest.raises(PackageRefused, match="link"):
        read(by_tarfile(info("data/x", link="y")))


def test_gnu_long_names_and_gnu_magic_are_refused() -> None:
    with pytest.raises(PackageRefused):
        read(by_tarfile(info("data/" + "x" * 200), form=tarfile.GNU_FORMAT))


def test_pax_headers_hold_a_size_or_are_refused() -> None:
    other = info("data/x")
    other.pax_headers = {"path": "../x"}
    with pytest.raises(PackageRefused, match="more than a size"):
        read(by_tarfile(other, form=tarfile.PAX_FORMAT))


def test_a_directory_is_refused_wherever_it_would_lead() -> None:
    for name in ("data", "../../x", "/etc", "data/"):
        with pytest.raises(PackageRefused, match="directory"):
            read(by_tarfile(info(name, tarfile.DIRTYPE), info("data/x")))


@pytest.mark.parametrize("size", [1, 8 * 1024**3 - 1])
def test_a_pax_size_that_a_plain_header_holds_is_refused(size: int) -> None:
    """Two sizes for one entry are two readings of the tar."""
    large = tar.header("data/x", 8 * 1024**3)
    start, text = large[: tar.BLOCK], b" size=%d\n" % size
    record = b"%d%b" % (len(text) + 2, text)
    resized = bytearray(start)
    resized[124:136] = b"%011o\0" % len(record)
    resized[148:156] = b"%06o\0 " % (sum(resized) - sum(resized[148:156]) + 256)
    data = bytes(resized) + record + bytes(-len(record) % tar.BLOCK) + large[2 * tar.BLOCK :]
    with pytest.raises(PackageRefused, match="size that needs none"):
        read(data + bytes(tar.BLOCK) + tar.END)


@pytest.mark.parametrize("extra", [b"\1", bytes(511) + b"\1", written({"data/late": b""})])
def test_nothing_may_follow_the_end(extra: bytes) -> None:
    with pytest.raises(PackageRefused, match="follows the end"):
        read(written(FILES) + extra)


def test_zeros_behind_the_end_are_borne_up_to_a_limit() -> None:
    assert read(written(FILES) + bytes(10240)) == FILES
    with pytest.raises(PackageRefused, match="follows the end"):
        read(written(FILES) + bytes(2 * 1024**2))


def test_bytes_hidden_in_padding_are_refused() -> None:
    data = bytearray(written({"data/x": b"abc"}))
    data[512 + 3] = 1
    with pytest.raises(PackageRefused, match="behind an entry"):
        read(bytes(data))


def test_a_size_in_base_256_is_refused() -> None:
    header = bytearray(tar.header("data/x", 0))
    header[124:136] = b"\x80" + bytes(11)
    header[148:156] = b"%06o\0 " % (sum(header) - sum(header[148:156]) + 256)
    with pytest.raises(PackageRefused, match="malformed number"):
        read(bytes(header) + tar.END)


@given(st.integers(0, len(written(FILES)) - tar.BLOCK - 1))
def test_cut_anywhere_it_is_refused(length: int) -> None:
    with pytest.raises(PackageRefused):
        read(written(FILES)[:length])


@given(st.integers(0, 511), st.integers(1, 255))
def test_any_byte_of_a_header_changed_is_refused_or_means_the_same(place: int, flip: int) -> None:
    data = bytearray(written({"data/x": b"abc"}))
    data[place] ^= flip
    try:
        found = read(bytes(data))
    except PackageRefused:
        return
    assert found == {"data/x": b"abc"}


@given(st.dictionaries(st.from_regex(r"[a-z]{1,90}", fullmatch=True), st.binary(max_size=2000)))
def test_any_files_come_back(files: dict[str, bytes]) -> None:
    assert read(written(files)) == files
