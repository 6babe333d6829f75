"""Problems as values, and the one registry that gives each code its severity, text and remedy."""

from planner.problems import (
    cells,
    decisions,
    documents,
    editing,
    files,
    filling,
    frame,
    inspection,
    mapping,
    offer,
    quotes,
    reference,
    register,
    sheets,
    slips,
    strategy,
    writing,
)
from planner.problems.registry import (
    Fact,
    Kind,
    Lang,
    Problem,
    Severity,
    Words,
    collect,
    plain_fact,
    problem,
    shown,
)

REGISTRY = collect(
    files.KINDS,
    sheets.KINDS,
    cells.KINDS,
    reference.KINDS,
    strategy.KINDS,
    frame.KINDS,
    quotes.KINDS,
    offer.KINDS,
    writing.KINDS,
    editing.KINDS,
    filling.KINDS,
    register.KINDS,
    decisions.KINDS,
    documents.KINDS,
    mapping.KINDS,
    inspection.KINDS,
    slips.KINDS,
)


def kind_of(found: Problem) -> Kind:
    """Return the registry's entry for a problem."""
    return REGISTRY[found.code]


def severity_of(found: Problem) -> Severity:
    """Return how bad a problem is."""
    return found.severity or REGISTRY[found.code].severity


def message(found: Problem, lang: Lang) -> str:
    """Return the text of a problem in one language."""
    kind = kind_of(found)
    return _filled(kind.nl if lang == "nl" else kind.en, found, lang)


def remedy(found: Problem, lang: Lang) -> str:
    """Return what to do about a problem, in one language."""
    kind = kind_of(found)
    return _filled(kind.nl_remedy if lang == "nl" else kind.en_remedy, found, lang)


def _filled(template: str, found: Problem, lang: Lang) -> str:
    return template.format_map({name: shown(fact, lang) for name, fact in found.facts})


__all__ = [
    "REGISTRY",
    "Fact",
    "Kind",
    "Lang",
    "Problem",
    "Severity",
    "Words",
    "kind_of",
    "message",
    "plain_fact",
    "problem",
    "remedy",
    "severity_of",
    "shown",
]
