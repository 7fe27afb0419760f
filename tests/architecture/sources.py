"""The files of the product, and what stands in them."""

from __future__ import annotations

import ast
import gc
import re
import subprocess
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "accounts",
    "actions",
    "api",
    "assessments",
    "cxmaturity",
    "frameworks",
    "jobs",
    "mailing",
    "reports",
    "scoring",
    "workshops",
)


@dataclass(frozen=True, slots=True)
class Function:
    """One function of a file, with the lines that do something."""

    path: Path
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def length(self) -> int:
        """Return the lines of the body without its docstring."""
        body = self.node.body
        first = body[1] if ast.get_docstring(self.node) and len(body) > 1 else body[0]
        return (self.node.end_lineno or 0) - first.lineno + 1

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.node.lineno} {self.node.name}"


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that git knows or would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]  # git is where PATH says
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for path in (ROOT / line for line in sorted(listed.splitlines())) if path.is_file())


def python(*, tests: bool = False) -> tuple[Path, ...]:
    """Return the Python files of the product, and those of its tests where asked for."""
    folders = (*PACKAGES, "tests") if tests else PACKAGES
    return tuple(
        path
        for path in tracked()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in folders
        and "migrations" not in path.parts
    )


def templates() -> tuple[Path, ...]:
    """Return every template."""
    return tuple(
        path for path in tracked() if "templates" in path.parts and path.suffix in {".html", ".svg", ".txt"}
    )


def scripts() -> tuple[Path, ...]:
    """Return every script and style sheet that the browser gets from us."""
    return tuple(path for path in tracked() if "static" in path.parts and path.suffix in {".css", ".js"})


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    text = path.read_text(encoding="utf-8")
    # While a tree is built Python 3.11 counts its depth for all threads together: a collection would let another
    # thread in, whose traceback builds one too (https://github.com/python/cpython/issues/106905).
    gc.disable()
    try:
        return ast.parse(text)
    finally:
        gc.enable()


def functions(*, tests: bool = False) -> Iterator[Function]:
    """Yield every function."""
    for path in python(tests=tests):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(path, node)


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every comment of a Python file with its line."""
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def lines(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def places(paths: tuple[Path, ...], pattern: str) -> list[str]:
    """Return where a regular expression matches, as file:line: text."""
    expression = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if expression.search(line)
    ]
