"""Reads an answer to a known request beside loading it twice with openpyxl: 300 lines, with and without formulas."""

import io
import random
import statistics
import time
from collections.abc import Callable
from decimal import Decimal

import openpyxl

from planner.books import request as request_book
from planner.sheets import read
from planner.stages.request import Asking
from tests.build import NOWHERE, line, party, priced, quote, reference
from tests.inspecting.answers import bytes_of, filled_in

LINES = 300
ROUNDS = 9


def request() -> bytes:
    """Return a request with 300 lines that have a quantity and a rate."""
    lines = [
        line(
            f"R-{number:03}", cents=10_839_00, description=f"Werk {number}", unit="uur", quantity=Decimal(100),
            rate=Decimal("108.39"),
        )
        for number in range(LINES)
    ]  # fmt: skip
    last = quote("RWS", *lines, year=2026)
    assigned = [priced(one, year=2026) for one in last.lines]
    asking = Asking(reference(), None, 2027, [last], assigned, NOWHERE.cell("year"))
    return request_book.book(asking.of(party("RWS")), 1, reference(), "uitvraag.xlsx")


def answers_ratio() -> None:
    """Print what reading and inspecting an answer costs, beside loading it twice."""
    asked = request()
    for formulas in (False, True):
        data = bytes_of(filled_in(asked, random.Random(1), formulas=formulas), formulas=formulas)
        times = [(_taken(_ours, data, asked), _taken(_plain, data)) for _ in range(ROUNDS)]
        one, other = (statistics.median(column) for column in zip(*times, strict=True))
        name = f"answer of {LINES} lines{', 1.500 formulas' if formulas else ''} / twice"
        print(f"{name:46} {one * 1000:8.0f} ms {other * 1000:8.0f} ms   ratio {one / other:4.2f} (allowed < 1.5)")


def _ours(data: bytes, asked: bytes) -> None:
    read(data, "offerte.xlsx", issued=lambda _: asked)


def _plain(data: bytes) -> None:
    openpyxl.load_workbook(io.BytesIO(data))
    openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def _taken(work: Callable[..., None], *given: bytes) -> float:
    start = time.process_time()
    work(*given)
    return time.process_time() - start


if __name__ == "__main__":
    answers_ratio()
