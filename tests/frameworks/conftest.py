"""Framework files to read and to break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frameworks import library, parser
from frameworks.documents import Framework
from frameworks.faults import FrameworkFaults

ALTERNATE = Path(__file__).parent / "alternate.toml"


@pytest.fixture(scope="session")
def core_text() -> str:
    return (library.FOLDER / "cx-maturity-core" / "1.0.0.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def alternate_text() -> str:
    return ALTERNATE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def alternate(alternate_text: str) -> Framework:
    framework = parser.parse(alternate_text)
    assert isinstance(framework, Framework)
    return framework


@pytest.fixture(scope="session")
def core() -> Framework:
    framework = library.framework("cx-maturity-core")
    assert framework is not None
    return framework


@pytest.fixture
def faults_of() -> Callable[[str | bytes], list[str]]:
    """Give a function that parses a text and returns its faults, one sentence each."""

    def faults_of(data: str | bytes) -> list[str]:
        with pytest.raises(FrameworkFaults) as refusal:
            parser.parse(data)
        return [str(fault) for fault in refusal.value.faults]

    return faults_of
