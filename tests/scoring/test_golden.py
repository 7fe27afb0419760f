"""Every golden case of the sections that are written, to the tolerance of the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.scoring.adapters import ADAPTERS

FILE = json.loads((Path(__file__).parent / "golden_cases.json").read_text(encoding="utf-8"))
COVERED = [case for case in FILE["cases"] if case["function"] in ADAPTERS]
LATER = {"13", "14"}
ROUNDING = 1e-9  # of an expected value that lies exactly half a step of the last decimal away


def differences(found: Any, expected: Any, at: str = "") -> Iterator[str]:
    """Yield where a value differs from the expected one, whole, keys included."""
    if isinstance(expected, dict) and isinstance(found, dict):
        if found.keys() != expected.keys():
            yield f"{at}: keys {sorted(found)} instead of {sorted(expected)}"
        for key in found.keys() & expected.keys():
            yield from differences(found[key], expected[key], f"{at}/{key}")
    elif isinstance(expected, list) and isinstance(found, list | tuple):
        if len(found) != len(expected):
            yield f"{at}: {found} instead of {expected}"
        for place, pair in enumerate(zip(found, expected, strict=False)):
            yield from differences(*pair, f"{at}/{place}")
    elif not same(found, expected):
        yield f"{at}: {found} instead of {expected}"


def same(found: Any, expected: Any) -> bool:
    numbers = all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in (found, expected)
    )
    if numbers:
        return bool(abs(found - expected) <= FILE["tolerance"] + ROUNDING)
    return bool(found == expected and type(found) is type(expected))


@pytest.mark.parametrize("case", COVERED, ids=lambda case: f"{case['id']}-{case['function']}")
def test_golden_case_gives_the_expected_figures(case: dict[str, Any]):
    found = ADAPTERS[case["function"]](**case["input"])
    assert list(differences(found, case["expected"])) == []


def test_golden_cases_left_out_are_exactly_those_of_the_later_sections():
    left_out = {case["id"] for case in FILE["cases"]} - {case["id"] for case in COVERED}
    later = {case["id"] for case in FILE["cases"] if case["scoring_section"] in LATER}
    assert left_out == later


def test_summary_keeps_the_order_of_the_framework():
    case = next(case for case in FILE["cases"] if case["id"] == "G42")
    found = ADAPTERS["assess"](**case["input"])
    assert json.dumps(skeleton(found)) == json.dumps(skeleton(case["expected"]))


def skeleton(value: Any) -> Any:
    """Return nothing but the keys, in their order; those of a single figure sorted."""
    if not isinstance(value, dict):
        return None
    leaf = not any(isinstance(inner, dict) for inner in value.values())
    return {key: skeleton(value[key]) for key in (sorted(value) if leaf else value)}
