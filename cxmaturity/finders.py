"""Serve a white-listed set of files straight out of installed Python packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage


def _installed_file(package: str, name: str) -> Path | None:
    """Return where a package keeps a file, without importing the package."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / name
    return path if path.is_file() else None


class PackageFilesFinder(BaseFinder):
    """Find the files of settings.PACKAGE_STATIC and no others."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.files = {
            address: _installed_file(package, name)
            for address, (package, name) in settings.PACKAGE_STATIC.items()
        }

    def check(self, **_kwargs: Any) -> Sequence[CheckMessage]:  # type: ignore[override]  # `list` below hides the type
        return tuple(self._faults())

    def _faults(self) -> Iterator[CheckMessage]:
        for address, path in self.files.items():
            if path is None:
                yield Error(f"{address} is not where its package should have it.", id="cxmaturity.E001")
            elif Path(address).name != path.name:
                # collectstatic copies a file under its own name, wherever it is looked for
                words = f"{address} has to end in {path.name}, the name of its file."
                yield Error(words, id="cxmaturity.E002")

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:  # noqa: FBT001, FBT002 # Django's signature
        found = self.files.get(path)
        if find_all:
            return [str(found)] if found else []
        return str(found) if found else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        del ignore_patterns  # the white list is the pattern
        for address, path in self.files.items():
            if path is not None:
                storage = FileSystemStorage(location=path.parent)
                storage.prefix = str(Path(address).parent)  # type: ignore[attr-defined]  # read by collectstatic
                yield path.name, storage
