"""Turns HTML into a tagged PDF. Only the child process imports this: the library costs 50 MB."""

from __future__ import annotations

from functools import cache

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from reports.renderers.fetcher import DenyAll


class Press:
    """The parsed stylesheet and the fonts, made once and used for every document."""

    def __init__(self, stylesheet: str) -> None:
        self.fonts = FontConfiguration()
        self.stylesheet = weasyprint.CSS(string=stylesheet, font_config=self.fonts, url_fetcher=DenyAll())

    def print(self, html: str) -> bytes:
        """Return the document as PDF/UA."""
        document = weasyprint.HTML(string=html, url_fetcher=DenyAll())
        pdf: bytes = document.write_pdf(
            stylesheets=[self.stylesheet], font_config=self.fonts, pdf_variant="pdf/ua-1"
        )
        return pdf


@cache
def press(stylesheet: str) -> Press:
    """Return the press for a stylesheet, parsed once in this process."""
    return Press(stylesheet)
