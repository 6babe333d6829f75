"""The decision note as records of finished Dutch text; what a template can show and nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the requested decision, with the choices between which the board is asked to decide."""

    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameLine:
    """A line of the table against the frame."""

    heading: str
    test: str
    ceiling: str
    offer: str
    difference: str
    effect: str
    verdict: str


@dataclass(frozen=True, slots=True)
class PayerLine:
    """A line of the table of who pays."""

    payer: str
    ceiling: str
    offer: str
    difference: str
    effect: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line of the table of changes since last year; `explanation` names what has to be explained."""

    heading: str
    before: str
    after: str
    difference: str
    effect: str
    share: str
    explanation: str


@dataclass(frozen=True, slots=True)
class OpenLine:
    """Something that is open, and where to look."""

    what: str
    party: str
    headings: str
    place: str


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk that an organisation named."""

    risk: str
    party: str
    chance: str
    consequence: str
    measure: str


@dataclass(frozen=True, slots=True)
class FrameTable:
    """The table against the frame: its caption, lines in the order of `Posten`, sums, and remarks under it."""

    caption: str
    lines: tuple[FrameLine, ...]
    sums: tuple[FrameLine, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PayerTable:
    """Who pays: caption, a line for each payer, the sum, and remarks under it."""

    caption: str
    lines: tuple[PayerLine, ...]
    sums: tuple[PayerLine, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """The change since last year by heading: caption, lines, the sum, and remarks under it."""

    caption: str
    lines: tuple[ChangeLine, ...]
    sums: tuple[ChangeLine, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step that follows the decision."""

    date: str
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Note:
    """The whole note, in the order in which a board expects it; every list can be empty."""

    title: str
    year: int
    to: str
    sender: str
    meeting: str
    status: str
    subject: str
    frame_reference: str
    remark: str
    has_frame: bool
    decision: tuple[Point, ...]
    occasion: str
    key_points: tuple[str, ...]
    frame: FrameTable
    change: str
    causes: tuple[str, ...]
    changes: ChangeTable
    financing: PayerTable
    open: str
    open_faults: tuple[str, ...]
    open_items: tuple[OpenLine, ...]
    open_more: str
    assumptions: tuple[str, ...]
    risk: str
    risks: tuple[RiskLine, ...]
    steps: tuple[Step, ...]
    sources: str
