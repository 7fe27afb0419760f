"""Which addresses a phone can open."""

from __future__ import annotations

import pytest

from workshops import reach


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8000",
        "http://127.1.2.3",
        "http://localhost:8000",
        "https://LOCALHOST.",
        "http://cx.localhost",
        "http://[::1]:8000",
        "http://0.0.0.0:8000",
        "http://[::]",
        "",
    ],
)
def test_address_of_the_very_machine_is_not_reached_by_phones(address: str):
    assert (reach.unreachable(address), reach.unencrypted(address)) == (True, False)


@pytest.mark.parametrize(
    ("address", "unencrypted"),
    [
        ("https://cx.example.org", False),
        ("http://cx.example.org", True),
        ("http://192.168.1.20:8000", True),
        ("http://[fd00::7]:8000", True),
        ("http://facilitators-laptop.local:8000", True),
    ],
)
def test_other_addresses_may_be_reached_and_are_safe_under_https(address: str, unencrypted: bool):  # noqa: FBT001 # a value of the table
    assert (reach.unreachable(address), reach.unencrypted(address)) == (False, unencrypted)
