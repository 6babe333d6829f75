"""Makes the first Word template of the decision note; run as `python -m tests.make_template`.

Afterwards the template is edited in Word: this is how it came about, and how to begin again. It is written once and
not overwritten, unless asked: `python -m tests.make_template --again`.
"""

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from planner.documents.package import reproducible

TEMPLATE = Path(__file__).parents[1] / "templates" / "oplegnotitie.docx"
FONT, INK, LINE, SHADE = "Calibri", RGBColor(0x15, 0x42, 0x73), "8EA9C1", "E6EDF4"
TEXT_WIDTH = 17.0
RIGHT, LEFT = True, False
UNWANTED = ("/thumbnail", "/stylesWithEffects", "/customXml")

Columns = Sequence[tuple[str, str, float, bool]]
"""Of each column: heading, placeholder in a row, width in cm, and whether it is a figure (to the right)."""

FRAME: Columns = (
    ("Post", "post", 4.3, LEFT),
    ("Toets", "toets", 2.1, LEFT),
    ("Kader", "kader", 1.6, RIGHT),
    ("Offerte", "offerte", 2.5, RIGHT),
    ("Verschil", "verschil", 2.5, RIGHT),
    ("Effect", "effect", 1.7, LEFT),
    ("Oordeel", "oordeel", 2.3, LEFT),
)
OFFER: Columns = (("Post", "post", 12.0, LEFT), ("Offerte", "offerte", 5.0, RIGHT))
CHANGES: Columns = (
    ("Post", "post", 4.3, LEFT),
    ("Vorig jaar", "vorig_jaar", 1.9, RIGHT),
    ("Offerte", "offerte", 2.7, RIGHT),
    ("Verschil", "verschil", 1.9, RIGHT),
    ("Effect", "effect", 1.7, LEFT),
    ("In %", "aandeel", 1.5, RIGHT),
    ("Toelichting op", "toelichting", 3.0, LEFT),
)
PAYERS: Columns = (
    ("Bijdragende partij", "partij", 6.2, LEFT),
    ("Kader", "kader", 2.7, RIGHT),
    ("Offerte", "offerte", 2.7, RIGHT),
    ("Verschil", "verschil", 2.7, RIGHT),
    ("Effect", "effect", 2.7, LEFT),
)
SHARES: Columns = (("Bijdragende partij", "partij", 12.0, LEFT), ("Offerte", "offerte", 5.0, RIGHT))
OPEN: Columns = (
    ("Wat", "wat", 4.2, LEFT),
    ("Partij", "partij", 3.6, LEFT),
    ("Post", "post", 4.2, LEFT),
    ("Waar", "plaats", 5.0, LEFT),
)
RISKS: Columns = (
    ("Risico", "risico", 5.8, LEFT),
    ("Partij", "partij", 2.9, LEFT),
    ("Kans", "kans", 1.3, RIGHT),
    ("Gevolg", "gevolg", 2.2, RIGHT),
    ("Maatregel", "maatregel", 4.8, LEFT),
)
STEPS: Columns = (("Datum", "datum", 3.6, LEFT), ("Wat", "wat", 10.4, LEFT), ("Wie", "wie", 3.0, LEFT))


def template() -> bytes:
    """Return the template, the same bytes every time."""
    document = docx.Document()
    _page(document)
    _styles(document)
    _numbering(document)
    _head(document)
    _decision(document)
    _figures(document)
    _rest(document)
    _footer(document)
    _bare(document)
    buffer = io.BytesIO()
    document.core_properties.title = "Sjabloon oplegnotitie"
    document.core_properties.author = "planner"
    document.core_properties.comments = ""
    document.save(buffer)
    return reproducible(buffer.getvalue())


def _bare(document: Any) -> None:
    """Leave out what the default document of python-docx carries along: a picture of it, and styles for Word 2010."""
    for rels in (document.part.package.rels, document.part.rels):
        for number in [n for n, rel in rels.items() if rel.reltype.endswith(UNWANTED)]:
            del rels[number]


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.7), Cm(1.7)
    section.header_distance = section.footer_distance = Cm(0.8)
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    settings.append(
        parse_xml(
            f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        )
    )


