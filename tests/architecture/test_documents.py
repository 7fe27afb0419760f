"""The papers that a repository owes its readers."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture import sources

PAPERS = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
    "docs/architecture.md",
    "docs/operations.md",
]


@pytest.mark.parametrize("name", PAPERS)
def test_paper_is_there(name: str):
    assert (sources.ROOT / name).stat().st_size > 500


def test_changelog_names_the_version():
    version = tomllib.loads((sources.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    assert f"## {version}" in (sources.ROOT / "CHANGELOG.md").read_text(encoding="utf-8").replace(
        "[", ""
    ).replace("]", "")


def test_links_between_papers_lead_somewhere():
    broken = [
        f"{path.relative_to(sources.ROOT)}: {target}"
        for path in sources.tracked()
        if path.suffix == ".md"
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_decisions_are_numbered_in_order():
    names = sorted(path.name for path in (sources.ROOT / "docs/adr").glob("*.md"))
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
    assert len(names) >= 3
