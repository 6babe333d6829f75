"""Problems of figures that look like a slip: a factor, the sign, the VAT or the price year; code, text and remedy."""

from planner.problems.registry import Kind, Severity

WARNING, NOTE = Severity.WARNING, Severity.NOTE

KINDS: tuple[Kind, ...] = (
    Kind(
        "slip-factor",
        WARNING,
        "“{heading}” is {found}; verwacht werd ongeveer {expected}, volgens {compared}. "
        "Dat scheelt een factor {factor}; effect: € {effect}.",
        "Controleer de eenheid (euro of x 1.000) en de komma; laat de waarde staan als zij klopt.",
        "“{heading}” is {found}; about {expected} was expected, by {compared}. "
        "That is a factor {factor} off; effect: EUR {effect}.",
        "Check the unit (euro or x 1.000) and the decimal point; leave the value where it is right.",
    ),
    Kind(
        "slip-of-all",
        WARNING,
        "Bij {count} van de {lines} vergelijkbare bedragen scheelt het een factor {factor}, zoals {found} waar "
        "{expected} werd verwacht, volgens {compared}. Effect op het geheel: € {effect}.",
        "Controleer of “Bedragen in” klopt met de bedragen.",
        "{count} of the {lines} amounts that can be compared are a factor {factor} off, such as {found} where "
        "{expected} was expected, by {compared}. Effect on the whole: EUR {effect}.",
        "Check whether “Bedragen in” agrees with the amounts.",
    ),
    Kind(
        "slip-of-products",
        WARNING,
        "Bij {count} van de {lines} regels die niet kloppen is het bedrag een factor {factor} van wat Aantal, Tarief "
        "en Aandeel opleveren, zoals € {found} tegenover € {expected} in {first}.",
        "Controleer of “{label}” klopt met de bedragen; Tarief is altijd in euro.",
        "In {count} of the {lines} lines that are wrong the amount is a factor {factor} of what Aantal, Tarief and "
        "Aandeel give, such as EUR {found} against EUR {expected} in {first}.",
        "Check whether “{label}” agrees with the amounts; Tarief is always in euro.",
    ),
    Kind(
        "slip-of-column",
        WARNING,
        "“{heading}” is bij {count} van de {lines} regels precies een factor {factor} van Bedrag: {cells}.",
        "Controleer de eenheid en de btw van deze kolom; laat haar staan als zij klopt.",
        "“{heading}” is exactly a factor {factor} of Bedrag in {count} of the {lines} lines: {cells}.",
        "Check the unit and the VAT of this column; leave it where it is right.",
    ),
    Kind(
        "slip-too-large",
        WARNING,
        "Het bedrag van deze regel is {found}: {times} keer het grootste andere bedrag van deze offerte ({other}) en "
        "meer dan de hele post {heading} bij deze organisatie ({expected}, volgens {compared}).",
        "Controleer de eenheid (euro of x 1.000) en de komma; laat het bedrag staan als het klopt.",
        "The amount of this line is {found}: {times} times the largest other amount of this quote ({other}) and more "
        "than the whole heading {heading} of this organisation ({expected}, by {compared}).",
        "Check the unit (euro or x 1.000) and the decimal point; leave the amount where it is right.",
    ),
    Kind(
        "slip-sign",
        WARNING,
        "“{heading}” is {found}; verwacht werd een bedrag met het andere teken ({expected}), volgens {compared}. "
        "Effect: € {effect}.",
        "Controleer het teken; laat het bedrag staan als het klopt.",
        "“{heading}” is {found}; an amount of the other sign was expected ({expected}), by {compared}. "
        "Effect: EUR {effect}.",
        "Check the sign; leave the amount where it is right.",
    ),
    Kind(
        "slip-vat",
        WARNING,
        "“{heading}” is {found}, tot op de cent {factor} keer {expected}, volgens {compared}. "
        "Waarschijnlijk een andere btw-basis; effect: € {effect}.",
        "Controleer of het bedrag net als de rest van de werkmap exclusief of inclusief btw is.",
        "“{heading}” is {found}, to the cent {factor} times {expected}, by {compared}. "
        "Probably another VAT basis; effect: EUR {effect}.",
        "Check that the amount excludes or includes VAT as the rest of the workbook does.",
    ),
    Kind(
        "slip-vat-of-all",
        WARNING,
        "“Btw” is {header}, maar bij {count} van de {lines} regels die ook vorig jaar bestonden is de prijs {implied}, "
        "zoals {found} in {first} naast {expected} volgens {compared}. Effect op het geheel: € {effect}.",
        "Controleer of “Btw” klopt met de bedragen; is de prijs werkelijk zo veranderd, laat het dan staan.",
        "“Btw” is {header}, but in {count} of the {lines} lines that last year had as well the price is {implied}, "
        "such as {found} in {first} beside {expected} by {compared}. Effect on the whole: EUR {effect}.",
        "Check whether “Btw” agrees with the amounts; leave it where prices changed so in earnest.",
    ),
    Kind(
        "slip-level-of-all",
        WARNING,
        "“Prijspeil” is {header}, maar bij {count} van de {lines} regels die ook vorig jaar bestonden is de prijs "
        "{implied}, zoals {found} in {first} naast {expected} volgens {compared}. Effect op het geheel: € {effect}.",
        "Controleer of “Prijspeil” klopt met de bedragen, of breng de bedragen op dat prijspeil.",
        "“Prijspeil” is {header}, but in {count} of the {lines} lines that last year had as well the price is "
        "{implied}, such as {found} in {first} beside {expected} by {compared}. Effect on the whole: EUR {effect}.",
        "Check whether “Prijspeil” agrees with the amounts, or bring the amounts to that price level.",
    ),
    Kind(
        "vat-of-last-year",
        NOTE,
        "“Btw” is {header}, maar bij {count} van de {lines} regels die ook vorig jaar bestonden is de prijs gelijk, "
        "en toen was hij {implied}: {found} in {first} en {expected} volgens {compared}.",
        "Er is niets te doen als dezelfde prijs nu {header} btw is; zet anders “Btw” als vorig jaar.",
        "“Btw” is {header}, but in {count} of the {lines} lines that last year had as well the price is the same, "
        "and then it was {implied}: {found} in {first} and {expected} by {compared}.",
        "Nothing to do where the same price is {header} VAT now; otherwise set “Btw” as last year.",
    ),
    Kind(
        "prices-of-last-year",
        NOTE,
        "“Prijspeil” is {header}, maar bij {count} van de {lines} regels die ook vorig jaar bestonden is de prijs "
        "precies {implied}, zoals {found} in {first} en {expected} volgens {compared}. Verschil met geïndexeerde "
        "prijzen: € {effect}.",
        "Er is niets te doen als de prijzen gelijk blijven; zet anders Prijspeil op dat van vorig jaar, dan wordt per "
        "regel geïndexeerd.",
        "“Prijspeil” is {header}, but in {count} of the {lines} lines that last year had as well the price is "
        "exactly {implied}, such as {found} in {first} and {expected} by {compared}. Difference from indexed prices: "
        "EUR {effect}.",
        "Nothing to do where prices stay the same; otherwise set Prijspeil to last year's, and each line is indexed.",
    ),
    Kind(
        "slip-price-year",
        WARNING,
        "“{heading}” is {found}; verwacht werd {expected}, volgens {compared}. "
        "Waarschijnlijk in prijzen van een ander jaar; effect: € {effect}.",
        "Controleer of het bedrag niet te vaak, te weinig of anders dan de rest is geïndexeerd.",
        "“{heading}” is {found}; {expected} was expected, by {compared}. "
        "Probably in prices of another year; effect: EUR {effect}.",
        "Check that the amount was not indexed too often, too little or otherwise than the rest.",
    ),
    Kind(
        "slip-percentage",
        WARNING,
        "Het percentage {subject} is {found}; de andere lopen tot {highest}.",
        "Controleer de komma van het percentage (3,8% is 0,038); laat het staan als het klopt.",
        "The percentage {subject} is {found}; the others go up to {highest}.",
        "Check the decimal point of the percentage (3,8% is 0.038); leave it where it is right.",
    ),
)
