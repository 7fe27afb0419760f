"""Versions sort by number and ranges hold what they say."""

from __future__ import annotations

import pytest

from frameworks import versions


def test_versions_sort_by_number():
    assert sorted(["1.10.0", "1.9.3", "1.9.12", "0.20.0"], key=versions.key) == [
        "0.20.0",
        "1.9.3",
        "1.9.12",
        "1.10.0",
    ]


@pytest.mark.parametrize(
    ("version", "required", "holds"),
    [
        ("1.0.0", ">=1.0.0,<2.0.0", True),
        ("1.10.0", ">=1.0.0,<2.0.0", True),
        ("2.0.0", ">=1.0.0,<2.0.0", False),
        ("0.9.9", ">=1.0.0,<2.0.0", False),
        ("1.2.3", "==1.2.3", True),
        ("1.2.3", ">1.2.3", False),
        ("1.2.3", "<=1.2.3", True),
    ],
)
def test_a_range_holds_what_it_says(version: str, required: str, holds: bool):  # noqa: FBT001 # a column of the table
    assert versions.satisfies(version, required) == holds


def test_a_range_without_comparison_is_refused():
    with pytest.raises(ValueError, match="not a comparison"):
        versions.satisfies("1.0.0", "1.0.0")
