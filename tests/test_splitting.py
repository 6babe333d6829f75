"""The working of a split comes to what the calculation itself says, for any key and total."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from planner.books.parts.splitting import worked
from planner.calculations.financing import Band, Share, finance
from tests.build import share

PAYERS = ("RIJK", "GEMEENTEN", "WATERSCHAPPEN", "PROVINCIES")
PARTS = st.lists(st.integers(1, 9_999), min_size=1, max_size=4)


def a_band(parts, start, caps):
    """Return the rows of one band, whose shares add up to 1 as far as 15 digits go."""
    whole = sum(parts)
    return [
        share(
            PAYERS[i],
            f"{Decimal(part) / whole:.15f}",
            band=start,
            maximum=caps[i] if i < len(caps) else None,
            rest_to=PAYERS[0],
        )
        for i, part in enumerate(parts)
    ]


@given(
    st.integers(-(10**10), 10**10),
    PARTS,
    PARTS,
    st.integers(1, 10**10),
    st.lists(st.none() | st.integers(0, 10**9), max_size=4),
)
def test_the_working_comes_to_the_split(total, first, second, start, caps):
    rows = [*a_band(first, 0, caps), *a_band(second, start, caps)]
    bands = [
        Band(begin, tuple(Share(r.payer, r.share, r.maximum, r.rest_to) for r in rows if r.band_from == begin))
        for begin in (0, start)
    ]
    found = dict.fromkeys(PAYERS, 0)
    for row, one in zip(rows, worked(total, rows), strict=True):
        found[row.payer] += one.kept
        found[row.rest_to] += one.beyond
    split = finance(total, bands)
    assert found == {payer: split.of(payer) for payer in PAYERS}
