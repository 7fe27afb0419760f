"""Turns HTML into a tagged PDF. Only the child process imports this: the library costs 50 MB."""

from __future__ import annotations

import gc
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import cssselect2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from reports.renderers import lifting, tagging
from reports.renderers.fetcher import DenyAll

# A first page that is too long for one page is set more tightly, up to the last of these steps, in
# which the stylesheet shortens what still does not fit. Usual reports fit at the first.
DENSITIES = 4
_DENSITY = 'data-density="{}"'
FIRST_PAGE_START, FIRST_PAGE_END = "answer-start", "answer-end"


class Press:
    """The parsed stylesheet and the fonts, made once and used for every document."""

    def __init__(self, stylesheet: str) -> None:
        self.fonts = FontConfiguration()
        self.stylesheet = weasyprint.CSS(string=stylesheet, font_config=self.fonts, url_fetcher=DenyAll())

    def print(self, html: str) -> bytes:
        """Return the document as PDF/UA."""
        # The collector finds next to nothing in a document being laid out and costs a tenth of the time.
        gc.disable()
        try:
            return self._print(html)
        finally:
            gc.enable()
            gc.collect()

    def _print(self, html: str) -> bytes:
        for density in range(DENSITIES):
            document = self._laid_out(html.replace(_DENSITY.format(0), _DENSITY.format(density), 1))
            if _first_page_holds(document):
                break
        # Tags have to be asked for: the variant alone writes a file that only claims to have them.
        pdf: bytes = document.write_pdf(finisher=tagging.finish, pdf_variant="pdf/ua-1", pdf_tags=True)
        return pdf

    def _laid_out(self, html: str) -> Any:
        text, pictures = lifting.lift(html)
        document = _read(text, DenyAll(pictures))
        return document.render(stylesheets=[self.stylesheet], font_config=self.fonts)


class _Read(weasyprint.HTML):  # type: ignore[misc]  # as above
    """A document that is read already."""

    def __init__(self, root: ET.Element, fetcher: DenyAll) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def _read(text: str, fetcher: DenyAll) -> Any:
    """Read a document as XML, which ours is and which is over in no time; as HTML where it is not.

    Somebody may have typed a character that HTML takes and XML does not.
    """
    try:
        return _Read(ET.fromstring(text), fetcher)  # noqa: S314  # our own templates, in a confined process
    except ET.ParseError:
        return weasyprint.HTML(string=text, url_fetcher=fetcher)


@cache
def press(stylesheet: str) -> Press:
    """Return the press for a stylesheet, parsed once in this process."""
    return Press(stylesheet)


def _first_page_holds(document: Any) -> bool:
    """Say whether the page of the answer holds all that belongs there; a cover may stand before it."""
    starts = _page_of(document, FIRST_PAGE_START) or 0
    ends = _page_of(document, FIRST_PAGE_END)
    return ends is None or ends == starts


def _page_of(document: Any, anchor: str) -> int | None:
    return next((number for number, page in enumerate(document.pages) if anchor in page.anchors), None)
