"""What a tagged PDF still lacks when the library has written it: scopes of headers, and margins set aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pydyf

_ARTIFACT = pydyf.Dictionary({"Type": "/Pagination"})


def finish(_document: Any, pdf: pydyf.PDF) -> None:
    """Complete a PDF just before it is written."""
    for header in (item for item in pdf.objects if _is_header(item)):
        # Readers want a scope beside the lists of headers.
        _table, row, _column = header["ID"].string.rsplit("-", 2)
        header["A"]["Scope"] = "/Column" if row == "0" else "/Row"
    _set_margins_aside(pdf)


def _is_header(item: object) -> bool:
    return isinstance(item, pydyf.Dictionary) and item.get("S") == "/TH" and "ID" in item


def _set_margins_aside(pdf: pydyf.PDF) -> None:
    """Mark as artifacts what stands in the margins: it is no part of the text, and is not read out."""
    told = _told(pdf)
    for page in (item for item in pdf.objects if _is_page(item)):
        drawn = _found(pdf, page["Contents"]).stream
        for place in [place for place, operator in enumerate(drawn) if operator == b"BDC"]:
            if drawn[place - 1].get("MCID") not in told[page.reference]:
                drawn[place - 2 : place] = ["/Artifact", _ARTIFACT]


def _told(pdf: pydyf.PDF) -> dict[bytes, set[int]]:
    """Return the marks of every page that the tree of tags leads to."""
    told: dict[bytes, set[int]] = defaultdict(set)
    for element in _elements(pdf, pdf.catalog["StructTreeRoot"]):
        if "Pg" in element:
            told[element["Pg"]].update(kid for kid in element["K"] if isinstance(kid, int))
    return told


def _elements(pdf: pydyf.PDF, root: bytes) -> Iterator[pydyf.Dictionary]:
    waiting = [root]
    while waiting:
        element = _found(pdf, waiting.pop())
        if "K" in element:
            yield element
            waiting.extend(kid for kid in element["K"] if isinstance(kid, bytes))


def _is_page(item: object) -> bool:
    return isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Page"


def _found(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
