"""What can be asked for by a word or two: which figure `offerte.beheer.RWS.K1` means; knows no amounts.

A code is words with dots, underscores or spaces between them, in any order, in Dutch or English, without regard to
case. So it can be the name of a range in a workbook (`planner_plafond_beheer`) and what a person types in a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from planner.agreement import Role
from planner.excel.matching import meant
from planner.problems import Words
from planner.records import Reference


class Measure(StrEnum):
    """Which amount is asked for."""

    CEILING = "plafond"
    FLOOR = "ondergrens"
    OFFER = "offerte"
    DIFFERENCE = "verschil"
    ESTIMATE = "raming"
    SHARE = "bijdrage"
    OPEN = "open"


class Whole(StrEnum):
    """A sum over headings."""

    BINDING = "taakstellend"
    TOTAL = "totaal"


class Vat(StrEnum):
    """Whether an offer is asked for on another basis than that of the comparison."""

    EXCLUDING = "exclusief"
    INCLUDING = "inclusief"
    ONLY = "btw"


class Unit(StrEnum):
    """In what the amount is written."""

    EURO = "euro"
    THOUSANDS = "duizend"


MEANINGS = {
    Measure.CEILING: Words("plafond uit het kader", "ceiling of the frame"),
    Measure.FLOOR: Words("ondergrens uit het kader", "floor of the frame"),
    Measure.OFFER: Words("offerte", "offer"),
    Measure.DIFFERENCE: Words("offerte min plafond", "offer less ceiling"),
    Measure.ESTIMATE: Words("raming uit de strategie", "estimate of the strategy"),
    Measure.SHARE: Words("bijdrage in de offerte", "share in the offer"),
    Measure.OPEN: Words("aantal pm-posten", "number of open items"),
    Whole.BINDING: Words("alle taakstellende posten samen", "all binding headings together"),
    Whole.TOTAL: Words("alle posten samen", "all headings together"),
    Vat.EXCLUDING: Words("exclusief btw", "excluding VAT"),
    Vat.INCLUDING: Words("inclusief btw", "including VAT"),
    Vat.ONLY: Words("alleen de btw", "the VAT only"),
    Unit.EURO: Words("in euro", "in euros"),
    Unit.THOUSANDS: Words("in duizenden euro's", "in thousands of euros"),
}
_ENGLISH: dict[str, StrEnum] = {
    "ceiling": Measure.CEILING,
    "floor": Measure.FLOOR,
    "offer": Measure.OFFER,
    "difference": Measure.DIFFERENCE,
    "estimate": Measure.ESTIMATE,
    "share": Measure.SHARE,
    "pm": Measure.OPEN,
    "binding": Whole.BINDING,
    "total": Whole.TOTAL,
    "excluding": Vat.EXCLUDING,
    "excl": Vat.EXCLUDING,
    "including": Vat.INCLUDING,
    "incl": Vat.INCLUDING,
    "vat": Vat.ONLY,
    "thousand": Unit.THOUSANDS,
    "x 1.000": Unit.THOUSANDS,
    "x 1000": Unit.THOUSANDS,
    "x1000": Unit.THOUSANDS,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that is asked for; what is None was not said."""

    measure: Measure | None = None
    heading: str | None = None
    whole: Whole | None = None
    organisation: str | None = None
    role: Role | None = None
    cost_type: str | None = None
    quarter: int | None = None
    vat: Vat | None = None
    payer: str | None = None
    of_ceiling: bool = False
    unit: Unit | None = None

    def joined(self, other: "Asked") -> "Asked | None":
        """Return what both say together; None where they say different things of one matter."""
        own = {name: value for name in _FIELDS if (value := getattr(self, name))}
        more = {name: value for name in _FIELDS if (value := getattr(other, name))}
        if {self.measure, other.measure} == {Measure.SHARE, Measure.CEILING}:
            own["measure"] = more["measure"] = Measure.SHARE
            own["of_ceiling"] = True
        if any(own[name] != more[name] for name in own.keys() & more.keys()):
            return None
        return replace(self, **{**own, **more})

    @property
    def makes_sense(self) -> bool:
        """Tell whether there can be such a figure."""
        measure = self.measure or Measure.OFFER
        split = bool(self.organisation or self.role or self.cost_type or self.quarter or self.vat)
        if (measure is Measure.SHARE) != bool(self.payer):
            return False
        if self.heading and self.whole:
            return False
        if measure is Measure.SHARE:
            return not (split or self.heading or self.whole)
        if measure is Measure.OPEN:
            return not (self.cost_type or self.quarter or self.vat)
        if measure in {Measure.FLOOR, Measure.ESTIMATE}:
            return bool(self.heading) and not split
        return measure is Measure.OFFER or not split


