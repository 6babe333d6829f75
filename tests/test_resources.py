"""The example and the templates are found in a checkout and in an installed wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from planner import resources

ROOT = Path(__file__).resolve().parents[1]


def test_in_the_checkout_they_stand_in_the_open() -> None:
    assert resources.example() == ROOT / "budgets"
    assert resources.templates() == ROOT / "templates"


def test_in_the_package_they_stand_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_resources" / "budgets").mkdir(parents=True)
    monkeypatch.setattr(resources, "_HOMES", (tmp_path / "_resources", ROOT))
    assert resources.example() == tmp_path / "_resources" / "budgets"


def test_a_damaged_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_HOMES", (tmp_path,))
    with pytest.raises(resources.ResourceMissing, match="templates"):
        resources.templates()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with this project's own packaging, and outputs lying in its example."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("pyproject.toml", ".gitignore", "planner/__init__.py", "planner/resources.py"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes((ROOT / name).read_bytes())
    workbooks = [
        "uitgangspunten.xlsx",
        "2026/opdracht-RWS-2026.xlsx",
        "2027/kader-2027.xlsx",
        "2027/offertes/RWS.xlsx",
        "2027/vergelijking-2027.xlsx",
        "2027/vergelijking-2027 (nieuw).xlsx",
        "2027/tbo-offerte-2027.xlsx",
        "2027/begroting-2027.xlsx",
        "2027/opdracht-RWS-2027.xlsx",
        "2027/opdracht-keten-2027.xlsx",
        "2027/uitvraag/uitvraag-RWS-2027.xlsx",
        "2027/besluit/besluit.docx",
        "2027/~$kader-2027.xlsx",
        "archief/00ff.xlsx",
        "register/000001.json",
    ]
    for name in ["README.md", "templates/README.md", *(f"budgets/{name}" for name in workbooks)]:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(checkout / "dist")]
    done = subprocess.run([*build, str(checkout)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return next((checkout / "dist").glob("planner-*.whl"))


def test_the_wheel_carries_inputs_and_no_outputs(wheel: Path) -> None:
    inside = "planner/_resources/"
    with zipfile.ZipFile(wheel) as archive:
        carried = {name.removeprefix(inside) for name in archive.namelist() if name.startswith(inside)}
    assert carried == {
        "budgets/uitgangspunten.xlsx",
        "budgets/2026/opdracht-RWS-2026.xlsx",
        "budgets/2027/kader-2027.xlsx",
        "budgets/2027/offertes/RWS.xlsx",
        "templates/README.md",
    }


def test_an_unpacked_wheel_finds_them(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    ask = "from planner import resources; print(resources.example()); print(resources.templates())"
    environment = {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    home = tmp_path.resolve() / "planner" / "_resources"
    assert done.stdout.splitlines() == [str(home / "budgets"), str(home / "templates")]
