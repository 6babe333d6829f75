"""Problems of archive, register and issued files: what no longer agrees, and what could not be written."""

from planner.problems.registry import Kind, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_BACKUP_NL = "Zet dit bestand terug uit een reservekopie of uit de geschiedenis van de gedeelde map."
_BACKUP_EN = "Put this file back from a backup or from the history of the shared folder."

KINDS: tuple[Kind, ...] = (
    Kind(
        "entry-faulty",
        E,
        "Deze inschrijving in het register is niet te lezen: {found}.",
        _BACKUP_NL,
        "This entry of the register cannot be read: {found}.",
        _BACKUP_EN,
    ),
    Kind(
        "entry-missing",
        E,
        "Voor deze inschrijving ontbreken de nummers {first} tot en met {last} in het register.",
        "Zet de ontbrekende bestanden terug uit een reservekopie of uit de geschiedenis van de gedeelde map.",
        "Before this entry the numbers {first} up to and including {last} are missing from the register.",
        "Put the missing files back from a backup or from the history of the shared folder.",
    ),
    Kind(
        "chain-broken",
        E,
        "Deze inschrijving volgt niet op {before}: een van beide is gewijzigd nadat zij is gemaakt.",
        "Vergelijk beide met een reservekopie en zet terug wat er stond.",
        "This entry does not follow {before}: one of the two was changed after it was made.",
        "Compare both with a backup and put back what stood there.",
    ),
    Kind(
        "entry-extra",
        E,
        "Dit bestand in het register is geen inschrijving van planner; het telt niet mee.",
        "Is het een conflictkopie van een gedeelde map: voer de opdracht waarvan zij getuigt opnieuw uit en "
        "haal het bestand uit de map.",
        "This file in the register is no entry of planner's; it does not count.",
        "If it is a conflict copy of a shared folder: run again the command that it tells of, and take the file out.",
    ),
    Kind(
        "archive-missing",
        E,
        "Het bestand van deze inschrijving staat niet in het archief ({path}, {digest}).",
        "Zet het terug uit een reservekopie; een bestand met deze SHA-256 is het goede.",
        "The file of this entry is not in the archive ({path}, {digest}).",
        "Put it back from a backup; a file with this SHA-256 is the right one.",
    ),
    Kind(
        "archive-changed",
        E,
        "Dit bestand in het archief is gewijzigd: de inhoud hoort niet meer bij zijn naam.",
        _BACKUP_NL,
        "This file in the archive was changed: its content no longer belongs to its name.",
        _BACKUP_EN,
    ),
    Kind(
        "archive-extra",
        E,
        "Dit bestand in het archief is niet door planner neergezet; het telt niet mee.",
        "Haal het uit de map; is het een conflictkopie, vergelijk haar dan eerst met het bestand ernaast.",
        "This file in the archive was not put there by planner; it does not count.",
        "Take it out of the folder; if it is a conflict copy, first compare it with the file beside it.",
    ),
    Kind(
        "archive-unentered",
        N,
        "Van dit bestand in het archief is geen inschrijving.",
        "Meestal is een opdracht afgebroken en is er niets te doen; anders is een inschrijving verdwenen.",
        "This file in the archive has no entry.",
        "Mostly a command was cut short and there is nothing to do; otherwise an entry has vanished.",
    ),
    Kind(
        "issued-changed",
        E,
        "Door iemand gewijzigd: dit bestand is niet meer zoals planner het heeft geschreven.",
        "Bewaar de wijziging onder een andere naam; `planner run {year}` schrijft het bestand dan opnieuw.",
        "Changed by somebody: this file is no longer as planner wrote it.",
        "Keep the change under another name; `planner run {year}` then writes the file again.",
    ),
    Kind(
        "issued-missing",
        E,
        "Dit bestand is door planner geschreven en staat er niet meer.",
        "`planner run {year}` schrijft wat bij dat jaar hoort opnieuw; wat al verzonden is, staat in het archief "
        "als {digest}.",
        "This file was written by planner and is no longer there.",
        "`planner run {year}` writes again what belongs to that year; what was sent already is in the archive as "
        "{digest}.",
    ),
    Kind(
        "file-changing",
        E,
        "Dit bestand verandert terwijl het wordt gelezen; er is niets van gemaakt.",
        "Wacht tot het kopiëren of synchroniseren klaar is en voer de opdracht opnieuw uit.",
        "This file changes while it is being read; nothing was made of it.",
        "Wait until copying or synchronising is done and run the command again.",
        unreadable=True,
    ),
    Kind(
        "not-written",
        E,
        "Dit bestand is niet geschreven: {why}.",
        "Er is niets half geschreven; neem de oorzaak weg en voer de opdracht opnieuw uit.",
        "This file was not written: {why}.",
        "Nothing was written by halves; take the cause away and run the command again.",
        unreadable=True,
    ),
)