_FIELDS = tuple(Asked.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Unknown:
    """What cannot be understood: the words, and the code that was probably meant."""

    words: str
    meant: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word that can be used in a code: how it is written, what it says, and what it means to a reader."""

    code: str
    asked: Asked
    meaning: Words
    kind: Words


class Vocabulary:
    """The words for what one set of reference values knows."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Return every word that can be used, in the order in which a reader would look for them."""
        return tuple(self._words())

    def understood(self, text: str) -> Asked | Unknown:
        """Return what a code asks for, or the words that are not known."""
        left = _tokens(text)
        found = Asked()
        while left:
            length = next((n for n in range(min(len(left), self._longest), 0, -1) if tuple(left[:n]) in self._keys), 0)
            if not length:
                return Unknown(left[0], self._meant(text, left))
            joined = self._joined(found, tuple(left[:length]))
            if joined is None:
                return Unknown(text.strip())
            found, left = joined, left[length:]
        return found

    def catalogue(self) -> Iterator[tuple[str, Words]]:
        """Yield the codes that are asked for most, each with its meaning; others are made of the same words."""
        headings = [one for one in self.words if one.asked.heading or one.asked.whole]
        for measure in (
            Measure.CEILING,
            Measure.FLOOR,
            Measure.OFFER,
            Measure.DIFFERENCE,
            Measure.ESTIMATE,
            Measure.OPEN,
        ):
            for word in headings:
                if replace(word.asked, measure=measure).makes_sense:
                    yield f"{measure}.{word.code}", _said(MEANINGS[measure], word.meaning)
        for word in self.words:
            if word.asked.organisation or word.asked.cost_type or word.asked.quarter or word.asked.vat:
                yield f"{Measure.OFFER}.{word.code}", _said(MEANINGS[Measure.OFFER], word.meaning)
            if word.asked.payer:
                yield f"{Measure.SHARE}.{word.code}", _said(MEANINGS[Measure.SHARE], word.meaning)
                yield (
                    f"{Measure.SHARE}.{Measure.CEILING}.{word.code}",
                    _said(Words("bijdrage in de plafonds", "share in the ceilings"), word.meaning),
                )

    def _words(self) -> Iterator[Word]:
        reference = self._reference
        yield from (Word(one, Asked(measure=one), MEANINGS[one], Words("wat", "what")) for one in Measure)
        for heading in reference.headings:
            yield _word(heading.code, Asked(heading=heading.code), heading.name, Words("post", "heading"))
        yield from (Word(one, Asked(whole=one), MEANINGS[one], Words("post", "heading")) for one in Whole)
        names = {party.code: party.name for party in reference.parties if party.role is not Role.SBO}
        for code, name in names.items():
            yield _word(code, Asked(organisation=code), name, Words("organisatie", "organisation"))
        for role in (Role.OBO, Role.TBO):
            yield _word(str(role), Asked(role=role), str(role), Words("rol", "role"))
        for one in reference.cost_types:
            yield _word(one.name, Asked(cost_type=one.name), one.name, Words("kostensoort", "cost type"))
        for payer in reference.payers:
            yield _word(payer.code, Asked(payer=payer.code), payer.name, Words("bijdragende partij", "payer"))
        for quarter in range(1, 5):
            meaning = Words(f"kwartaal {quarter}", f"quarter {quarter}")
            yield Word(f"K{quarter}", Asked(quarter=quarter), meaning, Words("kwartaal", "quarter"))
        yield from (Word(one, Asked(vat=one), MEANINGS[one], Words("btw", "VAT")) for one in Vat)
        yield from (Word(one, Asked(unit=one), MEANINGS[one], Words("eenheid", "unit")) for one in Unit)

    @cached_property
    def _keys(self) -> dict[tuple[str, ...], list[Asked]]:
        """Return what each way of writing a word can mean: its code and its name, and those in English."""
        found: dict[tuple[str, ...], list[Asked]] = {}
        names = {one.code: one.name for one in self._reference.headings}
        names |= {one.code: one.name for one in self._reference.payers}
        for word in self.words:
            for text in (word.code, names.get(word.code, word.code)):
                found.setdefault(tuple(_tokens(text)), []).append(word.asked)
        for text, value in _ENGLISH.items():
            meaning = next(word.asked for word in self.words if word.code == value)
            found.setdefault(tuple(_tokens(text)), []).append(meaning)
        for quarter in range(1, 5):
            for text in (f"Q{quarter}", f"kwartaal {quarter}", f"{quarter}e kwartaal", f"quarter {quarter}"):
                found.setdefault(tuple(_tokens(text)), []).append(Asked(quarter=quarter))
        return found

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._keys))

    def _joined(self, found: Asked, key: tuple[str, ...]) -> Asked | None:
        """Return what was found with one word more; a word with two meanings takes the one that goes with the rest."""
        return next((joined for one in self._keys[key] if (joined := found.joined(one))), None)

    def _meant(self, text: str, left: list[str]) -> str | None:
        """Return the code with its first unknown words put right."""
        known = _tokens(text)[: len(_tokens(text)) - len(left)]
        for length in range(min(len(left), self._longest), 0, -1):
            close = meant(" ".join(left[:length]), [" ".join(key) for key in self._keys], cutoff=0.7)
            if close:
                return ".".join([*known, *close.split(), *left[length:]])
        longer = [key for key in self._keys if key[:1] == (left[0],)]
        return ".".join([*known, *longer[0], *left[1:]]) if len(longer) == 1 else None


def _word(code: str, asked: Asked, name: str, kind: Words) -> Word:
    return Word(code, asked, Words(name, name), kind)


def _said(first: Words, second: Words) -> Words:
    return Words(f"{first.nl}: {second.nl}", f"{first.en}: {second.en}")


def _tokens(text: str) -> list[str]:
    return [word for word in re.split(r"[^\w]+|_", text.casefold()) if word]
