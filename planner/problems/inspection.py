"""Problems that the inspector finds: what was done to a workbook; code, usual severity, text and remedy.

How bad one is depends on its effect: none makes it a note, a large one an error.
"""

from planner.problems.registry import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

JUSTIFY = "leg anders vast waarom het zo hoort"
"""Begins what only somebody with planner can do, in the Dutch remedies."""
_JUSTIFY_NL = f"{JUSTIFY}: planner inspect BESTAND --justify {{cell}} --reason TEKST --by NAAM."
_JUSTIFY_EN = "or record why it is right: planner inspect FILE --justify {cell} --reason TEXT --by NAME."

KINDS: tuple[Kind, ...] = (
    Kind(
        "formula-typed-over",
        WARNING,
        "Over de formule {expected} is “{found}” getypt (in {cells}; {near} rekent nog wel). {by}",
        f"Zet de formule {{expected}} terug, of {_JUSTIFY_NL}",
        "“{found}” was typed over the formula {expected} (in {cells}; {near} still calculates). {by}",
        f"Put the formula {{expected}} back, {_JUSTIFY_EN}",
    ),
    Kind(
        "formula-missing",
        WARNING,
        "Hier ontbreekt de formule {expected} die de kolom wel heeft (in {cells}; zoals {near}). {by}",
        f"Kopieer de formule uit {{near}}, of {_JUSTIFY_NL}",
        "The formula {expected} of the column is missing here (in {cells}; as in {near}). {by}",
        f"Copy the formula of {{near}}, {_JUSTIFY_EN}",
    ),
    Kind(
        "formula-with-constant",
        WARNING,
        "In de formule {found} zit een los getal verstopt (in {cells}). {by}",
        f"Haal het getal uit de formule en geef het een eigen regel, of {_JUSTIFY_NL}",
        "The formula {found} hides a number of its own (in {cells}). {by}",
        f"Take the number out of the formula and give it a row of its own, {_JUSTIFY_EN}",
    ),
    Kind(
        "formula-stops-short",
        WARNING,
        "De formule {found} laat cellen weg; verwacht was {expected} (in {cells}). {by}",
        f"Maak er {{expected}} van, of {_JUSTIFY_NL}",
        "The formula {found} leaves cells out; {expected} was expected (in {cells}). {by}",
        f"Make it {{expected}}, {_JUSTIFY_EN}",
    ),
    Kind(
        "formula-counts-more",
        WARNING,
        "De formule {found} telt meer cellen dan {expected} (in {cells}; zoals {near}). {by}",
        f"Maak er {{expected}} van, of {_JUSTIFY_NL}",
        "The formula {found} counts more cells than {expected} (in {cells}; as in {near}). {by}",
        f"Make it {{expected}}, {_JUSTIFY_EN}",
    ),
    Kind(
        "formula-off-by-one",
        WARNING,
        "De formule {found} kijkt een rij of kolom te ver; verwacht was {expected} (in {cells}; zoals {near}). {by}",
        f"Maak er {{expected}} van, of {_JUSTIFY_NL}",
        "The formula {found} looks one row or column too far; {expected} was expected (in {cells}; as {near}). {by}",
        f"Make it {{expected}}, {_JUSTIFY_EN}",
    ),
    Kind(
        "formula-other-file",
        WARNING,
        "De formule {found} haalt haar waarde uit een ander bestand (in {cells}). {by}",
        f"Neem de waarde in deze werkmap op, met de bron erbij, of {_JUSTIFY_NL}",
        "The formula {found} takes its value from another file (in {cells}). {by}",
        f"Put the value in this workbook, with its source, {_JUSTIFY_EN}",
    ),
    Kind(
        "formula-differs",
        WARNING,
        "De formule {found} wijkt af van die ernaast, {expected} (in {cells}; zoals {near}). {by}",
        f"Maak er {{expected}} van, of {_JUSTIFY_NL}",
        "The formula {found} differs from those around it, {expected} (in {cells}; as in {near}). {by}",
        f"Make it {{expected}}, {_JUSTIFY_EN}",
    ),
    Kind(
        "formula-changed",
        WARNING,
        "In de uitvraag stond hier {expected}; nu staat er {found} (in {cells}). {by}",
        f"Zet de formule terug, of {_JUSTIFY_NL}",
        "The request had {expected} here; now there is {found} (in {cells}). {by}",
        f"Put the formula back, {_JUSTIFY_EN}",
    ),
    Kind(
        "block-shifted",
        WARNING,
        "De cellen {cells} horen waarschijnlijk in {expected}; bedoelde u {meant}? {by}",
        f"Verplaats {{cells}} naar {{expected}}, of {_JUSTIFY_NL}",
        "The cells {cells} probably belong in {expected}; did you mean {meant}? {by}",
        f"Move {{cells}} to {{expected}}, {_JUSTIFY_EN}",
    ),
    Kind(
        "number-in-text",
        WARNING,
        "“{found}” staat als tekst tussen getallen en telt niet mee (in {cells}). {by}",
        f"Maak er een getal van en zet de toelichting ernaast, of {_JUSTIFY_NL}",
        "“{found}” is text among numbers and does not count (in {cells}). {by}",
        f"Make it a number and put the explanation beside it, {_JUSTIFY_EN}",
    ),
    Kind(
        "error-in-formula",
        ERROR,
        "De cel toont {found}; de fout staat in {cells}{near}.",
        "Herstel de cel waar de fout begint.",
        "The cell shows {found}; the error is in {cells}{near}.",
        "Repair the cell where the error begins.",
    ),
    Kind(
        "check-fails",
        WARNING,
        "Deze controle klopt niet: {found} ({expected}). {by}",
        f"Zoek het verschil op, of {_JUSTIFY_NL}",
        "This check does not hold: {found} ({expected}). {by}",
        f"Find the difference, {_JUSTIFY_EN}",
    ),
    Kind(
        "request-rows-added",
        NOTE,
        "Toegevoegd aan de uitvraag {request}: {found} (rij {rows}). {by}",
        "Niets nodig als deze regels bedoeld zijn.",
        "Added to request {request}: {found} (row {rows}). {by}",
        "Nothing to do where these lines are meant.",
    ),
    Kind(
        "request-rows-removed",
        NOTE,
        "Weggelaten uit de uitvraag {request}: {found} (daar rij {rows}). {by}",
        "Niets nodig als deze regels vervallen; zet ze anders terug met dezelfde Regel.",
        "Left out of request {request}: {found} (row {rows} there). {by}",
        "Nothing to do where these lines end; otherwise put them back with the same Regel.",
    ),
    Kind(
        "request-heading-changed",
        WARNING,
        "De kop “{expected}” uit de uitvraag {request} is hier “{found}” geworden.",
        "Zet de kop “{expected}” terug, in de eerste rij van de tabel.",
        "The heading “{expected}” of request {request} became “{found}” here.",
        "Put the heading “{expected}” back, in the first row of the table.",
    ),
    Kind(
        "request-list-changed",
        WARNING,
        "De keuzelijst of invoercontrole bij “{found}” uit de uitvraag {request} is weg of veranderd.",
        "Gebruik de werkmap van de uitvraag, of controleer de waarden in deze kolom.",
        "The drop-down list or input rule at “{found}” of request {request} is gone or changed.",
        "Use the workbook of the request, or check the values in this column.",
    ),
    Kind(
        "request-protection-changed",
        WARNING,
        "De beveiliging van dit blad uit de uitvraag {request} is opgeheven.",
        "Niets nodig als alleen gegevens zijn ingevuld; controleer anders koppen en formules.",
        "The protection of this sheet of request {request} was lifted.",
        "Nothing to do where only data was filled in; otherwise check headings and formulas.",
    ),
    Kind(
        "request-sheet-missing",
        WARNING,
        "Het blad “{found}” uit de uitvraag {request} is weg.",
        "Neem het blad weer op, ook als er niets op staat.",
        "The sheet “{found}” of request {request} is gone.",
        "Put the sheet back, also where nothing is on it.",
    ),
    Kind(
        "justified",
        NOTE,
        "Verantwoord door {name} (register nr. {entry}): {reason}. Het gaat om {cells}: “{found}”, verwacht was "
        "{expected}. {by}",
        "Niets nodig; een andere inhoud van deze cel moet opnieuw worden verantwoord.",
        "Justified by {name} (register no. {entry}): {reason}. It is about {cells}: “{found}”, {expected} was "
        "expected. {by}",
        "Nothing to do; other content of this cell must be justified again.",
    ),
)
