"""What the product installs, and why."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture import sources

PYPROJECT = sources.ROOT / "pyproject.toml"


def project() -> dict[str, object]:
    return tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))


def pins(name: str) -> dict[str, str]:
    text = (sources.ROOT / "requirements" / name).read_text(encoding="utf-8")
    return {
        canonicalize_name(match[1]): match[2]
        for match in re.finditer(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", text, re.MULTILINE)
    }


def wanted(group: str) -> list[Requirement]:
    content = project()
    table = content["project"]["dependencies"] if group == "base" else content["dependency-groups"]["dev"]  # type: ignore[index] # the file's shape
    return [Requirement(line) for line in table]


def test_every_dependency_has_a_reason():
    text = PYPROJECT.read_text(encoding="utf-8")
    block = text[text.index("dependencies = [") : text.index("[tool.")]
    lines = [line.strip() for line in block.splitlines() if line.strip().startswith('"')]
    assert len(lines) == len(wanted("base")) + len(wanted("dev"))
    assert [line for line in lines if not re.search(r'",\s+# \w.{3,}', line)] == []


@pytest.mark.parametrize(("group", "lock"), [("base", "base.txt"), ("base", "dev.txt"), ("dev", "dev.txt")])
def test_lock_files_hold_what_is_wanted(group: str, lock: str):
    locked = pins(lock)
    missing = [
        str(requirement)
        for requirement in wanted(group)
        if not requirement.specifier.contains(locked.get(canonicalize_name(requirement.name), "0"))
    ]
    assert missing == []


def test_lock_files_agree():
    base, dev = pins("base.txt"), pins("dev.txt")
    assert {name: version for name, version in base.items() if dev.get(name) != version} == {}


@pytest.mark.parametrize("lock", ["base.txt", "dev.txt"])
def test_every_pin_has_a_hash(lock: str):
    text = (sources.ROOT / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[\w.-]+(?:\[[\w,-]+\])?==)", text.strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_package_of_ours_stands_in_the_import_contracts():
    linter = project()["tool"]["importlinter"]  # type: ignore[index] # the file's shape
    present = sorted({path.relative_to(sources.ROOT).parts[0] for path in sources.python()})
    house = next(contract for contract in linter["contracts"] if contract["id"] == "house")
    assert sorted(linter["root_packages"]) == present
    assert sorted(" | ".join(house["layers"]).split(" | ")) == present


def test_lint_exceptions_each_have_a_reason():
    text = PYPROJECT.read_text(encoding="utf-8")
    ignored = re.findall(r'^  "([A-Z]+\d*)",?(.*)$', text[text.index("[tool.ruff.lint]") :], re.MULTILINE)
    # A rule without a reason of its own shares that of the line above it.
    assert ignored != []
    assert "#" in ignored[0][1]
