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
        (True, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (True, "2001:db8:1:2::ffff", "2001:db8:1:2::"),
        (True, "2001:db8:1:3::1", "2001:db8:1:3::"),
        (True, "::ffff:198.51.100.7", "198.51.100.7"),
        (True, "fe80::1%eth0", "fe80::"),
        (True, "not an address", "not an address"),
    ],
)
def test_address_trusts_only_what_the_proxy_wrote_and_takes_a_network_for_one_visitor(
    settings: Settings, *, behind_proxy: bool, forwarded: str | None, address: str
):
    settings.BEHIND_PROXY = behind_proxy
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}

    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers=headers)

    assert visitors.address(request) == address
