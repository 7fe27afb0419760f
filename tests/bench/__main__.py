"""Measure everything and print one JSON object a line; a target missed is a line, not a failure."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from tests.bench import stack
from tests.bench.figures import Figure

# In this order, since a quiet machine measures best: servers first, this process's own data later.
PARTS = (
    "autosave",
    "live",
    "weight",
    "scoring_time",
    "trend_time",
    "databases",
    "charts",
    "pages",
    "documents",
    "files",
    "beside_exports",
)


def main(chosen: list[str]) -> int:
    """Print every figure, and on standard error which of them missed its target."""
    missed = []
    with stack.in_process():
        for part in chosen or PARTS:
            measure: Callable[[], Iterator[Figure]] = import_module(f"tests.bench.{part}").measure
            for figure in measure():
                sys.stdout.write(figure.line() + "\n")
                sys.stdout.flush()
                missed += [] if figure.holds else [figure.name]
    sys.stderr.write(f"{len(missed)} missed their target{': ' if missed else '.'}{'; '.join(missed)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
