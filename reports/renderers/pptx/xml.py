"""Small helpers for the parts of a presentation that python-pptx has no words for."""

from __future__ import annotations

from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from reports.renderers.pptx.geometry import Box


def element(markup: str, *prefixes: str) -> Any:
    """Return an element from markup of ours; the prefixes it uses are declared on it."""
    head, mark, tail = markup.partition("/>" if ">" not in markup.partition("/>")[0] else ">")
    return parse_xml(f"{head} {nsdecls(*(prefixes or ('a',)))}{mark}{tail}")


def child(parent: Any, tag: str) -> Any:
    """Return the first child with this tag, or None."""
    return parent.find(qn(tag))


def clear(parent: Any) -> None:
    """Take away every child."""
    for one in list(parent):
        parent.remove(one)


def place(shape: Any, box: Box) -> None:
    """Put a shape where it belongs."""
    shape.left, shape.top, shape.width, shape.height = box.emu()


def describe(shape: Any, words: str, name: str = "") -> None:
    """Give a shape its alternative text, and a name for the list of everything on a slide."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", words)
    if name:
        properties.set("name", name)
