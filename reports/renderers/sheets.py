"""A document as the library wants it, read without the library's own parser where it is XML.

Our templates write HTML that is XML too, and the parser of the standard library reads it fifty times
as fast. What is not XML, such as a character that XML does not know, is read as HTML.
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import weasyprint

from reports.renderers.fetcher import DenyAll


def sheet(text: str, fetcher: DenyAll) -> Any:
    """Return a document, ready to be laid out."""
    try:
        # What people typed is escaped, so no entity is defined in it, and this process has its limits.
        root = ET.fromstring(text)  # noqa: S314
    except ET.ParseError:
        return weasyprint.HTML(string=text, url_fetcher=fetcher)
    made = weasyprint.HTML(string="", url_fetcher=fetcher)
    made.wrapper_element = type(made.wrapper_element).from_html_root(root, content_language=None)
    made.etree_element = made.wrapper_element.etree_element
    return made
