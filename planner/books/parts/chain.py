"""The formulas that take a line from what was quoted to what it costs, as `calculations.vat` does (DESIGN 6).

The order is: VAT off, index and round, VAT on and round. Knows letters of columns, no sheets and no lines.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planner.books.parts.formulas import cents, running

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Structure:
    """What decides the formulas of a line: VAT in its amount, another price level, one VAT relation all year."""

    including: bool
    indexed: bool
    uniform: bool


class Chain:
    """The formulas of the lines of one structure, with `#` for the row; `letter` gives the column of a name.

    `kept` tells whether a column is there to hold a step; where it is not, its formula stands in its place.
    """

    def __init__(self, structure: Structure, letter: Callable[[str], str], kept: Callable[[str], bool]) -> None:
        self._is = structure
        self._letter = letter
        self._kept = kept
        self._amount = self._at("amount")
        self._quarters = [self._at(f"quarter_{k}") for k in QUARTERS] if kept("quarter_1") else []
        self._rates = [self._at(f"rate_{k}" if kept(f"rate_{k}") else "rate_1") for k in QUARTERS]

    def formulas(self, basis: str) -> Mapping[str, str]:
        """Return the formula of each column that is there; `basis` is `including` or `excluding` for the ends."""
        found: dict[str, str] = {"quarter_4": self._last_quarter()}
        found["quoted_ex"], found["quoted_vat"] = f"={self._quoted()}", f"={self._quoted_vat()}"
        if self._is.including:
            found |= {f"quoted_ex_{k}": f"={one}" for k, one in zip(QUARTERS, self._taken_off(), strict=True)}
        if self._is.indexed:
            found |= {f"indexed_{k}": f"={one}" for k, one in zip(QUARTERS, self._indexed(), strict=True)}
        base, whole, tax, factor = self._base(), self._at("excluding"), self._at("vat"), self._factor()
        found["excluding"] = f"={cents(f'{base}*{factor}') if self._is.indexed else base}"
        found["vat"], found["including"] = f"={self._vat()}", f"={cents(f'{whole}+{tax}')}"
        found |= {f"including_{k}": f"={one}" for k, one in zip(QUARTERS, self._paid(), strict=True)}
        if self._kept("low"):
            found |= self._end("low", basis) | self._end("high", basis)
        return {name: formula for name, formula in found.items() if self._kept(name)}

    def quoted(self) -> Mapping[str, str]:
        """Return the formulas of a line that stays as it was quoted, at its own price level."""
        found = {
            "quarter_4": self._last_quarter(),
            "quoted_ex": f"={self._quoted()}",
            "quoted_vat": f"={self._quoted_vat()}",
        }
        return {name: formula for name, formula in found.items() if self._kept(name)}

    def _at(self, name: str) -> str:
        return f"{self._letter(name)}#"

    def _factor(self) -> str:
        return self._at("factor") if self._is.indexed else "1"

    def _same(self) -> str:
        """Return whether the rates of all quarters are equal now."""
        first, *others = self._rates
        return f"AND({','.join(f'ROUND({first}-{other},12)=0' for other in others)})"

    def _either(self, whole: str, by_quarter: str) -> str:
        """Return the first formula where one rate holds all year, else the second."""
        return whole if self._is.uniform else f"IF({self._same()},{whole},{by_quarter})"

    def _last_quarter(self) -> str:
        if not self._quarters:
            return ""
        return f"=ROUND({self._amount}-SUM({self._quarters[0]}:{self._quarters[2]}),2)"

    def _quoted(self) -> str:
        """The amount excluding VAT as quoted."""
        if not self._is.including:
            return self._amount
        parts = [f"ROUND({quarter}/(1+{rate}),2)" for quarter, rate in zip(self._quarters, self._rates, strict=False)]
        return self._either(f"ROUND({self._amount}/(1+{self._rates[0]}),2)", cents("+".join(parts)))

    def _base(self) -> str:
        """The cell that holds the amount excluding VAT as quoted, or its formula where no cell does."""
        if self._kept("quoted_ex"):
            return self._at("quoted_ex")
        return self._quoted()

    def _quoted_vat(self) -> str:
        if self._is.including:
            return cents(f"{self._amount}-{self._base()}")
        return self._put_on(self._amount, self._quarters)

    def _put_on(self, amount: str, quarters: list[str]) -> str:
        """The VAT on an amount excluding it."""
        whole = f"ROUND({amount}*{self._rates[0]},2)"
        if self._is.uniform:
            return whole
        parts = [f"ROUND({quarter}*{rate},2)" for quarter, rate in zip(quarters, self._rates, strict=True)]
        return self._either(whole, cents("+".join(parts)))

    def _spread(self, whole: str, sums: list[str], names: list[str]) -> list[str]:
        """The steps of rounded running sums; the last is what the others leave."""
        steps = [sums[0]]
        steps += [cents(f"{sums[k]}-{'-'.join(names[:k])}") for k in (1, 2)]
        return [*steps, cents(f"{whole}-{'-'.join(names[:3])}")]

    def _taken_off(self) -> list[str]:
        """The quarters of an amount including VAT, without it."""
        names = [self._at(f"quoted_ex_{k}") for k in QUARTERS]
        one = self._spread(self._base(), running(self._quarters[:3], f"/(1+{self._rates[0]})"), names)
        each = [f"ROUND({quarter}/(1+{rate}),2)" for quarter, rate in zip(self._quarters, self._rates, strict=True)]
        return [self._either(whole, part) for whole, part in zip(one, each, strict=True)]

    def _before_index(self) -> list[str]:
        if self._is.including:
            return [self._at(f"quoted_ex_{k}") for k in QUARTERS]
        return self._quarters

    def _indexed(self) -> list[str]:
        names = [self._at(f"indexed_{k}") for k in QUARTERS]
        factor = f"*{self._at('factor')}"
        return self._spread(self._at("excluding"), running(self._before_index()[:3], factor), names)

    def _now(self) -> list[str]:
        """The cells with the quarters excluding VAT at the price level of the offer."""
        return [self._at(f"indexed_{k}") for k in QUARTERS] if self._is.indexed else self._before_index()

    def _unchanged(self) -> str:
        return f"ROUND({self._at('factor')}-1,12)=0"

    def _as_quoted(self) -> str:
        return self._at("quoted_vat") if self._kept("quoted_vat") else self._quoted_vat()

    def _vat(self) -> str:
        if not self._is.indexed:
            return self._as_quoted()
        indexed = self._put_on(self._at("excluding"), self._now())
        return f"IF({self._unchanged()},{self._as_quoted()},{indexed})" if self._is.including else indexed

    def _paid(self) -> list[str]:
        """The quarters including VAT: what must be paid in advance."""
        if self._is.including and not self._is.indexed:
            return [*self._quarters]
        now, rate = self._now(), f"*{self._rates[0]}"
        sums = running(now[:3], rate)
        vats = [sums[0], f"{sums[1]}-{sums[0]}", f"{sums[2]}-{sums[1]}"]
        paid = [self._at(f"including_{k}") for k in QUARTERS]
        parts = []
        for k in range(3):
            by_quarter = cents(f"{now[k]}+ROUND({now[k]}*{self._rates[k]},2)")
            parts.append(self._either(cents(f"{now[k]}+{vats[k]}"), by_quarter))
        parts.append(cents(f"{self._at('including')}-{'-'.join(paid[:3])}"))
        if self._is.including:
            return [
                f"IF({self._unchanged()},{quoted},{part})" for quoted, part in zip(self._quarters, parts, strict=True)
            ]
        return parts

    def _end(self, end: str, basis: str) -> dict[str, str]:
        """The lowest or highest end of a range, excluding VAT and on the basis of the comparison."""
        typed, quoted = self._at(end), self._at(end)
        if self._is.including:
            shared = f"IF({self._amount}=0,{self._base()},ROUND({typed}*{self._base()}/{self._amount},2))"
            quoted = self._either(f"ROUND({typed}/(1+{self._rates[0]}),2)", shared)
        excluding = cents(f"({quoted})*{self._at('factor')}") if self._is.indexed else quoted
        here, whole, tax = self._at(f"{end}_excluding"), self._at("excluding"), self._at("vat")
        vat = self._either(f"ROUND({here}*{self._rates[0]},2)", f"IF({whole}=0,{tax},ROUND({here}*{tax}/{whole},2))")
        including = cents(f"{here}+{vat}")
        if self._is.including:
            including = f"IF({self._unchanged()},{typed},{including})" if self._is.indexed else typed
        return {
            f"{end}_excluding": f"={excluding}",
            f"{end}_compared": f"={including if basis == 'including' else here}",
        }
