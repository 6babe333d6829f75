"""Problems of the documents: a template that was edited, a PDF that cannot be made."""

from planner.problems.registry import Kind, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

KINDS: tuple[Kind, ...] = (
    Kind(
        "template-not-word",
        E,
        "Dit sjabloon is geen Word-document (.docx), of het is beschadigd.",
        "Bewaar het in Word als 'Word-document (*.docx)'; zonder sjabloon in de werkruimte geldt dat van planner.",
        "This template is no Word document (.docx), or it is damaged.",
        "Save it in Word as 'Word Document (*.docx)'; without one in the workspace that of planner holds.",
        unreadable=True,
    ),
    Kind(
        "template-syntax",
        E,
        "Een aanwijzing in het sjabloon klopt niet, bij '{found}'; gemeld wordt: {fault}",
        "Zet ieder {{{{ ... }}}} en {{% ... %}} heel en op zijn plaats: bij elke if hoort een endif, bij elke for een "
        "endfor.",
        "An instruction in the template is wrong, at '{found}'; the message is: {fault}",
        "Put every {{{{ ... }}}} and {{% ... %}} back whole and in place: each if needs an endif, each for an endfor.",
    ),
    Kind(
        "template-placeholder",
        E,
        "Het sjabloon gebruikt '{found}', en dat bestaat niet.{near}",
        "Verbeter de naam in Word; `planner pack JAAR --check-template` noemt alle namen.",
        "The template uses '{found}', which does not exist.{near}",
        "Correct the name in Word; `planner pack YEAR --check-template` lists all names.",
    ),
    Kind(
        "template-unsafe",
        E,
        "Het sjabloon probeert iets dat een sjabloon niet mag: {found}",
        "Haal die aanwijzing weg; gebruik alleen de namen die `planner pack JAAR --check-template` noemt.",
        "The template tries something that no template may: {found}",
        "Remove that instruction; use only the names that `planner pack YEAR --check-template` lists.",
    ),
    Kind(
        "template-failed",
        E,
        "Het sjabloon kan niet worden ingevuld; gemeld wordt: {found}",
        "Draai de laatste wijziging in Word terug; {{%p ... %}} hoort alleen in een alinea en {{%tr ... %}} alleen in "
        "een tabelrij te staan.",
        "The template cannot be filled in; the message is: {found}",
        "Undo the last change in Word; {{%p ... %}} belongs alone in a paragraph and {{%tr ... %}} alone in a row.",
    ),
    Kind(
        "template-without",
        W,
        "Het sjabloon toont '{expected}' niet; zonder dat is de oplegnotitie niet volledig.",
        "Neem het weer op in het sjabloon, of laat het bewust weg.",
        "The template does not show '{expected}'; the decision note is not complete without it.",
        "Put it back into the template, or leave it out on purpose.",
    ),
    Kind(
        "pack-without-quotes",
        E,
        "Er is nog geen offerte voor {year}: er valt niets voor te leggen.",
        "Leg de offertes in deze map en probeer het opnieuw.",
        "There is no quote for {year} yet: there is nothing to submit.",
        "Put the quotes into this folder and try again.",
    ),
    Kind(
        "office-missing",
        W,
        "Er is geen PDF gemaakt, want LibreOffice is niet geïnstalleerd.",
        "Installeer LibreOffice (met Writer), of bewaar de notitie in Word als PDF; met --no-pdf blijft deze melding "
        "weg.",
        "No PDF was made, because LibreOffice is not installed.",
        "Install LibreOffice (with Writer), or save the note as PDF in Word; --no-pdf keeps this message away.",
    ),
    Kind(
        "office-failed",
        E,
        "LibreOffice heeft geen PDF gemaakt; gemeld wordt: {found}",
        "Sluit LibreOffice en probeer het opnieuw, of bewaar de notitie in Word als PDF.",
        "LibreOffice made no PDF; the message is: {found}",
        "Close LibreOffice and try again, or save the note as PDF in Word.",
    ),
)
