"""A report for programs, in the schema "cx-report/1"."""

from __future__ import annotations

import json
from typing import Any

from reports.document import Report
from reports.renderers.json_ import doing, parts, shapes
from reports.renderers.json_.values import texts

__all__ = ["render", "schema"]


def render(report: Report) -> bytes:
    """Return the report as JSON; the same report always gives the same bytes."""
    return _written(_shaped(report).model_dump(mode="json", by_alias=True))


def schema() -> bytes:
    """Return the JSON Schema of what `render` writes, as it lies in docs/report.schema.json."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return _written(dialect | shapes.Written.model_json_schema(by_alias=True, mode="serialization"))


def _written(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def _shaped(report: Report) -> shapes.Written:
    return shapes.Written(
        schema_=shapes.SCHEMA,
        kind=report.kind,
        why=report.withheld.plain if report.withheld else None,
        identity=parts.identity(report),
        checksums=parts.checksums(report),
        answer=parts.answer(report),
        sections=tuple(parts.sections(report)),
        pillars=tuple(parts.pillars(report)),
        questions=tuple(parts.questions(report)),
        groups=parts.groups(report),
        views=tuple(parts.views(report)),
        journey=tuple(parts.journey(report)),
        promises=tuple(parts.promises(report)),
        start=tuple(doing.start(report)),
        roadmap=tuple(doing.roadmap(report)),
        actions=tuple(doing.actions(report)),
        review=tuple(doing.review(report)),
        change=tuple(doing.change(report)),
        series=doing.series(report),
        workshop=doing.workshop(report),
        costs=tuple(doing.costs(report)),
        method=texts(report.method.paragraphs),
        words=texts(report.words.terms) if report.words else (),
    )
