from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from accounts import visitors


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (False, None, "192.0.2.1"),
        (False, "198.51.100.7", "192.0.2.1"),
        (True, None, "192.0.2.1"),
        (True, "", "192.0.2.1"),
        (True, "198.51.100.7", "198.51.100.7"),
        (True, "made up, 203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (True, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_address_trusts_only_what_the_proxy_wrote(
    settings: Settings, *, behind_proxy: bool, forwarded: str | None, address: str
):
    settings.BEHIND_PROXY = behind_proxy
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}

    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers=headers)

    assert visitors.address(request) == address