def _styles(document: Any) -> None:
    styles = document.styles
    for style in list(styles.element.findall(qn("w:style"))):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) != "TableNormal":
            styles.element.remove(style)
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/>'))
    _style(styles["Normal"], 10, after=3)
    _style(styles["Title"], 17, bold=True, color=INK, after=2)
    _style(styles["Heading 1"], 12, bold=True, color=INK, before=7, after=2, keep=True)
    _style(styles["Heading 2"], 10.5, bold=True, color=INK, before=6, after=2, keep=True)
    _style(styles["Caption"], 9, bold=True, before=5, after=2, keep=True)
    _style(styles["List Bullet"], 10, after=2)
    _style(styles["List Number"], 10, after=3)
    _style(styles["List Number 2"], 10, after=2)
    _style(styles["Footer"], 8.5)
    for tabs in styles["Footer"].element.iter(qn("w:tabs")):
        tabs.getparent().remove(tabs)
    for border in styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    for name, size, after, keep in (
        ("Kopgegevens", 10, 0, False),
        ("Opmerking", 10, 4, False),
        ("Aanhef", 10, 3, True),
        ("Tabeltekst", 9, 0, False),
        ("Tabelnoot", 8.5, 4, False),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _style(style, size, after=after, keep=keep, bold=name == "Opmerking")
    head = styles["Kopgegevens"].paragraph_format
    head.tab_stops.add_tab_stop(Cm(2.6))
    head.left_indent, head.first_line_indent = Cm(2.6), Cm(-2.6)
    note = styles["Tabelnoot"].paragraph_format
    note.space_before = Pt(2)
    styles.element.append(parse_xml(_table_style()))


def _style(
    style: Any, size: float, *, bold: bool = False, color: Any = None, before: float = 0, after: float = 0,
    keep: bool = False,
) -> None:  # fmt: skip
    font, form = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = color or RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keep
    form.line_spacing, form.widow_control = 1.0, True


def _table_style() -> str:
    def border(side: str, size: int) -> str:
        return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{LINE}"/>'

    return (
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Tabelplanner">'
        '<w:name w:val="Tabel planner"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>'
        f"<w:tblPr><w:tblBorders>{border('top', 8)}{border('bottom', 8)}{border('insideH', 4)}</w:tblBorders>"
        '<w:tblCellMar><w:top w:w="17" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="17" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _numbering(document: Any) -> None:
    """Give the list styles lists of their own: numbers with letters under them, and bullets."""
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    numbers = _level(0, "decimal", "%1.", "ListNumber", 0.6) + _level(1, "lowerLetter", "%2.", "ListNumber2", 1.2)
    bullets = _level(0, "bullet", "•", "ListBullet", 0.6)
    for i, levels in enumerate((numbers, bullets)):
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{i}"><w:multiLevelType w:val="multilevel"/>'
                f"{levels}</w:abstractNum>"
            )
        )
    for i in (0, 1):
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>'))
    for name, number, level in (("List Number", 1, 0), ("List Number 2", 1, 1), ("List Bullet", 2, 0)):
        properties = document.styles[name].element.get_or_add_pPr()
        for old in properties.findall(qn("w:numPr")):
            properties.remove(old)
        properties.insert(
            0,
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'),
        )
        for tag in ("w:ind", "w:tabs", "w:contextualSpacing"):
            for old in properties.findall(qn(tag)):
                properties.remove(old)


def _level(level: int, kind: str, text: str, style: str, indent: float) -> str:
    left = round(indent * 567)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="340"/></w:pPr>'
        "</w:lvl>"
    )


def _head(document: Any) -> None:
    document.add_paragraph("{{ titel }}", "Title")
    _when(document, "opmerking", lambda: document.add_paragraph("{{ opmerking }}", "Opmerking"))
    for label, name in (
        ("Aan", "aan"),
        ("Van", "van"),
        ("Vergadering", "vergadering"),
        ("Onderwerp", "onderwerp"),
        ("Kader", "kader_kenmerk"),
        ("Status", "status"),
    ):
        paragraph = document.add_paragraph("", "Kopgegevens")
        paragraph.add_run(f"{label}:").bold = True
        paragraph.add_run(f"\t{{{{ {name} }}}}")


def _decision(document: Any) -> None:
    document.add_paragraph("Gevraagd besluit", "Heading 1")
    document.add_paragraph("{{ aan }} wordt gevraagd:", "Aanhef")
    document.add_paragraph("{%p for punt in gevraagd_besluit %}")
    document.add_paragraph("{{ punt.tekst }}", "List Number")
    document.add_paragraph("{%p for keuze in punt.keuzes %}")
    document.add_paragraph("{{ keuze }}", "List Number 2")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("Aanleiding", "Heading 1")
    document.add_paragraph("{{ aanleiding }}")


def _figures(document: Any) -> None:
    document.add_paragraph("Kernpunten", "Heading 1")
    _bullets(document, "kernpunten")
    document.add_paragraph("{{ tabel_kader.titel }}", "Caption")
    document.add_paragraph("{%p if kader_aanwezig %}")
    _table(document, FRAME, "tabel_kader", "posten")
    document.add_paragraph("{%p else %}")
    _table(document, OFFER, "tabel_kader", "posten")
    document.add_paragraph("{%p endif %}")
    _notes(document, "tabel_kader")
    document.add_paragraph("Oorzaken", "Heading 1")
    document.add_paragraph("{{ oorzaken_tekst }}", "Aanhef")
    _bullets(document, "oorzaken")
    _table_when(document, CHANGES, "tabel_oorzaken", "posten")
    document.add_paragraph("Financiering", "Heading 1")
    _when(document, "tabel_financiering.partijen", lambda: _payers(document))
    _notes(document, "tabel_financiering")


