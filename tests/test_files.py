"""Writing files whole or not at all, and digests of files and of what is in a zip."""

import errno
import io
import os
import zipfile
from pathlib import Path

import pytest

from planner import files
from planner.files import CannotWrite, Written

# Worked out with sha256sum.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refuse(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, code: int) -> None:
    def raising(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(owner, name, raising)


def zipped(parts: dict[str, bytes], *, level: int = 9, year: int = 2027) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, level)
    return stream.getvalue()


def test_a_new_file_holds_the_bytes_and_nothing_else_is_left(tmp_path: Path) -> None:
    files.write_atomic(tmp_path / "a.xlsx", b"abc")
    assert (tmp_path / "a.xlsx").read_bytes() == b"abc"
    assert names(tmp_path) == ["a.xlsx"]


def test_an_existing_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old and longer")
    files.write_atomic(tmp_path / "a.xlsx", b"new")
    assert (tmp_path / "a.xlsx").read_bytes() == b"new"


def test_the_folder_is_made(tmp_path: Path) -> None:
    files.write_atomic(tmp_path / "2027" / "uitvraag" / "a.xlsx", b"abc")
    assert (tmp_path / "2027" / "uitvraag" / "a.xlsx").read_bytes() == b"abc"


@pytest.mark.skipif(os.name != "posix", reason="permission bits are of POSIX")
def test_a_new_file_can_be_read_by_those_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write_atomic(tmp_path / "a.xlsx", b"abc")
    finally:
        os.umask(before)
    assert (tmp_path / "a.xlsx").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EFBIG, "disk-full"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "other"),
    ],
)
def test_when_writing_fails_the_old_file_stands_and_no_scrap_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    refuse(monkeypatch, os, "fsync", code)
    with pytest.raises(CannotWrite) as caught:
        files.write_atomic(tmp_path / "a.xlsx", b"new")
    assert caught.value.reason == reason
    assert caught.value.path == tmp_path / "a.xlsx"
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


def test_a_folder_that_takes_no_files_is_no_access(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, Path, "open", errno.EACCES)
    with pytest.raises(CannotWrite) as caught:
        files.write_atomic(tmp_path / "a.xlsx", b"new")
    assert caught.value.reason == "no-access"
    assert names(tmp_path) == []


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "2027").write_bytes(b"a file")
    with pytest.raises(CannotWrite) as caught:
        files.put(tmp_path / "2027" / "a.xlsx", b"new")
    assert caught.value.reason == "no-folder"


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(CannotWrite) as caught:
        files.write_atomic(tmp_path / "a.xlsx", b"new")
    assert caught.value.reason == "other"
    assert names(tmp_path) == ["a.xlsx"]


def test_an_interrupt_while_writing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_atomic(tmp_path / "a.xlsx", b"new")
    assert names(tmp_path) == []


def held_open(monkeypatch: pytest.MonkeyPatch, held: set[str]) -> None:
    """Make the system behave as Windows does for files that another program has open."""
    replace = Path.replace

    def refusing(self: Path, target: Path) -> Path:
        if target.name in held:
            raise PermissionError(errno.EACCES, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)


def test_a_target_open_elsewhere_gets_its_successor_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.b.xlsx").write_bytes(b"old")
    held_open(monkeypatch, {"a.b.xlsx"})
    written = files.put(tmp_path / "a.b.xlsx", b"new")
    assert written == Written(tmp_path / "a.b (nieuw).xlsx", beside=True)
    assert written.path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.b (nieuw).xlsx", "a.b.xlsx"]


def test_when_the_successor_is_open_too_it_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    held_open(monkeypatch, {"a.xlsx", "a (nieuw).xlsx"})
    with pytest.raises(CannotWrite) as caught:
        files.put(tmp_path / "a.xlsx", b"new")
    assert caught.value.path == tmp_path / "a (nieuw).xlsx"
    assert caught.value.reason == "open-elsewhere"
    assert names(tmp_path) == ["a.xlsx"]


def test_a_full_disk_is_no_reason_to_write_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, os, "fsync", errno.ENOSPC)
    with pytest.raises(CannotWrite) as caught:
        files.put(tmp_path / "a.xlsx", b"new")
    assert caught.value.path == tmp_path / "a.xlsx"


def test_the_same_bytes_are_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"same")
    held_open(monkeypatch, {"a.xlsx"})
    assert files.put(tmp_path / "a.xlsx", b"same") == Written(tmp_path / "a.xlsx", beside=False)
    assert files.put(tmp_path / "a.xlsx", b"othr").beside


def test_digests(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert files.digest(b"abc") == files.digest_of(tmp_path / "a") == ABC


def test_content_digest_sees_parts_and_not_how_they_were_packed() -> None:
    parts = {"xl/a.xml": b"a" * 1000, "xl/b.xml": b"b"}
    turned = dict(reversed(parts.items()))
    hard, soft = zipped(parts), zipped(turned, level=0, year=2020)
    assert hard != soft
    assert files.content_digest(hard) == files.content_digest(soft) != files.digest(hard)


@pytest.mark.parametrize(
    "other",
    [{"a": b"1", "b": b"3"}, {"a": b"1", "c": b"2"}, {"a": b"1"}, {"a": b"2", "b": b"1"}, {"ab": b"12"}],
)
def test_content_digest_differs_when_a_name_or_a_byte_differs(other: dict[str, bytes]) -> None:
    assert files.content_digest(zipped({"a": b"1", "b": b"2"})) != files.content_digest(zipped(other))


def test_content_digest_of_what_is_no_whole_zip_is_the_ordinary_one() -> None:
    torn = bytearray(zipped({"a": b"1" * 500}))
    torn[35] ^= 0xFF
    assert files.content_digest(b"abc") == ABC
    assert files.content_digest(bytes(torn)) == files.digest(bytes(torn))
