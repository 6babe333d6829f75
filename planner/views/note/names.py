"""Names and phrases of the note in Dutch: parties, headings, open items, lists; knows no amounts."""

from collections.abc import Sequence

from planner.agreement import Role
from planner.records import OpenItem, Reference
from planner.views import words

LONG_NAME = 25
"""A longer name of a party gives way to its code: `KOOP` is how it is known."""

PHRASES = {
    "pm": "de pm-post van {party}{line}{headings}",
    "range": "de bandbreedte van {party}{line}{headings}",
    "row": "de regel met een fout van {party}{line}{headings}",
    "price": "de regel zonder index of btw-relatie van {party}{line}{headings}",
    "missing": "de ontbrekende offerte van {party}{headings}",
    "quote": "de onbruikbare offerte van {party}{headings}",
    "file": "het onbruikbare bestand {file}",
    "ceiling": "het plafond dat nog niet is bepaald{headings}",
    "below-table": "de invoer onder de tabel in {file}{headings}",
}
"""How an open item is named in a sentence, by its reason."""


class Names:
    """The names of parties and headings, as the reference values give them."""

    def __init__(self, reference: Reference) -> None:
        self._parties = {party.code: party.name for party in reference.parties}
        self._headings = {heading.code: heading.name for heading in reference.headings}
        self._roles: dict[str, set[Role]] = {}
        for party in reference.parties:
            self._roles.setdefault(party.code, set()).add(party.role)

    def heading(self, code: str) -> str:
        """Return the name of a heading."""
        return self._headings.get(code, code)

    def party(self, code: str | None, role: Role | None) -> str:
        """Return the name of a party, with its role where it has more than one."""
        if code is None:
            return "onbekende partij"
        name = self._parties.get(code, code)
        name = name if len(name) <= LONG_NAME else code
        return f"{name} ({role})" if role and len(self._roles.get(code, ())) > 1 else name

    def headings(self, codes: Sequence[str]) -> str:
        """Return the names of headings in a list; unknown where there are none."""
        return joined([self.heading(code) for code in codes]) or "onbekende post"

    def phrase(self, item: OpenItem) -> str:
        """Return an open item as it is named in a sentence."""
        template = PHRASES.get(item.reason, f"{words.REASONS[item.reason].nl}: {{party}}{{line}}{{headings}}")
        return template.format(
            party=self.party(item.organisation, item.role) if item.organisation else item.where.workbook,
            line=f", regel {item.line}" if item.line else "",
            headings=f" ({self.headings(item.headings)})",
            file=item.where.workbook,
        )


def joined(parts: Sequence[str], last: str = "en") -> str:
    """Return parts as a Dutch list: `a, b en c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def effect(difference: int, *, is_open: bool = False) -> str:
    """Return voordelig or nadelig; a difference that can still grow is only known to be unfavourable."""
    if is_open and difference <= 0:
        return "open"
    return words.favourable(difference).nl
