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
    found = [document for slug in slugs() for document in _versions(slug)]
    return tuple(sorted(found, key=lambda document: not isinstance(document, Framework)))


def slugs() -> list[str]:
    """Return the slug of every framework and lens in the library."""
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


def framework(slug: str, version: str | None = None) -> Framework | None:
    """Return a framework of the library, the latest version unless one is named."""
    if slug not in slugs():
        return None
    found = [document for document in _versions(slug) if version in (None, document.about.version)]
    latest = found[-1] if found else None
    return latest if isinstance(latest, Framework) else None


def _versions(slug: str) -> list[Framework | Lens]:
    files = sorted((FOLDER / slug).glob("*.toml"), key=lambda file: versions.key(file.stem))
    return [parser.parse(file.read_bytes()) for file in files]


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
