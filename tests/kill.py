"""Kills runs at random moments, two at once, and looks whether every file is whole and the next run repairs the rest.

`python -m tests.kill 300` is the soak; the suite does a few. Each time another version of a quote lies there, so that
every run has work to do. The processes are forked after the imports, so that all moments lie within the run itself.
Most of those moments fall where it calculates; therefore a run is also killed right before each thing that it does to
the disk, one after the other (`python -m tests.kill steps`).
"""

import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from planner.files import digest
from planner.register import Register
from planner.running.audit import audit
from planner.running.run import run
from planner.workspace import Workspace
from tests.folders import RWS, change, copy_example, files, next_version

YEAR = 2027
RECORD = ("archief/", "register/")


class Arena:
    """A workspace in which runs are killed, beside what each version of its inputs must come to."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = copy_example(folder / "arena")
        self._home = folder
        self._chance = random.Random(seed)
        self._versions = [(self.folder / RWS).read_bytes(), *map(self._version, (1, 2))]
        self._expected: dict[int, dict[str, bytes]] = {}
        self._now = 0
        self.whole = 0
        start = time.perf_counter()
        self.expected()
        self.longest = time.perf_counter() - start

    def _version(self, more: int) -> bytes:
        path = next_version(self.folder)
        change(path, "Kosten", L2=251399.5 + more, K2=1005598 + more)
        data = path.read_bytes()
        path.unlink()
        return data

    def expected(self) -> dict[str, bytes]:
        """Return what a run without kills writes of the version that lies there now."""
        if self._now not in self._expected:
            clean = copy_example(self._home / f"clean-{self._now}")
            (clean / RWS).write_bytes(self._versions[self._now])
            found = run(Workspace(clean), YEAR)
            assert found.written, found
            assert not found.refused, found.refused
            self._expected[self._now] = outputs(clean)
        return self._expected[self._now]

    def hand_in(self) -> None:
        """Put the next version there, as a synchronised folder does: of three, so that it is never what was."""
        self._now = (self._now + 1) % len(self._versions)
        beside = self.folder / "handed-in"
        beside.write_bytes(self._versions[self._now])
        beside.replace(self.folder / RWS)

    def kill_before(self, step: int) -> bool:
        """Kill one run right before the nth thing that it does to the disk; False where it never came so far."""
        self.hand_in()
        _, status = os.waitpid(forked(self.folder, step), 0)
        self.look()
        return os.WIFSIGNALED(status)

    def kill_after(self, name: str) -> bool:
        """Kill one run right after a file whose name ends so got it, before it does anything more to the disk."""
        self.hand_in()
        _, status = os.waitpid(forked(self.folder, after=name), 0)
        self.look()
        return os.WIFSIGNALED(status)

    def kill(self, processes: int = 2) -> None:
        """Hand in the other version, start runs at once, kill them at a random moment, and look at what is there."""
        self.hand_in()
        children = [forked(self.folder) for _ in range(processes)]
        for child in children:
            time.sleep(self._chance.random() * self.longest * 1.2 / processes)
            os.kill(child, signal.SIGKILL)
        for child in children:
            _, status = os.waitpid(child, 0)
            assert os.WIFSIGNALED(status) or not os.WEXITSTATUS(status)
            self.whole += os.WIFEXITED(status)
        self.look()

    def look(self) -> None:
        """Every file is whole and known, whatever was going on; the chain holds."""
        register = Register(self.folder)
        assert register.faults() == (), register.faults()
        for path, key in register.archive.all():
            assert digest(path.read_bytes()) == key, path
        for name, data in outputs(self.folder).items():
            assert register.archive.holds(digest(data)), f"{name} is not ours"
            if name.endswith((".xlsx", ".docx")):
                assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None, f"{name} is torn"

    def repair(self) -> None:
        """The next run leaves what a run without kills leaves, and one after that has nothing to do."""
        found = run(Workspace(self.folder), YEAR)
        assert not found.refused, found.refused
        there, expected = outputs(self.folder), self.expected()
        assert there.keys() == expected.keys(), there.keys() ^ expected.keys()
        assert [name for name in there if there[name] != expected[name]] == []
        assert audit(Register(self.folder)).first is None
        assert run(Workspace(self.folder), YEAR).nothing


def outputs(folder: Path) -> dict[str, bytes]:
    """Return what stands in a workspace beside archive, register and what a killed process was writing."""
    return {
        name: data
        for name, data in files(folder).items()
        if not name.startswith(RECORD) and "/.planner-" not in name and "/opdracht-" not in f"/{name}"
        and "/offertes/" not in name and name not in {"uitgangspunten.xlsx", "strategie-2026-2029.xlsx"}
        and "/kader-" not in name
    }  # fmt: skip


def forked(folder: Path, dies_before: int = 0, after: str = "") -> int:
    """Start a run in a process of its own and return its number; it kills itself at a step, if one is given."""
    child = os.fork()
    if child:
        return child
    failed = True
    try:
        if dies_before or after:
            sys.addaudithook(Death(folder, dies_before, after))
        run(Workspace(folder), YEAR)
        failed = False
    finally:
        os._exit(failed)


class Death:
    """Counts what a process does to the files of a folder; kills it right before the nth, or after a name is given."""

    def __init__(self, folder: Path, step: int, after: str) -> None:
        self._folder = str(folder)
        self._left = step
        self._after = after

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        writes = event in {"os.rename", "os.link", "os.remove"}
        if event == "open" and isinstance(arguments[2], int):
            writes = bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if writes and str(arguments[0]).startswith(self._folder):
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)
            if self._after and event in {"os.rename", "os.link"} and str(arguments[1]).endswith(self._after):
                self._left = 1


def every_step(folder: Path) -> int:
    """Kill a run before each step of it, repairing after each; return how many steps there were."""
    arena = Arena(folder, 0)
    step = 1
    while arena.kill_before(step):
        arena.repair()
        step += 1
    arena.repair()
    return step - 1


def main() -> None:
    """Kill as often as is asked, repairing after each."""
    if sys.argv[1:] == ["steps"]:
        with tempfile.TemporaryDirectory(prefix="kill-") as place:
            print(f"killed before each of {every_step(Path(place))} steps")
        return
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    folder = Path(tempfile.mkdtemp(prefix="kill-"))
    arena = Arena(folder, seed)
    print(f"seed {seed}, a run takes {arena.longest:.2f} s", flush=True)
    for number in range(1, times + 1):
        arena.kill()
        arena.repair()
        if number % 25 == 0:
            entries = len(Register(arena.folder).entries())
            print(f"{number} times two runs killed, {arena.whole} ended before it, {entries} entries", flush=True)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
