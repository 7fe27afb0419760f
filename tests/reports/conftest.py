"""What the tests of reports share."""

from __future__ import annotations

import pytest

from scoring import Result
from tests.reports import rounds


@pytest.fixture(scope="session")
def g42() -> Result:
    return rounds.assess(rounds.g42())
