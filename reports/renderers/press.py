"""Turns HTML into a tagged PDF. Only the child process imports this: the library costs 50 MB."""

from __future__ import annotations

import gc
import zlib
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import cssselect2
import pydyf
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from reports.renderers import lifting, tagging
from reports.renderers.fetcher import DenyAll

# A first page that is too long for one page is set more tightly, up to the last of these steps, in
# which the stylesheet shortens what still does not fit. Usual reports fit at the first.
DENSITIES = 4
_DENSITY = 'data-density="{}"'
FIRST_PAGE_START, FIRST_PAGE_END = "answer-start", "answer-end"

# What elements are before our own style, for those in our templates alone. The library's sheet knows all
# of HTML and gives each element six styles more, for footnotes and the like: 7 % of the whole time.
_ELEMENTS = """
head, meta, style, title { display: none }
html, body, article, div, h1, h2, h3, h4, header, ol, p, section, ul { display: block }
li { display: list-item }
table { display: table; box-sizing: border-box; border-spacing: 2px; border-color: gray; text-indent: initial }
thead { display: table-header-group }
tbody { display: table-row-group }
tr { display: table-row }
td, th { display: table-cell; padding: 1px; border-color: gray }
thead, tbody { vertical-align: middle }
thead, tbody, tr { border-color: inherit }
tr, td, th { vertical-align: inherit }
p, ol, ul { margin-top: 1em; margin-bottom: 1em }
body { margin: 8px }
h1 { font-size: 2em; margin-top: .67em; margin-bottom: .67em; bookmark-level: 1 }
h2 { font-size: 1.5em; margin-top: .83em; margin-bottom: .83em; bookmark-level: 2 }
h3 { font-size: 1.17em; margin-top: 1em; margin-bottom: 1em; bookmark-level: 3 }
h4 { font-size: 1em; margin-top: 1.33em; margin-bottom: 1.33em; bookmark-level: 4 }
h1, h2, h3, h4 { font-weight: bold; bookmark-label: content(text); break-after: avoid; break-inside: avoid }
b, strong, th { font-weight: bold }
br::before { content: "\\A"; white-space: pre-line }
ol, ul { padding-left: 40px; counter-reset: list-item; break-before: avoid }
ol { list-style-type: decimal }
ul { list-style-type: disc }
li::marker { font-variant-numeric: tabular-nums; white-space: pre; text-transform: none }
img { overflow: hidden }
[dir=ltr] { direction: ltr }
[dir=rtl] { direction: rtl }
@page {
  margin: 75px;
  @top-left { text-align: left; vertical-align: middle }
  @top-right { text-align: right; vertical-align: middle }
  @right-middle { text-align: center; vertical-align: middle }
  @bottom-left { text-align: left; vertical-align: middle }
  @bottom-right { text-align: right; vertical-align: middle }
}
"""


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
        pdf: bytes = document.write_pdf(finisher=_finish, pdf_variant="pdf/ua-1", pdf_tags=True)
        return pdf

    def _laid_out(self, html: str) -> Any:
        text, pictures = lifting.lift(html)
        document = _read(text, DenyAll(pictures))
        return document.render(stylesheets=[self.stylesheet], font_config=self.fonts)


def _finish(document: Any, pdf: pydyf.PDF) -> None:
    tagging.finish(document, pdf)
    for stream in (item for item in pdf.objects if isinstance(item, pydyf.Stream) and item.compress):
        _pack(stream)


def _pack(stream: pydyf.Stream) -> None:
    """Pack a stream as the library would, at the usual level: its highest takes thrice as long for 2 %."""
    stream.compress = False
    _head, _, content = stream.data.partition(b"\nstream\n")
    stream.stream = [zlib.compress(content.removesuffix(b"\nendstream"))]
    stream.extra["Filter"] = "/FlateDecode"


class _Read(weasyprint.HTML):  # type: ignore[misc]  # as above
    """A document that is read already."""

    def __init__(self, root: ET.Element, fetcher: DenyAll) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: ARG002, FBT001, FBT002  # the library's
        """Return what elements are by themselves."""
        return [_elements()]


def _read(text: str, fetcher: DenyAll) -> Any:
    """Read a document as XML, which ours is and which is over in no time; as HTML where it is not.

    Somebody may have typed a character that HTML takes and XML does not.
    """
    try:
        return _Read(ET.fromstring(text), fetcher)  # noqa: S314  # our own templates, in a confined process
    except ET.ParseError:
        return weasyprint.HTML(string=text, url_fetcher=fetcher)


@cache
def _elements() -> Any:
    return weasyprint.CSS(string=_ELEMENTS, url_fetcher=DenyAll())


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
