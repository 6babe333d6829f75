"""Which file is which, whatever the disk's order and whatever else lies in the folders."""

import pytest

from planner.workspace import Workspace


@pytest.fixture
def folder(tmp_path):
    for name in (
        "uitgangspunten.xlsx",
        "strategie-2026-2029.xlsx",
        "2026/opdracht-RWS-2026.xlsx",
        "2026/opdracht-keten-2026.xlsx",
        "2026/verslag.docx",
        "2027/kader-2027.xlsx",
        "2027/Kader-2027-v2.XLSX",
        "2027/~$kader-2027.xlsx",
        "2027/vergelijking-2027.xlsx",
        "2027/offertes/RWS definitief (2).xlsx",
        "2027/offertes/b.ods",
        "2027/offertes/.DS_Store",
        "2027/offertes/Thumbs.db",
        "2027/offertes/.~lock.b.ods#",
        "2027/offertes/oud/RWS.xlsx",
        "2025/notulen.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


def names(paths):
    return [path.name for path in paths]


def test_each_file_in_its_place(folder):
    inputs = Workspace(folder).inputs(2027)
    assert inputs.reference == folder / "uitgangspunten.xlsx"
    assert names(inputs.strategies) == ["strategie-2026-2029.xlsx"]
    assert names(inputs.frames) == ["Kader-2027-v2.XLSX", "kader-2027.xlsx", "~$kader-2027.xlsx"]
    assert names(inputs.quotes) == [".~lock.b.ods#", "b.ods", "RWS definitief (2).xlsx"]
    assert names(inputs.folders) == ["oud"]


def test_the_assignment_of_the_whole_chain_is_no_source_of_lines(folder):
    assert names(Workspace(folder).inputs(2027).assignments) == ["opdracht-RWS-2026.xlsx"]


def test_years_are_those_with_a_frame_or_quotes(folder):
    assert Workspace(folder).years() == (2027,)


def test_names_are_paths_in_the_workspace_with_slashes(folder):
    workspace = Workspace(folder)
    assert workspace.name(folder / "2027" / "kader-2027.xlsx") == "2027/kader-2027.xlsx"
    outside = folder.parent / "elders.xlsx"
    assert workspace.name(outside) == outside.as_posix()


def test_an_empty_folder_has_no_inputs(tmp_path):
    inputs = Workspace(tmp_path).inputs(2027)
    assert (inputs.quotes, inputs.frames, inputs.assignments) == ((), (), ())
