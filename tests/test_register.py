"""Archive and register: what is kept, what an entry is, and that two processes at once both succeed."""

import errno
import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.files import CannotWrite, clear_abandoned, write_new
from planner.register import Entry, Kind, Register, Stand, issue, parse
from planner.register.entry import entry
from tests.folders import files


def codes(register: Register) -> list[str]:
    return [one.code for one in Register(register.workspace).faults()]


def three(folder: Path) -> Register:
    """Three entries: a quote that came in, a decision, a note on it."""
    register = Register(folder)
    register.add(Kind.RECEIVED, 2027, "quote", "2027/offertes/rws.xlsx", b"quote", facts={"version": "1"})
    register.add(Kind.DECIDED, 2027, "decision", facts={"outcome": "held"})
    register.add(Kind.DECIDED, 2027, "decision", facts={"outcome": "adopted"})
    return register


def test_an_entry_carries_the_digest_of_the_one_before_it(tmp_path: Path) -> None:
    three(tmp_path)
    first, second, third = (tmp_path / f"register/00000{number}.json" for number in (1, 2, 3))
    content = json.loads(second.read_text())
    assert json.loads(first.read_text())["previous"] == ""
    assert content["previous"] == hashlib.sha256(first.read_bytes()).hexdigest()
    assert json.loads(third.read_text())["previous"] == hashlib.sha256(second.read_bytes()).hexdigest()
    assert list(content) == sorted(content)
    assert set(content) == {"number", "previous", "kind", "year", "what", "path", "digest", "facts", "check"}
    assert codes(Register(tmp_path)) == []


def test_what_came_in_can_be_had_back_as_it_was(tmp_path: Path) -> None:
    register = three(tmp_path)
    received = register.entries(2027)[0]
    assert received.digest == hashlib.sha256(b"quote").hexdigest()
    assert register.archived(received.digest) == b"quote"
    assert (tmp_path / f"archief/{received.digest}.xlsx").read_bytes() == b"quote"
    assert register.archived("0" * 64) is None
    assert register.archived("../../etc/passwd") is None


def test_bytes_that_no_longer_belong_to_their_name_are_not_handed_out_and_are_put_right(tmp_path: Path) -> None:
    register = three(tmp_path)
    key = register.entries()[0].digest
    (tmp_path / f"archief/{key}.xlsx").write_bytes(b"torn")
    assert register.archived(key) is None
    register.archive.keep(b"quote", "rws.xlsx")
    assert register.archived(key) == b"quote"


def test_the_latest_of_a_kind_and_the_entries_of_a_year(tmp_path: Path) -> None:
    register = three(tmp_path)
    register.add(Kind.RECEIVED, None, "reference", "uitgangspunten.xlsx", b"values")
    register.add(Kind.DECIDED, 2028, "decision", facts={"outcome": "held"})
    latest = register.latest(Kind.DECIDED, 2027)
    assert latest is not None
    assert (latest.number, latest.fact("outcome"), latest.fact("reference")) == (3, "adopted", "")
    assert register.latest(Kind.ACCEPTED) is None
    assert [one.number for one in register.entries(2027)] == [1, 2, 3, 4]
    assert [one.number for one in register.entries(2028)] == [4, 5]
    assert [one.number for one in Register(tmp_path).entries()] == [1, 2, 3, 4, 5]


def test_saying_the_same_again_is_one_entry_and_going_back_is_a_new_one(tmp_path: Path) -> None:
    register = three(tmp_path)
    assert register.add(Kind.DECIDED, 2027, "decision", facts={"outcome": "adopted"}).number == 3
    assert register.add(Kind.DECIDED, 2027, "decision", facts={"outcome": "held"}).number == 4
    for number, kind in enumerate((Kind.ACCEPTED, Kind.SENT_BACK, Kind.ACCEPTED), 5):
        assert register.add(kind, 2027, "offer", facts={"by": "hoofd"}).number == number
    assert register.add(Kind.ACCEPTED, 2027, "offer", facts={"by": "hoofd"}).number == 7


@pytest.mark.parametrize("path", ["/etc/passwd", "../x.xlsx", "2027/../../x.xlsx", "C:/x.xlsx"])
def test_no_entry_leads_out_of_the_workspace(path: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="workspace"):
        Register(tmp_path).add(Kind.RECEIVED, 2027, "quote", path)


def faulty(data: bytes) -> str:
    found = parse(data, 1)
    return "" if isinstance(found, Entry) else found.code


def test_whatever_stands_in_an_entry_is_an_entry_or_a_problem() -> None:
    good = Entry(1, "", Kind.DECIDED, 2027, "decision", facts=(("outcome", "held"),)).to_bytes()
    assert parse(good, 1) == Entry(1, "", Kind.DECIDED, 2027, "decision", facts=(("outcome", "held"),))
    for bad in (
        b"", b"{", b"[]", b"\xff", b"[" * 100_000, good[:-20], good.replace(b'"number": 1', b'"number": 2'),
        good.replace(b"held", b"adopted"), good.replace(b"decided", b"dreamt"), good.replace(b"2027", b'"2027"'),
        good.replace(b'"path": ""', b'"path": "/etc/passwd"'), good + b" ",
    ):  # fmt: skip
        assert faulty(bad) == "entry-faulty", bad


