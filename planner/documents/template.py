"""Fills a Word template that a secretary edited; whatever is wrong with it is a problem that says where and what to do.

The template is somebody else's work: it runs in Jinja's sandbox, everything that is put in is escaped, and a
placeholder that does not exist is never silently left blank.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from planner.documents.package import reproducible
from planner.documents.placeholders import NEEDED, PLACEHOLDERS, Placeholder
from planner.places import Place
from planner.problems import Problem, Words, problem

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

LONGEST = 80
"""So much of the text around a mistake is shown."""
_TEXTS = re.compile(r"/word/(document|header\d*|footer\d*|footnotes)\.xml")
_ROOT = Placeholder("", "", "", PLACEHOLDERS)
_LOOP = Placeholder("loop", "", "", tuple(Placeholder(name, "", "") for name in (
    "index", "index0", "first", "last", "length", "revindex", "revindex0",
)))  # fmt: skip
_Known = Mapping[str, Placeholder | None]
"""The names that can be used at a place; None where nothing is known of what they hold."""


def filled(template: bytes, context: Mapping[str, Any], where: Place) -> tuple[Any | None, tuple[Problem, ...]]:
    """Return the template filled in, as a docxtpl document to be saved, and what is wrong with it.

    None where it could not be filled in.
    """
    opened = _opened(template)
    if opened is None:
        return None, (problem("template-not-word", where),)
    problems = tuple(_checked(opened, where))
    if any(one.code != "template-without" for one in problems):
        return None, problems
    try:
        opened.render(dict(context), environment(), autoescape=True)
    except Exception as fault:  # whatever a template does wrong as it is filled in is its own mistake
        return None, (*problems, _failure(fault, where))
    return opened, problems


def saved(document: Any) -> bytes:
    """Return a filled document as bytes that depend on nothing but its content."""
    buffer = io.BytesIO()
    document.save(buffer)
    return reproducible(buffer.getvalue())


def check(template: bytes, where: Place) -> tuple[Problem, ...]:
    """Return what is wrong with a template, also in the parts that the present figures do not reach."""
    opened = _opened(template)
    return tuple(_checked(opened, where)) if opened else (problem("template-not-word", where),)


def environment() -> "Environment":
    """Return the Jinja environment of templates: sandboxed, escaping, and strict about names."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _opened(template: bytes) -> Any | None:
    """Return the template as docxtpl opens it, None where it is no Word document."""
    from docxtpl import DocxTemplate

    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            if package.testzip() is not None:
                return None
        opened = DocxTemplate(io.BytesIO(template))
        opened.init_docx()
    except (OSError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None
    return opened


def _checked(opened: Any, where: Place) -> Iterator[Problem]:
    """Yield what is wrong with the placeholders of every part, without filling it in."""
    from jinja2 import TemplateSyntaxError

    used: set[str] = set()
    for text in _parts(opened):
        try:
            tree = environment().parse(text)
            environment().from_string(text)  # filters and tests are looked up here, not in the parser
        except TemplateSyntaxError as fault:
            yield problem("template-syntax", where, found=_around(text, fault.lineno), fault=fault.message or "")
            return
        walker = _Walker()
        walker.walk(tree, {**dict.fromkeys(_set_in(tree)), **_ROOT.known})
        used |= walker.used
        for name, near in walker.unknown.items():
            yield problem("template-placeholder", where, found=name, near=_near(near))
    for name in NEEDED:
        if name not in used:
            yield problem("template-without", where, expected=name)


def _parts(opened: Any) -> Iterator[str]:
    """Yield the text of each part that can hold placeholders, with tags that Word split over runs joined again."""
    for part in opened.docx.part.package.iter_parts():
        if _TEXTS.fullmatch(str(part.partname)):
            yield opened.patch_xml(part.blob.decode())


class _Walker:
    """Follows names through a template: loops bind a name to an item of their list."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.unknown: dict[str, str | None] = {}

    def walk(self, node: "nodes.Node", known: _Known) -> None:
        """Look at a node and everything in it."""
        from jinja2 import nodes

        if isinstance(node, nodes.For):
            self._loop(node, known)
            return
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            self._resolve(node, known)
            return
        for child in node.iter_child_nodes():
            self.walk(child, known)

    def _loop(self, node: "nodes.For", known: _Known) -> None:
        from jinja2 import nodes

        source = self._resolve(node.iter, known)
        inner = dict(known)
        if isinstance(node.target, nodes.Name):
            item = Placeholder(source.name, "", "", source.parts) if source and source.many else None
            inner |= {node.target.name: item, "loop": _LOOP}
        for child in (*node.body, *node.else_):
            self.walk(child, inner)

    def _resolve(self, node: "nodes.Node", known: _Known) -> Placeholder | None:
        """Return what a name stands for, None where that cannot be told; notes the name if it is unknown."""
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            if node.name in known:
                self.used.add(node.name)
                return known[node.name]
            if node.ctx == "load" and node.name not in environment().globals:
                self._note(node.name, node.name, known)
            return None
        if isinstance(node, nodes.Getattr):
            parent = self._resolve(node.node, known)
            if parent is None or parent.many:
                return None
            if node.attr in parent.known:
                return parent.known[node.attr]
            self._note(f"{parent.name}.{node.attr}", node.attr, parent.known)
            return None
        for child in node.iter_child_nodes():
            self.walk(child, known)
        return None

    def _note(self, full: str, name: str, known: _Known) -> None:
        close = get_close_matches(name, list(known), n=1, cutoff=0.6)
        self.unknown[full] = close[0] if close else None


def _set_in(tree: "nodes.Template") -> Iterator[str]:
    """Yield the names that a template gives a value itself, other than by a loop."""
    from jinja2 import nodes

    for node in tree.find_all((nodes.Assign, nodes.AssignBlock, nodes.With, nodes.Macro, nodes.CallBlock)):
        for name in node.find_all(nodes.Name):
            if name.ctx != "load":
                yield name.name
        if isinstance(node, nodes.Macro):
            yield node.name


def _near(name: str | None) -> Words:
    return Words(f" Bedoelt u {name}?", f" Do you mean {name}?") if name else Words("", "")


def _around(text: str, line: int) -> str:
    """Return the readable text of the line with a mistake; a part is often one long line, so its tags."""
    lines = text.splitlines()
    here = lines[line - 1] if 0 < line <= len(lines) else text
    tags = re.findall(r"\{[%{#].*?[%}#]\}", re.sub(r"<[^>]+>", "", here))
    shown = " ".join(tags[-3:] if line >= len(lines) else tags) or re.sub(r"<[^>]+>", "", here)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]} ..."


def _failure(fault: Exception, where: Place) -> Problem:
    from jinja2 import UndefinedError
    from jinja2.exceptions import SecurityError

    text = " ".join(str(fault).split())[: 3 * LONGEST]
    if isinstance(fault, SecurityError):
        return problem("template-unsafe", where, found=text)
    if isinstance(fault, UndefinedError):
        name = re.search(r"'([^']+)' is undefined|has no (?:attribute|element) '?([^']+)'?", text)
        found = next((group for group in name.groups() if group), text) if name else text
        return problem("template-placeholder", where, found=found, near=_near(None))
    return problem("template-failed", where, found=f"{type(fault).__name__}: {text}")
