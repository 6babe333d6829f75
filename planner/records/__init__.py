"""The records of the offer cycle: frozen, with the cells they came from; knows no workbooks and no rules.

Records compare by content: `origin` is left out, so opening and saving a workbook changes nothing.
Cents are whole euro cents on the price level and VAT basis of the quote, strategy or frame that holds them.
"""

from planner.records.common import INCOME_COST_TYPE, OpenItem, Period, Test, Unread
from planner.records.decisions import Acceptance, Decision, Outcome, SentBack
from planner.records.offer import Offer, PricedLine, Quarters
from planner.records.plans import Ceiling, Estimate, Frame, Goal, OtherItem, Strategy, Subject
from planner.records.quotes import QUARTER_FIELDS, Line, Quote, Risk
from planner.records.reference import (
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

__all__ = [
    "INCOME_COST_TYPE",
    "QUARTER_FIELDS",
    "Acceptance",
    "Ceiling",
    "CostType",
    "Decision",
    "Estimate",
    "Frame",
    "General",
    "Goal",
    "Heading",
    "HourlyRate",
    "IndexRate",
    "KeyShare",
    "Line",
    "Milestone",
    "Offer",
    "OpenItem",
    "OtherItem",
    "Outcome",
    "Party",
    "Payer",
    "Period",
    "PricedLine",
    "Product",
    "Quarters",
    "Quote",
    "Reference",
    "Risk",
    "SentBack",
    "Strategy",
    "Subject",
    "Test",
    "Unread",
    "VatRelation",
]