def test_an_edited_last_entry_shows_although_nothing_follows_it(tmp_path: Path) -> None:
    register = three(tmp_path)
    last = tmp_path / "register/000003.json"
    last.write_text(last.read_text().replace("adopted", "amended"))
    assert codes(register) == ["entry-faulty"]
    assert Register(tmp_path).latest(Kind.DECIDED).number == 2  # type: ignore[union-attr]


def test_an_edited_entry_with_a_new_check_breaks_the_chain(tmp_path: Path) -> None:
    register = three(tmp_path)
    second = register.entries()[1]
    forged = Entry(2, second.previous, Kind.DECIDED, 2027, "decision", facts=(("outcome", "amended"),))
    (tmp_path / "register/000002.json").write_bytes(forged.to_bytes())
    assert codes(register) == ["chain-broken"]


def test_a_missing_entry_is_told_and_its_number_is_not_given_again(tmp_path: Path) -> None:
    register = three(tmp_path)
    (tmp_path / "register/000002.json").unlink()
    (fault,) = Register(tmp_path).faults()
    assert (fault.code, fault.fact("first"), fault.fact("last")) == ("entry-missing", 2, 2)
    assert Register(tmp_path).add(Kind.DECIDED, 2027, "decision", facts={"outcome": "held"}).number == 4
    assert codes(register) == ["entry-missing"]


@pytest.mark.parametrize(
    "name", ["000003 (conflicted copy).json", "000003-PC-VAN-JAN.json", "0000004.json", "000004.JSON", "note.txt"]
)
def test_a_file_that_is_no_entry_is_named_and_does_not_count(name: str, tmp_path: Path) -> None:
    register = three(tmp_path)
    (tmp_path / "register" / name).write_bytes((tmp_path / "register/000003.json").read_bytes())
    (fault,) = Register(tmp_path).faults()
    assert (fault.code, fault.where.workbook) == ("entry-extra", f"register/{name}")
    assert len(Register(tmp_path).entries()) == 3
    assert register.add(Kind.DECIDED, 2027, "decision", facts={"outcome": "held"}).number == 4


def test_a_number_that_somebody_else_took_meanwhile_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, fast = Register(tmp_path), Register(tmp_path)
    real = write_new

    def interrupted(path: Path, data: bytes) -> bool:
        monkeypatch.setattr("planner.register.store.write_new", real)
        fast.add(Kind.DECIDED, 2027, "decision", facts={"outcome": "held"})
        return real(path, data)

    monkeypatch.setattr("planner.register.store.write_new", interrupted)
    assert slow.add(Kind.ACCEPTED, 2027, "offer", facts={"by": "hoofd"}).number == 2
    assert codes(slow) == []


def test_what_somebody_else_enters_while_we_look_is_not_entered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, fast = Register(tmp_path), Register(tmp_path)
    real = Path.iterdir

    def interrupted(folder: Path) -> Iterator[Path]:
        seen = list(real(folder)) if folder.is_dir() else []
        monkeypatch.setattr(Path, "iterdir", real)
        fast.add(Kind.DECIDED, 2027, "decision", facts={"outcome": "held"})
        return iter(seen)

    (tmp_path / "register").mkdir()
    monkeypatch.setattr(Path, "iterdir", interrupted)
    assert slow.add(Kind.DECIDED, 2027, "decision", facts={"outcome": "held"}).number == 1
    assert [one.number for one in Register(tmp_path).entries()] == [1]


ADDER = """
import sys
from pathlib import Path
from planner.register import Kind, Register
register = Register(Path(sys.argv[1]))
for i in range(int(sys.argv[3])):
    register.add(Kind.ISSUED, 2027, "note", f"2027/{sys.argv[2]}-{i}.txt", f"{sys.argv[2]} {i}".encode())
"""


def add_at_once(folder: Path, processes: int, each: int, prelude: str = "") -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", prelude + ADDER, str(folder), f"p{number}", str(each)])
        for number in range(processes)
    ]
    assert [process.wait(60) for process in running] == [0] * processes


NO_LINKS = """
import errno, os
def refuse(*_, **__): raise OSError(errno.EPERM, "no links here")
os.link = refuse
"""


@pytest.mark.parametrize("prelude", ["", NO_LINKS], ids=["links", "no links"])
def test_processes_that_add_at_once_all_succeed_and_the_chain_holds(prelude: str, tmp_path: Path) -> None:
    add_at_once(tmp_path, 3, 20, prelude)
    register = Register(tmp_path)
    assert register.faults() == ()
    entries = register.entries()
    assert [one.number for one in entries] == list(range(1, 61))
    assert {one.path for one in entries} == {f"2027/p{p}-{i}.txt" for p in range(3) for i in range(20)}
    assert all(register.archived(one.digest) for one in entries)


