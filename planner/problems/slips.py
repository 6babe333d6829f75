"""Problems of figures that look like a slip: a factor, the sign, the VAT or the price year; code, text and remedy."""

from planner.problems.registry import Kind, Severity

WARNING = Severity.WARNING

KINDS: tuple[Kind, ...] = (
    Kind(
        "slip-factor",
        WARNING,
        "“{heading}” is {found}, een factor {factor} ten opzichte van {expected} ({compared}).",
        "Controleer de eenheid (euro of x 1.000) en de komma; laat de waarde staan als zij klopt.",
        "“{heading}” is {found}, a factor {factor} of {expected} ({compared}).",
        "Check the unit (euro or x 1.000) and the decimal point; leave the value where it is right.",
    ),
    Kind(
        "slip-of-all",
        WARNING,
        "{count} van de {lines} regels die ook vorig jaar bestonden schelen een factor {factor} met de opdracht.",
        "Controleer of “Bedragen in” klopt met de bedragen.",
        "{count} of the {lines} lines that last year had as well differ a factor {factor} from the assignment.",
        "Check whether “Bedragen in” agrees with the amounts.",
    ),
    Kind(
        "slip-sign",
        WARNING,
        "“{heading}” is {found}; verwacht was een bedrag met het andere teken ({expected}, {compared}).",
        "Controleer het teken; laat het bedrag staan als het klopt.",
        "“{heading}” is {found}; an amount of the other sign was expected ({expected}, {compared}).",
        "Check the sign; leave the amount where it is right.",
    ),
    Kind(
        "slip-vat",
        WARNING,
        "“{heading}” is {found}: precies {factor} keer {expected} ({compared}). Waarschijnlijk een andere btw-basis.",
        "Controleer of het bedrag net als de rest van de werkmap exclusief of inclusief btw is.",
        "“{heading}” is {found}: exactly {factor} times {expected} ({compared}). Probably another VAT basis.",
        "Check that the amount excludes or includes VAT as the rest of the workbook does.",
    ),
    Kind(
        "slip-price-year",
        WARNING,
        "“{heading}” is {found}; verwacht was {expected} ({compared}). Waarschijnlijk in prijzen van een ander jaar.",
        "Controleer of het bedrag niet te vaak, te weinig of anders dan de rest is geïndexeerd.",
        "“{heading}” is {found}; {expected} was expected ({compared}). Probably in prices of another year.",
        "Check that the amount was not indexed too often, too little or otherwise than the rest.",
    ),
)
