"""Nothing is fetched while a document is rendered: no network, no file, no data URL."""

from __future__ import annotations

from typing import NoReturn

from weasyprint.urls import URLFetcher


class DenyAll(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
    """Refuse every address and remember how many were asked for."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> NoReturn:  # noqa: ARG002  # the library's signature
        self.refused.append(url)
        raise ValueError("Documents load nothing from outside.")
