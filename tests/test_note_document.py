"""The decision note as a Word document and as a PDF: whole, accessible, reproducible, and honest about its template."""

import io
import re
import zipfile
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args, get_type_hints

import docx
import pikepdf
import pytest

from planner import office
from planner.documents import note as document
from planner.documents import pdf, placeholders, template
from planner.documents.package import reproducible
from planner.places import Place
from planner.problems import message, remedy
from planner.records import Risk
from planner.views.note import Note
from planner.views.results import Results
from tests.build import NOWHERE, ceiling, frame
from tests.folders import copy_example
from tests.make_template import template as first_template
from tests.note import of_folder, part, results, rws, text

WHERE = Place("templates/oplegnotitie.docx")
HEADINGS = [
    "Gevraagd besluit", "Aanleiding", "Kernpunten", "Oorzaken", "Financiering", "Wat open staat", "Aannames",
    "Risico's", "Vervolg", "Bronnen",
]  # fmt: skip


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder: Path = copy_example(tmp_path_factory.mktemp("note"))
    return of_folder(folder)


@pytest.fixture(scope="module")
def made(example: Results) -> bytes:
    data, problems = document.note(example, document.shipped())
    assert problems == ()
    return data


def paragraphs(*texts: str) -> bytes:
    """Return a template of these paragraphs, with what a note needs at its end."""
    word = docx.Document()
    for one in texts:
        word.add_paragraph(one)
    for name in placeholders.NEEDED:
        word.add_paragraph(f"{{% if {name} %}}{{% endif %}}")
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def of_template(*texts: str, found: Results | None = None) -> tuple[bytes, list[tuple[str, str]]]:
    """Return the note of a template, and what is wrong with it: code and text."""
    data, problems = document.note(found or results(rws(("beheer", 100))), paragraphs(*texts), WHERE)
    assert all(remedy(one, "nl") and one.where == WHERE for one in problems)
    return data, [(one.code, message(one, "nl")) for one in problems]


# The document.


def test_the_headings_stand_in_the_order_that_a_board_expects(made: bytes) -> None:
    word = docx.Document(io.BytesIO(made))
    assert [one.text for one in word.paragraphs if one.style and one.style.name == "Heading 1"] == HEADINGS
    assert word.paragraphs[0].text == "Oplegnotitie plan en begroting 2027"


def test_the_note_holds_the_figures_of_the_example(made: bytes) -> None:
    lines = text(made).replace("\u00a0", " ")
    for expected in ("€ 1.250.973", "59.761", "39.477", "26 november 2026", "Voorbeeld: alle bedragen zijn verzonnen."):
        assert expected in lines
    assert "{" not in lines
    assert "Undefined" not in lines


def test_the_requested_decision_is_a_numbered_list_with_choices(made: bytes) -> None:
    word = docx.Document(io.BytesIO(made))
    styles = [one.style.name for one in word.paragraphs if one.style and one.style.name.startswith("List Number")]
    assert styles == ["List Number", "List Number 2", "List Number 2", "List Number", "List Number"]


def test_every_table_repeats_its_marked_heading_row(made: bytes) -> None:
    word = docx.Document(io.BytesIO(made))
    assert len(word.tables) == 5  # frame, causes, payers, risks, follow-up: nothing is open
    for table in word.tables:
        rows = re.findall(r"<w:tr[ >].*?</w:tr>", table._tbl.xml, re.DOTALL)
        assert "<w:tblHeader/>" in rows[0]
        assert not any("<w:tblHeader/>" in row for row in rows[1:])
        assert all("<w:cantSplit/>" in row for row in rows)
        assert 'w:firstRow="1"' in table._tbl.xml
        assert all(cell.text for row in table.rows for cell in row.cells)


def test_the_columns_of_a_table_fill_the_width_of_the_text(made: bytes) -> None:
    for grid in re.findall(r"<w:tblGrid>(.*?)</w:tblGrid>", part(made, "word/document.xml"), re.DOTALL):
        widths = [int(width) for width in re.findall(r'w:w="(\d+)"', grid)]
        assert abs(sum(widths) - 17.0 * 567) < 10


def test_headings_and_captions_stay_with_what_follows() -> None:
    word = docx.Document(io.BytesIO(document.shipped()))
    assert all(word.styles[name].paragraph_format.keep_with_next for name in ("Heading 1", "Heading 2", "Caption"))


def test_language_title_paper_and_page_numbers(made: bytes) -> None:
    word = docx.Document(io.BytesIO(made))
    assert 'w:lang w:val="nl-NL"' in part(made, "word/styles.xml")
    assert word.core_properties.language == "nl-NL"
    assert word.core_properties.title == "Oplegnotitie plan en begroting 2027"
    section = word.sections[0]
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    footer = next(name for name in zipfile.ZipFile(io.BytesIO(made)).namelist() if "footer" in name)
    assert {"PAGE", "NUMPAGES"} <= set(re.findall(r'w:instr="(\w+)"', part(made, footer)))


