"""Formulas as patterns: their references relative to the cell (R1C1), and the tree of what they do; evaluates nothing.

Two cells of a filled column hold different texts and the same pattern. The pattern is made with one pass over the
text; openpyxl's Tokenizer takes a formula apart once for each pattern, because that is thirty times as dear.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.excel.formula_tree import ADDRESS, Node, Reference, reference_of
from planner.excel.matching import number

if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token

_IN_TEXT = re.compile(
    rf""""(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\]|(?<![\w.$]){ADDRESS}(?![\w(.!])|\s+""",
    re.IGNORECASE,
)
_ON_OTHER = re.compile(r"!(?:\$?[A-Z]{1,3}\$?[0-9]+:)?\Z", re.IGNORECASE)
_OTHER_FILE = re.compile(r"(?<![RC])\[[^\][]+\][^\][!(),]*!|file://", re.IGNORECASE)
"""The name of a file in brackets before a sheet, or an address; `R[-2]C[0]-UBR!` of a pattern is neither."""
_ARITHMETIC = frozenset({"SUM", "ROUND", "ROUNDUP", "ROUNDDOWN", "ABS"})
"""What people type with bare numbers to have a figure worked out."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A pattern: its key, its tree (None where it could not be taken apart) and the references in it."""

    key: str
    tree: Node | None
    references: tuple[Reference, ...]

    @property
    def external(self) -> bool:
        """Tell whether it refers to another file."""
        return _OTHER_FILE.search(self.key) is not None

    @property
    def typed(self) -> bool:
        """Tell whether it is no more than a number that somebody typed: a sum of bare numbers."""
        if self.tree is None or self.references:
            return False
        return all(one.what != "name" and (one.what != "call" or one.value in _ARITHMETIC) for one in self.tree.walk())


def key_of(text: str, row: int, column: int) -> str:
    """Return the pattern of a formula in a cell: its references as R1C1, without spaces."""

    def relative(match: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, digits = match.groups()
        if letters is None:
            return "" if match[0].isspace() else match[0]
        at, line = number(letters.upper()), int(digits)
        # Fixed to its own row or column says nothing more than being there: totals are often written so.
        far = _ON_OTHER.search(text, 0, match.start()) is not None
        down = f"R{line}" if fixed_row and (far or line != row) else f"R[{line - row}]"
        return down + (f"C{at}" if fixed_column and (far or at != column) else f"C[{at - column}]")

    return _IN_TEXT.sub(relative, text)


class Patterns:
    """The patterns of one workbook, each taken apart once; `names` are what its names stand for (`Blad!$B$2`)."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self._names = {name.casefold(): meant for name, meant in (names or {}).items()}
        self._known: dict[tuple[str, str], Formula] = {}

    def of(self, text: str, row: int, column: int, sheet: str = "") -> Formula:
        """Return the pattern of a formula in a cell of a sheet."""
        key = key_of(text, row, column), sheet if self._names else ""
        found = self._known.get(key)
        if found is None:
            tree = _parsed(text, row, column, _Names(self._names, sheet))
            references = tuple(one.value for one in tree.walk() if isinstance(one.value, Reference)) if tree else ()
            found = self._known[key] = Formula(key[0], tree, references)
        return found


@dataclass(frozen=True, slots=True)
class _Names:
    """What the names of a workbook mean in a formula on a sheet."""

    known: Mapping[str, str]
    sheet: str

    def reference(self, name: str) -> Reference | None:
        found = reference_of(self.known.get(name.casefold(), ""), 1, 1)
        return replace(found, sheet="") if found and found.sheet == self.sheet else found


_BINDING = {"=": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "<>": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}


class _Unknown(Exception):
    """A formula of a shape that is not taken apart (a matrix, an intersection)."""


def _parsed(text: str, row: int, column: int, names: _Names) -> Node | None:
    from openpyxl.formula.tokenizer import Tokenizer, TokenizerError

    if len(text) > 8_192:
        return None
    try:
        tokens = [one for one in Tokenizer(text).items if one.type != "WHITE-SPACE"]
        return _Parser(tokens, row, column, names).whole()
    except (_Unknown, TokenizerError, IndexError, ValueError, ArithmeticError, RecursionError):
        return None


class _Parser:
    """Reads the tokens of one formula, by the binding strength of its operators."""

    def __init__(self, tokens: "Sequence[Token]", row: int, column: int, names: _Names) -> None:
        self._tokens, self._names = tokens, names
        self._at = 0
        self._row, self._column = row, column

    def whole(self) -> Node:
        node = self._operation(0)
        if self._at != len(self._tokens):
            raise _Unknown
        return node

    def _peek(self) -> "Token | None":
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _operation(self, least: int) -> Node:
        left = self._postfix(self._operand())
        while (token := self._peek()) and token.type == "OPERATOR-INFIX":
            strength = _BINDING.get(token.value)
            if strength is None:
                raise _Unknown
            if strength <= least:
                break
            self._at += 1
            left = Node(token.value, (left, self._operation(strength)))
        return left

    def _postfix(self, node: Node) -> Node:
        while (token := self._peek()) and token.type == "OPERATOR-POSTFIX":
            self._at += 1
            node = Node("pct", (node,))
        return node

    def _operand(self) -> Node:
        token = self._tokens[self._at]
        self._at += 1
        match token.type:
            case "OPERATOR-PREFIX":
                inner = self._operation(4)
                return Node("neg", (inner,)) if token.value == "-" else inner
            case "PAREN" if token.subtype == "OPEN":
                inner = self._operation(0)
                self._close()
                return Node("group", (inner,))
            case "FUNC" if token.subtype == "OPEN":
                return self._call(token.value[:-1].upper())
            case "OPERAND":
                return self._leaf(token)
        raise _Unknown

    def _leaf(self, token: "Token") -> Node:
        match token.subtype:
            case "NUMBER":
                return Node("num", (), Decimal(token.value))
            case "TEXT":
                return Node("text", (), token.value[1:-1].replace('""', '"'))
            case "RANGE":
                found = reference_of(token.value, self._row, self._column) or self._names.reference(token.value)
                return Node("ref", (), found) if found else Node("name", (), token.value)
        return Node("name", (), token.value)

    def _close(self) -> None:
        token = self._tokens[self._at]
        if token.subtype != "CLOSE":
            raise _Unknown
        self._at += 1

    def _call(self, name: str) -> Node:
        given: list[Node] = []
        while (token := self._tokens[self._at]).subtype != "CLOSE":
            if token.type == "SEP":
                self._at += 1
                continue
            given.append(self._operation(0))
        self._at += 1
        return Node("call", tuple(given), name)