def test_threads_that_want_one_name_at_once_get_it_once(tmp_path: Path) -> None:
    got: list[bool] = []
    threads = [
        threading.Thread(target=lambda i=i: got.append(write_new(tmp_path / "one", b"%d" % i))) for i in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False] * 15 + [True]
    assert list(files(tmp_path)) == ["one"]


def test_without_links_a_name_that_is_taken_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    monkeypatch.setattr(os, "link", refuse)
    assert write_new(tmp_path / "000001.json", b"first")
    assert not write_new(tmp_path / "000001.json", b"second")
    assert files(tmp_path)["000001.json"] == b"first"


def test_a_disk_that_is_full_leaves_no_entry_and_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = three(tmp_path)
    before = files(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite) as refused:
        register.add(Kind.RECEIVED, 2027, "quote", "2027/offertes/koop.xlsx", b"other")
    assert refused.value.reason == "disk-full"
    assert files(tmp_path) == before


def test_what_a_killed_process_left_is_removed_when_it_is_nobodys(tmp_path: Path) -> None:
    old, young = tmp_path / ".planner-old.tmp", tmp_path / ".planner-young.tmp"
    old.touch()
    young.touch()
    os.utime(old, (time.time() - 3600,) * 2)
    clear_abandoned(tmp_path)
    clear_abandoned(tmp_path / "nowhere")
    assert list(files(tmp_path)) == [".planner-young.tmp"]


PATH = "2027/begroting-2027.xlsx"


def test_what_is_issued_is_archived_written_and_entered_once(tmp_path: Path) -> None:
    register = Register(tmp_path)
    first = issue(register, 2027, "budget", PATH, b"one", facts={"inputs": "x"})
    again = issue(register, 2027, "budget", PATH, b"one", facts={"inputs": "x"})
    assert (first.stand, first.changed, again.stand, again.changed) == (Stand.WRITTEN, True, Stand.SAME, False)
    assert first.entry == again.entry
    assert issue(register, 2027, "budget", PATH, b"two").stand is Stand.WRITTEN
    assert (tmp_path / PATH).read_bytes() == b"two"
    assert register.archived(first.entry.digest) == b"one"


def test_what_a_person_changed_is_never_overwritten(tmp_path: Path) -> None:
    register = Register(tmp_path)
    issue(register, 2027, "budget", PATH, b"one")
    (tmp_path / PATH).write_bytes(b"mine")
    new = issue(register, 2027, "budget", PATH, b"two")
    assert (new.path, new.stand) == ("2027/begroting-2027 (nieuw).xlsx", Stand.BESIDE_CHANGED)
    (tmp_path / new.path).write_bytes(b"mine too")
    newer = issue(register, 2027, "budget", PATH, b"three")
    assert newer.path == "2027/begroting-2027 (nieuw 2).xlsx"
    assert newer.entry.fact("beside") == newer.path
    there = {name: data for name, data in files(tmp_path).items() if name.startswith("2027/")}
    assert there == {PATH: b"mine", new.path: b"mine too", newer.path: b"three"}


def test_what_somebody_handed_in_is_theirs_although_the_archive_has_it(tmp_path: Path) -> None:
    register = Register(tmp_path)
    issue(register, 2027, "assignment", PATH, b"one")
    (tmp_path / PATH).write_bytes(b"changed and handed in")
    register.add(Kind.RECEIVED, 2027, "assignment", PATH, b"changed and handed in")
    assert issue(register, 2027, "assignment", PATH, b"two").stand is Stand.BESIDE_CHANGED


def test_once_the_place_is_free_the_file_beside_it_goes(tmp_path: Path) -> None:
    register = Register(tmp_path)
    (tmp_path / "2027").mkdir()
    (tmp_path / PATH).write_bytes(b"mine")
    issue(register, 2027, "budget", PATH, b"one")
    (tmp_path / PATH).unlink()
    done = issue(register, 2027, "budget", PATH, b"two")
    assert (done.path, done.stand) == (PATH, Stand.WRITTEN)
    assert [path.name for path in (tmp_path / "2027").iterdir()] == ["begroting-2027.xlsx"]


def test_after_a_kill_between_output_and_entry_we_know_our_own_work(tmp_path: Path) -> None:
    register = Register(tmp_path)
    register.archive.keep(b"one", PATH)
    (tmp_path / "2027").mkdir()
    (tmp_path / PATH).write_bytes(b"one")  # and here it was killed
    assert issue(register, 2027, "budget", PATH, b"two").path == PATH


def test_a_target_that_is_open_elsewhere_gets_the_new_file_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = Register(tmp_path)
    issue(register, 2027, "budget", PATH, b"one")
    real = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target.name == "begroting-2027.xlsx":
            raise PermissionError(errno.EACCES, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    new = issue(register, 2027, "budget", PATH, b"two")
    assert (new.path, new.stand) == ("2027/begroting-2027 (nieuw).xlsx", Stand.BESIDE_OPEN)
    assert (tmp_path / PATH).read_bytes() == b"one"


def test_entry_needs_a_kind_that_exists() -> None:
    with pytest.raises(ValueError, match="dreamt"):
        entry("dreamt", 2027, "x", "", key="", facts={})  # type: ignore[arg-type]
