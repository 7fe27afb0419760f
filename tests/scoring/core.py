"""The core framework and its lenses as a scheme, read from the library without any application."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from scoring import scheme

LIBRARY = Path(__file__).parents[2] / "frameworks" / "library"


def document(slug: str) -> dict[str, Any]:
    return tomllib.loads((LIBRARY / slug / "1.0.0.toml").read_text(encoding="utf-8"))


@cache
def core() -> scheme.Scheme:
    """Return the scheme of the core framework with every lens that scoring reads."""
    framework = document("cx-maturity-core")
    return scheme.Scheme(
        id=framework["framework"]["id"],
        version=framework["framework"]["version"],
        levels=tuple(scheme.Level(v["id"], v["anchor_score"], v["min_score"]) for v in framework["levels"]),
        bands=tuple(scheme.Band(v["id"], v["level"], v["min_score"]) for v in framework["bands"]),
        groups=tuple(v["id"] for v in framework["groups"] if v["asked"]),
        steps=tuple(v["id"] for v in framework["steps"]),
        sections=tuple(scheme.Section(v["id"]) for v in framework["sections"]),
        pillars=tuple(_pillar(v) for v in framework["pillars"]),
        mappings=(_mapping(document("six-pillars")),),
        diagnosis=_diagnosis(document("transformation-entry")),
        pulse=scheme.Pulse("pulse", tuple(document("pulse")["questions"])),
    )


def _pillar(value: dict[str, Any]) -> scheme.Pillar:
    return scheme.Pillar(
        id=value["id"],
        section=value["section"],
        questions=tuple(_question(v) for v in value["questions"]),
        actions=tuple(
            scheme.Action(v["id"], v["from"], v["to"], v["step"], v["days"]) for v in value["actions"]
        ),
        weight=value["weight"],
    )


def _question(value: dict[str, Any]) -> scheme.Question:
    return scheme.Question(value["id"], value["step"], frozenset(value["judged_by"]), value["na_allowed"])


def _side(balance: dict[str, Any], side: str) -> scheme.View:
    return scheme.View(side, tuple(balance[side]["questions"]))


def _mapping(lens: dict[str, Any]) -> scheme.Mapping:
    return scheme.Mapping(
        id=lens["lens"]["id"],
        views=tuple(scheme.View(v["id"], tuple(v["questions"])) for v in lens["views"]),
        balances=tuple(
            scheme.Balance(v["id"], _side(v, "first"), _side(v, "second"), v["threshold"])
            for v in lens["balances"]
        ),
        min_share_answered=lens["lens"]["min_share_answered"],
    )


def _diagnosis(lens: dict[str, Any]) -> scheme.Diagnosis:
    rule = lens["rule"]
    return scheme.Diagnosis(
        id=lens["lens"]["id"],
        blocks=tuple(scheme.Block(v["id"], tuple(v["steps"])) for v in lens["blocks"]),
        in_place_score=rule["in_place_score"],
        step_floor=rule["step_floor"],
        min_questions_per_step=rule["min_questions_per_step"],
    )
