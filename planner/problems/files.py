"""Problems of whole files: what keeps us from reading one at all; code, severity, text and remedy."""

from planner.problems.registry import Kind, Severity

_SAVE_AS_NL = "Open het bestand in Excel, kies Opslaan als, soort Excel-werkmap (*.xlsx), en lever het opnieuw in."
_SAVE_AS_EN = "Open the file in Excel, choose Save As, type Excel Workbook (*.xlsx), and send it again."


def _unreadable(code: str, nl: str, en: str, nl_remedy: str = _SAVE_AS_NL, en_remedy: str = _SAVE_AS_EN) -> Kind:
    return Kind(code, Severity.ERROR, nl, nl_remedy, en, en_remedy, unreadable=True)


KINDS: tuple[Kind, ...] = (
    _unreadable(
        "file-encrypted",
        "Het bestand is met een wachtwoord versleuteld en kan niet worden gelezen.",
        "The file is encrypted with a password and cannot be read.",
        "Haal in Excel het wachtwoord weg (Bestand, Info, Werkmap beveiligen) en lever het opnieuw in.",
        "Remove the password in Excel (File, Info, Protect Workbook) and send it again.",
    ),
    _unreadable(
        "file-old-excel",
        "Het bestand is een oude Excel-werkmap (.xls), die zonder LibreOffice niet te lezen is.",
        "The file is an old Excel workbook (.xls), which cannot be read without LibreOffice.",
    ),
    _unreadable(
        "file-empty",
        "Het bestand is leeg (0 bytes).",
        "The file is empty (0 bytes).",
        "Lever het bestand opnieuw in; waarschijnlijk is het verzenden of synchroniseren afgebroken.",
        "Send the file again; sending or synchronising was probably cut short.",
    ),
    _unreadable(
        "file-damaged",
        "Het bestand is beschadigd en kan niet als werkmap worden gelezen.",
        "The file is damaged and cannot be read as a workbook.",
        "Open het bestand in Excel, laat het herstellen, controleer de inhoud, sla het op en lever het opnieuw in.",
        "Open the file in Excel, let it be repaired, check the content, save it and send it again.",
    ),
    _unreadable(
        "file-strict",
        "De werkmap is opgeslagen als Strict Open XML (ISO Strict), wat zonder LibreOffice niet te lezen is.",
        "The workbook was saved as Strict Open XML (ISO Strict), which cannot be read without LibreOffice.",
        "Kies in Excel Opslaan als, soort Excel-werkmap (*.xlsx) zonder Strict, en lever het opnieuw in.",
        "Choose Save As in Excel, type Excel Workbook (*.xlsx) without Strict, and send it again.",
    ),
    _unreadable(
        "file-binary",
        "Het bestand is een binaire Excel-werkmap (.xlsb), die zonder LibreOffice niet te lezen is.",
        "The file is a binary Excel workbook (.xlsb), which cannot be read without LibreOffice.",
    ),
    _unreadable(
        "file-opendocument",
        "Het bestand is een OpenDocument-rekenblad (.ods), dat zonder LibreOffice niet te lezen is.",
        "The file is an OpenDocument spreadsheet (.ods), which cannot be read without LibreOffice.",
        "Sla het bestand op als Excel-werkmap (*.xlsx) en lever het opnieuw in.",
        "Save the file as an Excel workbook (*.xlsx) and send it again.",
    ),
    _unreadable(
        "file-text",
        "Het bestand is geen werkmap maar {found} onder een andere naam.",
        "The file is not a workbook but {found} under another name.",
    ),
    _unreadable(
        "file-not-a-workbook",
        "Het bestand is geen Excel-werkmap.",
        "The file is not an Excel workbook.",
        "Lever de werkmap (*.xlsx) in, of haal dit bestand uit de map.",
        "Send the workbook (*.xlsx), or take this file out of the folder.",
    ),
    _unreadable(
        "file-too-large",
        "Het bestand is te groot om veilig te lezen: {found}, en hoogstens {limit} mag.",
        "The file is too large to be read safely: {found}, and {limit} at most will do.",
        "Verwijder lege opgemaakte rijen, afbeeldingen en oude bladen, sla op en lever het opnieuw in.",
        "Remove empty formatted rows, pictures and old sheets, save and send it again.",
    ),
    _unreadable(
        "file-too-many",
        "Het bestand heeft te veel {what} om veilig te lezen: {found}, en hoogstens {limit} mag.",
        "The file has too many {what} to be read safely: {found}, and {limit} at most will do.",
        "Verwijder wat niet bij de opgave hoort (oude bladen, doorgetrokken formules), sla op en lever opnieuw in.",
        "Remove what does not belong to it (old sheets, formulas copied down too far), save and send it again.",
    ),
    _unreadable(
        "file-takes-too-much",
        "Het lezen van het bestand kost {found}, en is daarom afgebroken.",
        "Reading the file takes {found}, and was stopped for that.",
        "Verwijder wat niet bij de opgave hoort (oude bladen, doorgetrokken formules), sla op en lever opnieuw in.",
        "Remove what does not belong to it (old sheets, formulas copied down too far), save and send it again.",
    ),
    _unreadable(
        "file-not-converted",
        "LibreOffice kan dit bestand ({found}) niet omzetten: {reason}.",
        "LibreOffice cannot convert this file ({found}): {reason}.",
    ),
    Kind(
        "file-converted",
        Severity.NOTE,
        "Het bestand is {found} en is door LibreOffice omgezet om het te lezen; cellen houden hun plaats.",
        "Niets nodig; lever liever een Excel-werkmap (*.xlsx) in.",
        "The file is {found} and was converted by LibreOffice to be read; cells keep their places.",
        "Nothing to do; an Excel workbook (*.xlsx) is better.",
    ),
    _unreadable(
        "file-packed-too-tight",
        "Onderdeel {part} van het bestand is {found} keer zo klein ingepakt; zo maakt geen rekenprogramma het.",
        "Part {part} of the file is packed {found} times smaller; no spreadsheet program does that.",
        "Vertrouw het bestand niet; vraag de afzender om de werkmap opnieuw uit Excel op te slaan.",
        "Do not trust the file; ask the sender to save the workbook from Excel again.",
    ),
    _unreadable(
        "file-doctype",
        "Onderdeel {part} van het bestand bevat een DOCTYPE, die in een werkmap niet thuishoort.",
        "Part {part} of the file holds a DOCTYPE, which does not belong in a workbook.",
        "Vertrouw het bestand niet; vraag de afzender om de werkmap opnieuw uit Excel op te slaan.",
        "Do not trust the file; ask the sender to save the workbook from Excel again.",
    ),
    _unreadable(
        "file-gone",
        "Het bestand was er bij het doorzoeken van de map en is nu verdwenen.",
        "The file was there when the folder was searched and is gone now.",
        "Voer de opdracht opnieuw uit; sluit het bestand elders en wacht tot het synchroniseren klaar is.",
        "Run the command again; close the file elsewhere and wait until synchronising is done.",
    ),
    _unreadable(
        "file-not-readable",
        "Het bestand kan niet worden geopend: {found}.",
        "The file cannot be opened: {found}.",
        "Sluit het bestand in andere programma's en controleer of u het mag lezen.",
        "Close the file in other programs and check that you may read it.",
    ),
    _unreadable(
        "file-no-known-sheets",
        "De werkmap heeft geen bladen die wij kennen; gevonden: {found}.",
        "The workbook has no sheets that we know; found: {found}.",
        "Vul het sjabloon in (`planner guide` toont de bladen), maak een koppeling voor deze indeling met `planner map "
        "BESTAND`, of haal dit bestand uit de map.",
        "Fill in the template (`planner guide` shows the sheets), make a mapping for this layout with `planner map "
        "FILE`, or take this file out of the folder.",
    ),
    Kind(
        "file-macros",
        Severity.NOTE,
        "De werkmap bevat macro's; die zijn niet uitgevoerd.",
        "Niets nodig; lever liever een werkmap zonder macro's in (*.xlsx).",
        "The workbook holds macros; they were not run.",
        "Nothing to do; a workbook without macros (*.xlsx) is better.",
    ),
    Kind(
        "file-objects",
        Severity.NOTE,
        "De werkmap bevat ingesloten objecten van andere programma's ({count}); die zijn niet geopend.",
        "Niets nodig, als wat erin staat niet meetelt.",
        "The workbook holds embedded objects of other programs ({count}); they were not opened.",
        "Nothing to do, where what they hold does not count.",
    ),
    Kind(
        "external-link",
        Severity.WARNING,
        "{count} cellen halen hun waarde uit een ander bestand ({files}), deze als {found}; gelezen is wat er stond.",
        "Controleer de waarde en vervang de verwijzing door de waarde zelf.",
        "{count} cells take their value from another file ({files}), this one as {found}; what was stored was read.",
        "Check the value and replace the reference by the value itself.",
    ),
    Kind(
        "external-link-unused",
        Severity.NOTE,
        "De werkmap verwijst naar andere bestanden ({files}); die zijn niet geopend, en geen gelezen cel gebruikt ze.",
        "Niets nodig; verbreek de koppelingen in Excel (Gegevens, Koppelingen bewerken) als zij niet meer nodig zijn.",
        "The workbook links to other files ({files}); they were not opened, and no cell that was read uses them.",
        "Nothing to do; break the links in Excel (Data, Edit Links) where they are not needed any more.",
    ),
    Kind(
        "file-return-copy",
        Severity.NOTE,
        "Dit is een kopie met bevindingen voor de afzender; zij is niet als invoer gelezen.",
        "Niets nodig; mail haar met de begeleidende tekst, of gooi haar weg.",
        "This is a copy with findings for the sender; it was not read as input.",
        "Nothing to do; mail it with its covering text, or throw it away.",
    ),
    Kind(
        "file-return-copy-changed",
        Severity.WARNING,
        "Deze kopie met bevindingen is gewijzigd sinds zij is gemaakt, en is niet als invoer gelezen.",
        "Is dit de verbeterde werkmap? Haal dan “(bevindingen)” uit haar naam; het blad Bevindingen mag blijven staan.",
        "This copy with findings was changed since it was made, and was not read as input.",
        "Is this the corrected workbook? Take “(bevindingen)” out of its name then; the sheet Bevindingen may stay.",
    ),
    Kind(
        "file-lock",
        Severity.NOTE,
        "Dit is een hulpbestand dat laat zien dat een werkmap elders openstaat; het is overgeslagen.",
        "Sluit de werkmap waar die openstaat, zodat de laatste wijzigingen zijn opgeslagen.",
        "This is an auxiliary file that shows that a workbook is open elsewhere; it was skipped.",
        "Close the workbook where it is open, so that the last changes are saved.",
    ),
)