def test_every_picture_has_an_alternative_text(made: bytes) -> None:
    pictures = re.findall(r"<wp:docPr [^>]*>", part(made, "word/document.xml"))
    assert all('descr="' in one for one in pictures)


def test_nothing_of_the_machine_stands_in_it(made: bytes) -> None:
    core = docx.Document(io.BytesIO(made)).core_properties
    assert core.created
    assert core.created == core.modified
    assert core.created.isoformat().startswith("2023-11-09T00:00:00")
    assert core.last_modified_by == ""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist() == sorted(package.namelist())


def test_the_same_results_give_the_same_bytes(example: Results, made: bytes) -> None:
    assert document.note(example, document.shipped())[0] == made


def test_a_zip_made_later_in_another_order_gives_the_same_bytes() -> None:
    def zipped(names: list[str], year: int) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as package:
            for name in names:
                package.writestr(zipfile.ZipInfo(name, (year, 1, 2, 3, 4, 6)), name * 100)
        return made.getvalue()

    assert reproducible(zipped(["b", "a"], 2026)) == reproducible(zipped(["a", "b"], 2027))


def test_a_note_without_a_frame_leaves_the_columns_of_one_out() -> None:
    data, problems = document.note(results(rws(("beheer", 100))), document.shipped())
    word = docx.Document(io.BytesIO(data))
    assert problems == ()
    assert [cell.text for cell in word.tables[0].rows[0].cells] == ["Post", "Offerte"]


def test_text_of_workbooks_is_text_whatever_it_holds() -> None:
    odd = 'R&D <b> "q" {{ jaar }} {% if %} \x07\x0b\u200b regel\n twee é €'
    quote = rws(("beheer", 100))
    found = results(replace(quote, risks=(Risk(odd, None, None, "", NOWHERE),)), decided=frame(ceiling("beheer", 1)))
    data, problems = document.note(found, document.shipped())
    assert problems == ()
    assert any(
        cell.text == 'R&D <b> "q" {{ jaar }} {% if %} regel twee é €'
        for table in docx.Document(io.BytesIO(data)).tables
        for cell in table.columns[0].cells
    )


# The template.


def test_the_shipped_template_uses_no_name_that_does_not_exist() -> None:
    assert template.check(document.shipped(), document.SHIPPED) == ()


def test_the_maker_of_the_first_template_still_makes_one_that_works(example: Results) -> None:
    data = first_template()
    assert data == first_template()
    assert document.note(example, data)[1] == ()


def test_every_placeholder_shows_a_field_of_the_note() -> None:
    def hints(kind: Any) -> dict[str, Any]:
        return get_type_hints(kind) if is_dataclass(kind) else {}

    def look(known: tuple[placeholders.Placeholder, ...], kind: Any) -> None:
        types = hints(kind)
        assert {one.field for one in known} == {field.name for field in fields(kind)}
        for one in known:
            found = types[one.field]
            many = bool(get_args(found))
            assert one.many is many
            inner = get_args(found)[0] if many else found
            assert bool(one.parts) is is_dataclass(inner)
            if one.parts:
                look(one.parts, inner)

    look(placeholders.PLACEHOLDERS, Note)


def test_names_and_what_they_mean_can_be_listed() -> None:
    names = [name for name, _ in placeholders.listed()]
    assert "gevraagd_besluit[].keuzes[]" in names
    assert "tabel_kader.posten[].verschil" in names
    assert len(set(names)) == len(names)
    assert all(meaning for _, meaning in placeholders.listed())


def test_an_unknown_name_is_named_with_the_one_that_was_meant() -> None:
    data, found = of_template("{{ titel }}", "{{ kernpunt }}")
    assert data == b""
    assert found == [
        ("template-placeholder", "Het sjabloon gebruikt 'kernpunt', en dat bestaat niet. Bedoelt u kernpunten?")
    ]


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["{{ tabel_kader.title }}"], "tabel_kader.title"),
        (["{%p for rij in tabel_kader.posten %}", "{{ rij.bedrag }}", "{%p endfor %}"], "posten.bedrag"),
        (["{%p if kader_afwezig %}", "{%p endif %}"], "kader_afwezig"),
        (["{%p if not kader_aanwezig and False %}", "{{ nergens }}", "{%p endif %}"], "nergens"),
        (["{{ bedrag | upper }}"], "bedrag"),
    ],
)
def test_every_unknown_name_is_found_also_where_the_figures_do_not_come(texts: list[str], name: str) -> None:
    _, found = of_template(*texts)
    assert [code for code, _ in found] == ["template-placeholder"]
    assert f"'{name}'" in found[0][1]


