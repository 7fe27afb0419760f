"""The report for programs, and the schema that describes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reports.renderers import json_
from reports.renderers.json_ import shapes
from tests.reports import books

SCHEMA = Path(__file__).parents[2] / "docs" / "report.schema.json"
KINDS = tuple(books.every())


def read(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_.render(books.every()[kind]))
    return found


def holds(schema: dict[str, Any], value: Any, defs: dict[str, Any]) -> bool:
    """Say whether a value is as a schema says, for the few words of the language that ours uses."""
    if "$ref" in schema:
        return holds(defs[schema["$ref"].rpartition("/")[2]], value, defs)
    if "anyOf" in schema:
        return any(holds(one, value, defs) for one in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")])
    return _holds_as[schema["type"]](schema, value, defs)


def _object(schema: dict[str, Any], value: Any, defs: dict[str, Any]) -> bool:
    names = set(schema["properties"])
    return (
        isinstance(value, dict)
        and set(value) == names == set(schema["required"])
        and all(holds(schema["properties"][name], value[name], defs) for name in names)
    )


def _array(schema: dict[str, Any], value: Any, defs: dict[str, Any]) -> bool:
    return isinstance(value, list) and all(holds(schema["items"], one, defs) for one in value)


def _integer(schema: dict[str, Any], value: Any, _: dict[str, Any]) -> bool:
    number = isinstance(value, int) and not isinstance(value, bool)
    return number and schema.get("minimum", value) <= value <= schema.get("maximum", value)


_holds_as = {
    "object": _object,
    "array": _array,
    "integer": _integer,
    "string": lambda *about: isinstance(about[1], str),
    "boolean": lambda *about: isinstance(about[1], bool),
    "null": lambda *about: about[1] is None,
}


def test_schema_in_the_documentation_is_the_one_that_is_written():
    assert SCHEMA.read_bytes() == json_.schema()


@pytest.mark.parametrize("kind", KINDS)
def test_report_is_as_the_schema_says(kind: str):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))

    assert holds(schema, read(kind), schema["$defs"])
    assert shapes.Written.model_validate_json(json_.render(books.every()[kind])).kind == read(kind)["kind"]


def test_schema_refuses_what_is_not_a_report():
    schema, report = json.loads(SCHEMA.read_text(encoding="utf-8")), read("open")

    assert not holds(schema, {**report, "schema": "cx-report/2"}, schema["$defs"])
    assert not holds(schema, {**report, "pillars": None}, schema["$defs"])


@pytest.mark.parametrize("kind", KINDS)
def test_figure_is_there_or_says_why_not(kind: str):
    def look(value: Any) -> None:
        if isinstance(value, dict):
            if {"value", "why"} <= value.keys():
                assert (value["value"] is None) == bool(value["why"])
            for one in value.values():
                look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)
        else:
            assert not isinstance(value, float)

    look(read(kind))


def test_figures_are_those_of_the_report():
    report, found = books.every()["everything"], read("everything")
    assert report.pillars is not None
    assert report.questions is not None
    assert report.answer is not None

    assert [(one["id"], one["score"]["value"], one["score"]["people"]) for one in found["pillars"]] == [
        (one.id, one.figure and one.figure.score, one.figure and one.figure.n)
        for one in report.pillars.pillars
    ]
    asked = [question for entry in report.questions.lists for question in entry.questions]
    assert [(one["id"], one["score"]["value"], one["distribution"]) for one in found["questions"]] == [
        (one.id, one.score, list(one.distribution) if one.distribution else None) for one in asked
    ]
    assert [one["score"]["value"] for one in found["sections"]] == [
        one.figure and one.figure.score for one in report.answer.questions
    ]
    assert found["checksums"]["result"] == report.identity.checksum


def test_differences_that_are_not_established_have_no_figure():
    for one in read("open")["groups"]["differences"]:
        figures = (one["first_score"], one["second_score"], one["difference"])
        assert (figures == (None, None, None)) == (one["label"] not in {"clear", "small"})


def test_withheld_report_says_why_and_has_no_figure():
    found = read("withheld")

    assert found["why"].startswith("Too few people have answered.")
    assert (found["identity"]["people"], found["answer"], found["pillars"]) == (None, None, [])
    assert found["groups"]["people"] == []


@pytest.mark.parametrize("number", range(len(books.PAYLOADS)))
def test_hostile_text_comes_back_as_it_was(number: int):
    payload = books.PAYLOADS[number]

    found = json.loads(json_.render(books.hostile(books.every()["withheld"], payload)))

    assert found["identity"]["organisation"] == payload


def test_same_report_gives_the_same_bytes():
    report = books.every()["everything"]
    assert json_.render(report) == json_.render(report)
