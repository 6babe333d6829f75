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
)