def test_what_jinja_offers_within_a_loop_and_by_itself_is_allowed() -> None:
    data, found = of_template(
        "{%p for punt in kernpunten %}",
        "{{ loop.index }}. {{ punt }}{% if not loop.last %};{% endif %}",
        "{%p endfor %}",
        "{% set kop = titel | upper %}{{ kop }} {{ range(2) | join('-') }}",
    )
    assert found == []
    assert "OPLEGNOTITIE PLAN EN BEGROTING 2027 0-1" in text(data)
    assert "1. De offerte 2027" in text(data)


def test_a_name_in_a_header_or_footer_is_checked_too() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "{{ voettekst }}"
    made = io.BytesIO()
    word.save(made)
    codes = [(one.code, one.fact("found")) for one in template.check(made.getvalue(), WHERE)]
    assert ("template-placeholder", "voettekst") in codes


@pytest.mark.parametrize("wrong", ["{% if titel %}", "{{ titel }", "{% for x in %}{% endfor %}", "{{ titel | duur }}"])
def test_a_broken_instruction_is_shown_with_what_stands_around_it(wrong: str) -> None:
    data, found = of_template("goed: {{ jaar }}", wrong)
    assert data == b""
    assert [code for code, _ in found] == ["template-syntax"]


@pytest.mark.parametrize("attack", ["{{ titel.__class__.__mro__ }}", "{{ kernpunten.append(1) and ''.__class__ }}"])
def test_a_template_cannot_reach_outside_its_names(attack: str) -> None:
    data, found = of_template(attack)
    assert data == b""
    assert found[0][0] in {"template-unsafe", "template-placeholder"}


def test_what_goes_wrong_as_it_is_filled_in_is_a_problem_too() -> None:
    data, found = of_template("{{ titel + 1 }}")
    assert data == b""
    assert [code for code, _ in found] == ["template-failed"]


def test_a_template_without_the_decision_gives_a_warning_and_a_note() -> None:
    word = docx.Document()
    word.add_paragraph("{{ titel }}")
    made = io.BytesIO()
    word.save(made)
    data, problems = document.note(results(rws(("beheer", 100))), made.getvalue(), WHERE)
    assert data
    assert [(one.code, one.fact("expected")) for one in problems] == [
        ("template-without", name) for name in placeholders.NEEDED
    ]


@pytest.mark.parametrize("data", [b"", b"geen Word", b"PK\x03\x04 half", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    found, problems = document.note(results(rws(("beheer", 100))), data, WHERE)
    assert found == b""
    assert [one.code for one in problems] == ["template-not-word"]


def test_a_workbook_named_as_a_template_is_refused() -> None:
    from tests.tables import data

    problems = template.check(data({"Blad": [["a"]]}), WHERE)
    assert [one.code for one in problems] == ["template-not-word"]


# The PDF.


@pytest.fixture(scope="module")
def printed(libreoffice: None, made: bytes) -> bytes:
    data, problems = pdf.pdf(made, Place("2027/besluit/oplegnotitie-2027.pdf"))
    assert problems == ()
    assert data
    return data


def test_the_pdf_is_tagged_titled_and_dutch(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as found:
        root = found.Root
        assert "/StructTreeRoot" in root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "nl-NL"
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(found.docinfo.Title) == "Oplegnotitie plan en begroting 2027"
        with found.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata.pdfa_status) == ("2", "2B")


def test_the_example_takes_two_pages(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as found:
        assert len(found.pages) == 2


def test_headings_and_table_headings_are_tagged_as_such(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as found:
        tags = [
            str(one.S) for one in found.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one
        ]
    assert tags.count("/H1") == len(HEADINGS)
    assert tags.count("/TH") == 7 + 7 + 5 + 5 + 3  # every column of frame, causes, payers, risks, follow-up


def test_all_fonts_are_embedded(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as found:
        descriptors = [
            one
            for one in found.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert descriptors
        assert all(any(f"/FontFile{kind}" in one for kind in ("", "2", "3")) for one in descriptors)


def test_the_same_document_gives_the_same_pdf(made: bytes, printed: bytes) -> None:
    assert pdf.pdf(made, WHERE)[0] == printed


def test_the_pdf_holds_no_date_of_today(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as found:
        assert str(found.docinfo.CreationDate) == str(found.docinfo.ModDate) == "D:20231109000000Z"
        with found.open_metadata() as metadata:
            assert metadata["xmp:CreateDate"] == "2023-11-09T00:00:00Z"
        profile = found.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    assert [int.from_bytes(profile[i : i + 2], "big") for i in (24, 26, 28)] == [2023, 11, 9]


def test_without_libreoffice_it_says_what_to_install(made: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    data, problems = pdf.pdf(made, WHERE)
    assert data is None
    assert [one.code for one in problems] == ["office-missing"]
    assert "Installeer LibreOffice" in remedy(problems[0], "nl")


def test_libreoffice_that_makes_nothing_is_told(made: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise office.OfficeError("timeout", f"not ready within {timedelta(seconds=1)}")

    monkeypatch.setattr(office, "convert", fail)
    assert [one.code for one in pdf.pdf(made, WHERE)[1]] == ["office-failed"]
