"""Problems of filling somebody's own workbook; code, severity, text and remedy in two languages."""

from planner.problems.registry import Kind, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
_LIST_NL = "`planner fill --places` toont wat kan; schrijf bijvoorbeeld plafond.beheer of offerte.beheer.RWS.K1."
_LIST_EN = "`planner fill --places` shows what can be asked for, such as plafond.beheer or offerte.beheer.RWS.K1."

KINDS: tuple[Kind, ...] = (
    Kind(
        "fill-no-places",
        E,
        "De werkmap wijst geen plaatsen aan: er is geen blad “planner” en geen naam die met planner_ begint.",
        "Maak een blad “planner” met de kolommen Blad, Cel of kolom en Wat; `planner fill --places` toont wat er kan.",
        "The workbook names no places: it has no sheet “planner” and no name that begins with planner_.",
        "Make a sheet “planner” with the columns Blad, Cel of kolom and Wat; `planner fill --places` tells what.",
    ),
    Kind(
        "fill-columns",
        E,
        "Het blad “planner” mist de kolom “{found}”.",
        "Zet de koppen Blad, Cel of kolom en Wat naast elkaar, en daaronder op elke rij één plaats.",
        "The sheet “planner” lacks the column “{found}”.",
        "Put the headings Blad, Cel of kolom and Wat beside each other, and one place in each row below.",
    ),
    Kind(
        "fill-unknown",
        E,
        "“{found}” vraagt om iets dat wij niet kennen: “{word}”.{hint}",
        _LIST_NL,
        "“{found}” asks for something that we do not know: “{word}”.{hint}",
        _LIST_EN,
    ),
    Kind(
        "fill-nonsense",
        E,
        "“{found}” is geen bedrag dat bestaat, al kennen wij elk woord.",
        "Een plafond is er per post; een kwartaal, organisatie, kostensoort of btw alleen bij de offerte.",
        "“{found}” is no amount that exists, though we know every word.",
        "A ceiling goes by heading; a quarter, organisation, cost type or VAT goes with the offer only.",
    ),
    Kind(
        "fill-where",
        E,
        "“{found}” is geen cel, bereik, kolom, naam of tabelkolom van deze werkmap.",
        "Schrijf bijvoorbeeld C7, C7:C12, C, Tabel1[Plafond] of de naam van een bereik, met het blad ernaast.",
        "“{found}” is no cell, range, column, name or table column of this workbook.",
        "Write C7, C7:C12, C, Tabel1[Plafond] or the name of a range, with the sheet beside it.",
    ),
    Kind(
        "fill-sheet",
        E,
        "De werkmap heeft geen blad “{found}”.{hint}",
        "Verbeter de naam van het blad.",
        "The workbook has no sheet “{found}”.{hint}",
        "Correct the name of the sheet.",
    ),
    Kind(
        "fill-no-labels",
        E,
        "Naast of boven {found} staat geen post, organisatie, kostensoort, partij of kwartaal die wij kennen.",
        "Zet in “Namen in” de kolom met de namen, of wijs elke cel apart aan.",
        "Beside or above {found} stands no heading, organisation, cost type, payer or quarter that we know.",
        "Put the column with the names in “Namen in”, or name each cell by itself.",
    ),
    Kind(
        "fill-skipped",
        N,
        "In {found} zijn rijen of kolommen overgeslagen omdat wij hun naam niet kennen: {names}.",
        "Niets, als dat de bedoeling is (een totaal, een eigen post).",
        "In {found} rows or columns were skipped because we do not know their name: {names}.",
        "Nothing, if that is as meant (a total, a heading of your own).",
    ),
    Kind(
        "fill-no-figure",
        E,
        "Er is geen bedrag voor “{found}”.",
        "Kijk in `planner compare` of het kader of de sleutel er iets over zegt; haal anders de plaats weg.",
        "There is no amount for “{found}”.",
        "See in `planner compare` whether the frame or the key says anything of it; else take the place out.",
    ),
    Kind(
        "fill-open",
        W,
        "“{found}” staat nog open; in de cel staat {shown}.",
        "Vul opnieuw zodra het bedrag bekend is; reken tot dan niet met deze cel.",
        "“{found}” is still open; the cell says {shown}.",
        "Fill again as soon as the amount is known; until then do not calculate with this cell.",
    ),
    Kind(
        "fill-exists",
        E,
        "Het bestand bestaat al en is geen ongewijzigde eerdere invulling van dit sjabloon; er is niets geschreven.",
        "Kies met --output een andere naam, of verplaats het bestand.",
        "The file exists and is no unchanged earlier filling of this template; nothing was written.",
        "Choose another name with --output, or move the file.",
    ),
)
