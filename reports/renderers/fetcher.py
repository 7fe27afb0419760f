"""Nothing is fetched while a document is rendered: no network, no file, no data URL.

The only addresses that lead anywhere are those of the charts and the logo that came with the document itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse


class DenyAll(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
    """Refuse every address but the pictures in hand, and remember what was asked for."""

    def __init__(self, pictures: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False)
        self.pictures = pictures or {}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  # the library's signature
        if url not in self.pictures:
            self.refused.append(url)
            raise ValueError("Documents load nothing from outside.")
        kind = "image/png" if url.startswith("logo:") else "image/svg+xml"
        return URLFetcherResponse(url, self.pictures[url], {"Content-Type": kind})