def _payers(document: Any) -> None:
    document.add_paragraph("{{ tabel_financiering.titel }}", "Caption")
    document.add_paragraph("{%p if kader_aanwezig %}")
    _table(document, PAYERS, "tabel_financiering", "partijen")
    document.add_paragraph("{%p else %}")
    _table(document, SHARES, "tabel_financiering", "partijen")
    document.add_paragraph("{%p endif %}")


def _rest(document: Any) -> None:
    document.add_paragraph("Wat open staat", "Heading 1")
    document.add_paragraph("{{ open_tekst }}")
    _bullets(document, "open_fouten")
    _when(document, "open_punten", lambda: _table(document, OPEN, "open_punten"))
    _when(document, "open_meer", lambda: document.add_paragraph("{{ open_meer }}", "Tabelnoot"))
    document.add_paragraph("Aannames", "Heading 1")
    _bullets(document, "aannames")
    document.add_paragraph("Risico's", "Heading 1")
    document.add_paragraph("{{ risico_tekst }}")
    _when(document, "risicos", lambda: _table(document, RISKS, "risicos"))
    document.add_paragraph("Vervolg", "Heading 1")
    document.add_paragraph("{%p if vervolg %}")
    _table(document, STEPS, "vervolg")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("De kalender bevat nog geen data voor het vervolg.")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("Bronnen", "Heading 1")
    document.add_paragraph("{{ bronnen }}", "Tabelnoot")


def _bullets(document: Any, name: str) -> None:
    document.add_paragraph(f"{{%p for punt in {name} %}}")
    document.add_paragraph("{{ punt }}", "List Bullet")
    document.add_paragraph("{%p endfor %}")


def _notes(document: Any, table: str) -> None:
    document.add_paragraph(f"{{%p for noot in {table}.toelichting %}}")
    document.add_paragraph("{{ noot }}", "Tabelnoot")
    document.add_paragraph("{%p endfor %}")


def _table_when(document: Any, columns: Columns, name: str, rows: str) -> None:
    def made() -> None:
        document.add_paragraph(f"{{{{ {name}.titel }}}}", "Caption")
        _table(document, columns, name, rows)

    _when(document, f"{name}.{rows}", made)
    _notes(document, name)


def _when(document: Any, condition: str, made: Any) -> None:
    document.add_paragraph(f"{{%p if {condition} %}}")
    made()
    document.add_paragraph("{%p endif %}")


def _table(document: Any, columns: Columns, name: str, rows: str = "") -> None:
    """Add a table: a heading row that repeats, a row for each line, and where it has sums a bold row for each."""
    table = document.add_table(0, len(columns))
    table.style, table.alignment, table.autofit = "Tabel planner", WD_TABLE_ALIGNMENT.LEFT, False
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    for flag, value in (("firstRow", "1"), ("lastRow", "0"), ("firstColumn", "0"), ("lastColumn", "0")):
        look.set(qn(f"w:{flag}"), value)
    for flag in ("noHBand", "noVBand"):
        look.set(qn(f"w:{flag}"), "1")
    look.set(qn("w:val"), "0620")
    _fill(table.add_row(), columns, [heading for heading, *_ in columns], head=True)
    source = f"{name}.{rows}" if rows else name
    _loop(table, columns, source, bold=False, keep=bool(rows))
    if rows:
        _loop(table, columns, f"{name}.totalen", bold=True)
    for grid, (_, _, width, _) in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), columns, strict=True):
        grid.set(qn("w:w"), str(round(width * 567)))


def _loop(table: Any, columns: Columns, source: str, *, bold: bool, keep: bool = False) -> None:
    empty = [""] * (len(columns) - 1)
    _fill(table.add_row(), columns, [f"{{%tr for rij in {source} %}}", *empty])
    _fill(table.add_row(), columns, [f"{{{{ rij.{name} }}}}" for _, name, *_ in columns], bold=bold, keep=keep)
    _fill(table.add_row(), columns, ["{%tr endfor %}", *empty])


def _fill(
    row: Any, columns: Columns, texts: Sequence[str], *, bold: bool = False, head: bool = False, keep: bool = False
) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, text, (_, _, width, figure) in zip(row.cells, texts, columns, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.style = "Tabeltekst"
        paragraph.paragraph_format.keep_with_next = True if head or keep else None
        if figure:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(text).bold = True if bold or head else None


def _footer(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Footer"
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("{{ titel }}\tpagina ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" van ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def main() -> int:
    """Write the template where there is none yet, or where it is asked for."""
    if TEMPLATE.exists() and "--again" not in sys.argv:
        print(f"{TEMPLATE.name} is there already and may have been edited; --again makes it anew")
        return 1
    TEMPLATE.write_bytes(template())
    print(f"written {TEMPLATE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
