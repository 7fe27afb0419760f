"""Every figure in the files for programs, by what it is of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.reports import readers

Cell = tuple[str, str, str, str]  # part, id, measure, group
Cells = dict[Cell, int | None]
Series = dict[tuple[str, int], tuple[int | None, int | None, int | None]]
Found = Iterator[tuple[Cell, int | None]]
_COUNTED = {"group score": "group n", "score": "n"}
_ENDS = frozenset({"answer", "section", "pillar", "view"})  # what has an interval


def of_csv(content: bytes) -> Cells:
    """Return every figure in a table of figures."""
    return _once(list(_lines(content)))


def of_json(content: bytes) -> Cells:
    """Return every figure in a report for programs."""
    told = json.loads(content)
    parts = (_answer, _pillars, _groups, _lenses, _change, _questions)
    return _once([found for part in parts for found in part(told)])


def _once(found: list[tuple[Cell, int | None]]) -> Cells:
    assert len(dict(found)) == len(found)
    return dict(found)


def _number(text: str) -> int | None:
    return int(text) if text else None


def _lines(content: bytes) -> Found:
    for line in readers.lines(content):
        part, measure, group = line["part"], line["measure"], line["group"]
        if part == "series" or measure in {"degree", "distribution"}:
            continue  # read on their own, and words
        about = line["name"] if part == "break-down" else line["id"]
        if part == "break-down" and measure == "group score":
            measure = "score"
        yield (part, about, measure, group), _number(line["value"])
        counted = part in _ENDS or part in {"question", "break-down"}
        if counted and measure in _COUNTED:
            yield (part, about, _COUNTED[measure], group), _number(line["n"])
        if part in _ENDS and measure == "score":
            for end in ("low", "high"):
                yield (part, about, end, group), _number(line[end])


def _figure(part: str, id_: str, one: dict[str, Any]) -> Found:
    for measure, name in (("score", "value"), ("low", "low"), ("high", "high"), ("n", "people")):
        yield (part, id_, measure, ""), one[name]


def _answer(told: dict[str, Any]) -> Found:
    if told["answer"]:
        yield from _figure("answer", "index", told["answer"]["index"])
    for one in told["sections"]:
        yield from _figure("section", one["id"], one["score"])
    for one in told["views"]:
        yield from _figure("view", f"{one['lens']}/{one['id']}", one["score"])


def _pillars(told: dict[str, Any]) -> Found:
    for one in told["pillars"]:
        yield from _figure("pillar", one["id"], one["score"])
        yield ("pillar", one["id"], "target", ""), one["target"]
        yield ("pillar", one["id"], "rank", ""), one["rank"]
        for group in one["groups"]:
            yield ("pillar", one["id"], "group score", group["name"]), group["value"]
            yield ("pillar", one["id"], "group n", group["name"]), group["people"]
    for one in told["workshop"]["pillars"] if told["workshop"] else ():
        yield ("pillar", one["id"], "agreed", ""), one["agreed"]["value"]


def _groups(told: dict[str, Any]) -> Found:
    for group in told["groups"]["people"]:
        yield ("group", group["id"], "people", ""), group["people"]
    for apart in told["groups"]["break_downs"]:
        for option in apart["options"]:
            yield ("break-down", apart["name"], "people", option["name"]), option["people"]
        for row in apart["pillars"]:
            for one in row["scores"]:
                yield ("break-down", row["pillar"], "score", one["name"]), one["value"]
                yield ("break-down", row["pillar"], "n", one["name"]), one["people"]


def _lenses(told: dict[str, Any]) -> Found:
    for stage in told["journey"]:
        yield ("journey", stage["id"], "score", ""), stage["score"]["value"]
    for promise in told["promises"]:
        for side in promise["sides"]:
            yield ("promise", promise["id"], side["id"], ""), side["value"]
    for block in told["start"]:
        for step in block["steps"]:
            yield ("step", step["id"], "score", ""), step["score"]["value"]


def _change(told: dict[str, Any]) -> Found:
    for one in told["change"]:
        for side in ("before", "after"):
            yield ("change", one["id"], side, ""), one[side]["value"]


def series_of_json(content: bytes) -> Series:
    """Return each score of every round with its interval, by what it is of and the place of the round."""
    series = json.loads(content)["series"]
    return {
        (curve["id"], at): (one["value"], one["low"], one["high"])
        for curve in (series["curves"] if series else ())
        for at, one in enumerate(curve["scores"])
    }


def series_of_csv(content: bytes) -> Series:
    """Return the same of a table of figures."""
    return {
        (line["id"], int(line["measure"].removeprefix("round ")) - 1): (
            _number(line["value"]),
            _number(line["low"]),
            _number(line["high"]),
        )
        for line in readers.lines(content)
        if line["part"] == "series"
    }


def _questions(told: dict[str, Any]) -> Found:
    for one in told["questions"]:
        yield ("question", one["id"], "score", ""), one["score"]["value"]
        yield ("question", one["id"], "n", ""), one["score"]["people"]
        yield ("question", one["id"], "could not judge %", ""), one["could_not_judge"]
        for position, count in enumerate(one["distribution"] or (), 1):
            yield ("question", one["id"], f"position {position}", ""), count
        if one["agreed"]:
            yield ("question", one["id"], "agreed", ""), one["agreed"]["value"]
