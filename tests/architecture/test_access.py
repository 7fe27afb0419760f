"""Nobody opens a view that does not say who may."""

from __future__ import annotations

import pytest

from accounts import roles
from tests.architecture.urlconf import Address, addresses

WHO = {
    "public",
    "signed in",
    "own response",
    "own invitation",
    "own seat",
    "result reader",
    "shared report",
    *(f"organisation: {permission}" for permission in roles.Permission),
}


@pytest.mark.parametrize("address", addresses(), ids=lambda address: address.name)
def test_view_says_who_may_open_it(address: Address):
    assert getattr(address.view, "access", None) in WHO
