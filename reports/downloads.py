"""Give out a report as a file: from the cache, or made now within what a visitor may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from unicodedata import category

from accounts import throttle
from accounts.models import Organisation
from assessments import letterheads, results
from assessments.models import Assessment
from reports import cache, formats, making, printed
from reports.formats import Format

# Documents of a kind made anew for one visitor; those that were made before are not counted.
RATE = throttle.Rate(times=10, per=timedelta(minutes=10))
_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is ready to be sent."""

    path: Path
    name: str
    etag: str
    content_type: str = formats.PDF.content_type


def file_of(assessment: Assessment, format_: Format, *, visitor: str, at: datetime) -> Download:
    """Return a file of an assessment's report, or refuse by `TooMany` or `RenderingRefused`.

    One that was made before is found by what identifies its result, which is not read again. One that
    takes long is refused by `cache.BeingMade`, and is there for whoever asks again.
    """
    mark = results.mark(assessment)
    key = _key(assessment, format_, mark) if mark else ""
    path = cache.find(key) if key else None
    if path is None:
        key, path = _made(assessment, format_, visitor, at)
    name = file_name(letterheads.of(assessment).name, str(format_.title), format_)
    return Download(path, name, etag_of(key), format_.content_type)


def count(format_: Format, *, visitor: str, at: datetime) -> None:
    """Count a document that is made anew for a visitor, or refuse by `TooMany`."""
    throttle.take(scope=format_.id, subject=visitor, rate=RATE, at=at)


def etag_of(key: str) -> str:
    """Return by what a browser knows a document; those outside need not learn whose it is."""
    return f'"{key.rpartition("-")[2]}"'


def file_name(of: str, kind: str, format_: Format = formats.PDF) -> str:
    """Return a file name that every system takes, with whose document it is and of which kind."""
    kept = (c for c in of if category(c)[0] not in "CS" and c not in '\\/:*?"<>|')
    name = " ".join("".join(kept).split())[:_NAME_LENGTH].strip(". ")
    return f"{name} - {kind}{format_.suffix}" if name else f"{kind}{format_.suffix}"


def files_of(organisation: Organisation) -> Iterator[Path]:
    """Yield the documents made for an organisation."""
    return cache.beginning(organisation.pk.hex)


def _made(assessment: Assessment, format_: Format, visitor: str, at: datetime) -> tuple[str, Path]:
    """Make the document, named by the very result that is printed, which may be newer than was thought."""
    frozen = results.current(assessment)

    def begin() -> Future[bytes]:
        count(format_, visitor=visitor, at=at)
        return making.begin(assessment, frozen, format_)

    key = _key(assessment, format_, frozen)
    return key, cache.obtain(key, begin)


def _key(assessment: Assessment, format_: Format, result: results.Frozen | results.Mark) -> str:
    """Name a document by its organisation and by everything that is printed in it."""
    named = cache.key([making.version(), *printed.parts(assessment, result)])
    return f"{assessment.organisation_id.hex}-{named}{format_.suffix}"
