"""The frameworks and lenses that come with the application, as files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from frameworks import lens_meaning, parser, versions
from frameworks.documents import Framework
from frameworks.lenses import Lens

FOLDER = Path(__file__).parent / "library"


def documents() -> tuple[Framework | Lens, ...]:
    """Return every document of the library, frameworks first, in order of slug and version."""
    files = sorted(FOLDER.glob("*/*.toml"), key=lambda file: (file.parent.name, versions.key(file.stem)))
    found = [parser.parse(file.read_bytes()) for file in files]
    return tuple(sorted(found, key=lambda document: not isinstance(document, Framework)))


def framework(slug: str, version: str | None = None) -> Framework | None:
    """Return a framework of the library, the latest version unless one is named."""
    found = [
        document
        for document in documents()
        if isinstance(document, Framework)
        and document.about.id == slug
        and version in (None, document.about.version)
    ]
    return max(found, key=lambda document: versions.key(document.about.version), default=None)


def lenses_for(framework: Framework) -> tuple[Lens, ...]:
    """Return the latest lenses of the library that fit a framework, in order of their slugs."""
    candidates = [document for document in documents() if not isinstance(document, Framework)]
    return fitting(framework, candidates)


def fitting(framework: Framework, candidates: Iterable[Lens]) -> tuple[Lens, ...]:
    """Return the latest version of every lens that fits a framework, in order of slugs."""
    latest: dict[str, Lens] = {}
    for lens in sorted(candidates, key=lambda lens: (lens.about.id, versions.key(lens.about.version))):
        if not lens_meaning.check_lens_against(lens, framework):
            latest[lens.about.id] = lens
    return tuple(latest.values())
