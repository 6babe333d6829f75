"""The declaration of the workbook with reference values; its sheets stand in two modules beside it."""

from planner.excel.vocabulary import Workbook
from planner.sheets.reference.parties import COST_TYPES, GENERAL, HEADINGS, PARTIES, PAYERS, PRODUCTS
from planner.sheets.reference.values import CALENDAR, INDICES, KEY, RATES, VAT_RELATIONS

WORKBOOK = Workbook(
    "uitgangspunten",
    (
        GENERAL,
        PARTIES,
        PAYERS,
        PRODUCTS,
        HEADINGS,
        COST_TYPES,
        INDICES,
        VAT_RELATIONS,
        KEY,
        RATES,
        CALENDAR,
    ),
    "De uitgangspunten: partijen, catalogus, posten, indexen, btw, verdeelsleutel, tarieven en kalender.",
    "The reference values: parties, catalogue, headings, indices, VAT, financing key, rates and calendar.",
)
