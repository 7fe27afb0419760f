"""Sizes that keep the code readable from top to bottom (docs/architecture.md, Budgets)."""

from __future__ import annotations

import math
from statistics import median

from tests.architecture import sources


def share_within(sizes: list[int], limit: int) -> float:
    return sum(size <= limit for size in sizes) / len(sizes)


def test_functions_are_short():
    sizes = [function.length for function in sources.functions()]
    assert median(sizes) <= 8
    assert share_within(sizes, 30) >= 0.95


def test_no_function_is_long():
    assert [f"{f.place}: {f.length}" for f in sources.functions(tests=True) if f.length > 60] == []


def test_view_bodies_fit_on_a_screen():
    views = [f for f in sources.functions() if f.path.stem == "views" or "views" in f.path.parent.name]
    assert views != []
    assert [f"{view.place}: {view.length}" for view in views if view.length > 25] == []


def test_files_are_short():
    assert share_within([sources.lines(path) for path in sources.python(tests=True)], 250) >= 0.9


def test_no_file_is_long():
    paths = (*sources.python(tests=True), *sources.scripts())
    assert [f"{path}: {sources.lines(path)}" for path in paths if sources.lines(path) > 400] == []


def test_templates_are_short():
    sizes = {str(path.relative_to(sources.ROOT)): sources.lines(path) for path in sources.templates()}
    assert {path: size for path, size in sizes.items() if size > 200} == {}
    assert sum(size > 120 for size in sizes.values()) <= math.floor(0.1 * len(sizes))
