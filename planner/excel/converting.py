"""Makes workbooks of what other programs save (.ods, .xls, .xlsb, Strict), through LibreOffice; reads no sheet.

Only what passed the gate comes here. Formulas keep the values that their sender saw, links are not followed, and a
conversion has limits of time and memory like any other reading.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner import office
from planner.excel.apart import MEMORY
from planner.excel.package import PACKING_ERRORS, Broken, Package
from planner.files import digest
from planner.office import OfficeError
from planner.problems import Problem, Words, problem

SECONDS, SECONDS_EACH = 60.0, 10.0

Convert = Callable[[bytes, Problem], bytes | Problem]
"""Makes an .xlsx of a file that the gate refused by name, or says why not."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a file is, and the ending by which LibreOffice knows it."""

    name: Words
    ending: str


CONVERTIBLE = {
    "file-opendocument": Source(Words("een OpenDocument-rekenblad", "an OpenDocument spreadsheet"), ".ods"),
    "file-old-excel": Source(Words("een oude Excel-werkmap (.xls)", "an old Excel workbook (.xls)"), ".xls"),
    "file-binary": Source(Words("een binaire Excel-werkmap (.xlsb)", "a binary Excel workbook (.xlsb)"), ".xlsb"),
    "file-strict": Source(Words("een Strict Open XML-werkmap", "a Strict Open XML workbook"), ".xlsx"),
}
"""What the gate refuses by name and LibreOffice can read, by the code of the refusal."""
_REASONS: dict[office.Reason, Words] = {
    "missing": Words("LibreOffice is niet geïnstalleerd", "LibreOffice is not installed"),
    "unreadable": Words("het is beschadigd of versleuteld", "it is damaged or encrypted"),
    "timeout": Words("het duurde te lang", "it took too long"),
    "failed": Words("het is beschadigd, versleuteld of te groot", "it is damaged, encrypted or too large"),
}


class Converter:
    """Converts every content once; what was made waits in a temporary folder as long as the converter lives."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._made: dict[str, Path | Words] = {}

    def prepare(self, files: Iterable[tuple[bytes, Problem]]) -> None:
        """Convert files in one call of LibreOffice, which costs little more than one of them does."""
        if office.find() is None:
            return
        waiting: dict[str, Path] = {}
        for data, refused in files:
            name = digest(data)
            if name not in self._made and name not in waiting:
                waiting[name] = self._put(data, name, refused)
        if not waiting:
            return
        try:
            made = self._convert(list(waiting.values()))
        except OfficeError:
            made = [self._alone(path) for path in waiting.values()]
        self._made.update(zip(waiting, made, strict=True))
        for path in waiting.values():
            path.unlink(missing_ok=True)

    def __call__(self, data: bytes, refused: Problem) -> bytes | Problem:
        """Return the file as .xlsx; its refusal where LibreOffice is not installed, and else why it failed."""
        if office.find() is None:
            return refused
        self.prepare([(data, refused)])
        made = self._made[digest(data)]
        if isinstance(made, Path):
            book = made.read_bytes()
            if not _was_text(book, made.stem):
                return book
            made = _REASONS["failed"]
        return problem("file-not-converted", refused.where, found=CONVERTIBLE[refused.code].name, reason=made)

    def _put(self, data: bytes, name: str, refused: Problem) -> Path:
        path = self._place() / f"{name}{CONVERTIBLE[refused.code].ending}"
        path.write_bytes(data)
        return path

    def _place(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="planner-convert-", ignore_cleanup_errors=True)
        return Path(self._folder.name)

    def _convert(self, paths: Sequence[Path]) -> list[Path | Words]:
        out, seconds = self._place() / "out", SECONDS + SECONDS_EACH * len(paths)
        return list(office.convert(paths, "xlsx", out, timeout=seconds, recalculate=False, memory=MEMORY))

    def _alone(self, path: Path) -> Path | Words:
        try:
            return self._convert([path])[0]
        except OfficeError as error:
            return _REASONS[error.reason]


def _was_text(book: bytes, name: str) -> bool:
    """Tell whether LibreOffice took a file for lines of text: it calls the one sheet of those after the file."""
    try:
        sheets = Package(book).sheets
    except (Broken, *PACKING_ERRORS):
        return False
    return len(sheets) == 1 and len(sheets[0].name) > 20 and name.startswith(sheets[0].name)
