"""Turns the reference workbook as read into records; judges nothing beyond cells."""

from collections.abc import Callable
from typing import TypeVar

from planner.excel.results import Read, Row
from planner.excel.units import Units
from planner.problems import Problem
from planner.records import (
    CostType,
    General,
    Heading,
    HourlyRate,
    IndexRate,
    KeyShare,
    Milestone,
    Party,
    Payer,
    Product,
    Reference,
    VatRelation,
)
from planner.sheets import shared
from planner.sheets.reference import parties, values

Record = TypeVar("Record")


def records(read: Read) -> tuple[Reference, list[Problem]]:
    """Return the reference values; amounts are euros, and a refused row gives no record.

    What is missing then shows where it is asked for: an unknown code, an index year or a VAT relation.
    """
    key_table = read.tables[values.KEY.name].table
    units, general_units = Units(key_table, 1), Units(read.first.origin.table, 1)
    reference = Reference(
        general=_general(read, general_units),
        parties=_each(read, parties.PARTIES.name, _party),
        payers=_each(read, parties.PAYERS.name, _payer),
        products=_each(read, parties.PRODUCTS.name, _product),
        headings=_each(read, parties.HEADINGS.name, _heading),
        cost_types=_each(read, parties.COST_TYPES.name, _cost_type),
        indices=_each(read, values.INDICES.name, _index),
        vat=_each(read, values.VAT_RELATIONS.name, _vat),
        key=_each(read, values.KEY.name, lambda row: _share(row, units)),
        rates=_each(read, values.RATES.name, _rate),
        calendar=_each(read, values.CALENDAR.name, _milestone),
        partial=frozenset(name for name, table in read.tables.items() if table.refused or not table.complete),
    )
    return reference, units.notes(shared.heading_names(values.KEY))


def _each(read: Read, sheet: str, make: Callable[[Row], Record]) -> tuple[Record, ...]:
    """Make a record of each row; a table without one of its headings has no rows that can be trusted."""
    table = read.tables[sheet]
    return tuple(make(row) for row in table.rows) if table.complete else ()


def _general(read: Read, units: Units) -> General:
    first = read.first
    threshold = first.money("threshold_amount")
    return General(
        discount_rate=first.number("discount_rate"),
        threshold_share=first.number("threshold_share"),
        threshold_amount=units.cents(threshold.low) if threshold else None,
        productive_hours=first.number("productive_hours"),
        hiring_norm=first.number("hiring_norm"),
        remark=first.text("remark"),
        origin=first.origin,
    )


def _party(row: Row) -> Party:
    return Party(
        code=row.text("code"),
        name=row.text("name"),
        role=row.get("role"),
        settlement=row.text("settlement"),
        period=shared.period(row),
        source=row.text("source"),
        origin=row.origin,
    )


def _payer(row: Row) -> Payer:
    return Payer(row.text("code"), row.text("name"), row.text("source"), row.origin)


def _product(row: Row) -> Product:
    return Product(
        code=row.text("code"),
        name=row.text("name"),
        organisation=row.text("organisation"),
        role=row.get("role"),
        heading=row.text("heading"),
        norm=row.text("norm"),
        period=shared.period(row),
        origin=row.origin,
    )


def _heading(row: Row) -> Heading:
    return Heading(
        code=row.text("code"),
        name=row.text("name"),
        regime=row.get("regime"),
        category=row.text("category"),
        wage_share=row.get("wage_share"),
        price_share=row.get("price_share"),
        source=row.text("source"),
        origin=row.origin,
    )


def _cost_type(row: Row) -> CostType:
    return CostType(row.text("name"), row.text("series") or None, row.text("note"), row.origin)


def _index(row: Row) -> IndexRate:
    return IndexRate(
        series=row.text("series"),
        year=row.get("year"),
        rate=row.get("rate"),
        status=row.text("status"),
        source=row.text("source"),
        origin=row.origin,
    )


def _vat(row: Row) -> VatRelation:
    return VatRelation(
        supplier=row.text("supplier"),
        role=row.get("role"),
        customer=row.text("customer"),
        status=row.text("status"),
        rate=row.get("rate"),
        period=shared.period(row),
        source=row.text("source"),
        certainty=row.text("certainty"),
        origin=row.origin,
    )


def _share(row: Row, units: Units) -> KeyShare:
    band, maximum = row.money("band_from"), row.money("maximum")
    return KeyShare(
        category=row.text("category"),
        band_from=units.cents(band.low, "band_from", row.origin.row) if band else 0,
        payer=row.text("payer"),
        share=row.get("share"),
        maximum=units.cents(maximum.low, "maximum", row.origin.row) if maximum else None,
        rest_to=row.text("rest_to"),
        period=shared.period(row),
        source=row.text("source"),
        origin=row.origin,
    )


def _rate(row: Row) -> HourlyRate:
    return HourlyRate(row.text("scale"), row.get("year"), row.get("rate"), row.text("source"), row.origin)


def _milestone(row: Row) -> Milestone:
    return Milestone(
        year=row.get("year"),
        name=row.text("name"),
        date=row.get("date"),
        responsible=row.text("responsible"),
        source=row.text("source"),
        origin=row.origin,
    )
