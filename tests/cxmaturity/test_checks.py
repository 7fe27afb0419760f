"""What a deployment is told about phones."""

from __future__ import annotations

import pytest
from django.core import checks
from django.core.management import call_command
from pytest_django import Settings


def told(*, deploy: bool) -> list[tuple[str | None, int]]:
    """Return what the checks of the project's own say, with how grave it is."""
    messages = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=deploy)
    return [(message.id, message.level) for message in messages if str(message.id).startswith("cxmaturity.")]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:8000", [("cxmaturity.W001", checks.WARNING)]),
        ("https://localhost", [("cxmaturity.W001", checks.WARNING)]),
        ("http://192.168.1.20", [("cxmaturity.W002", checks.WARNING)]),
        ("https://cx.example.org", []),
    ],
)
def test_deployment_hears_whether_phones_reach_it_and_in_secret(
    settings: Settings, address: str, expected: list[tuple[str | None, int]]
):
    settings.BASE_URL = address
    assert told(deploy=True) == expected
    assert told(deploy=False) == []


def test_check_of_a_deployment_names_the_address_and_where_to_read_on(
    settings: Settings, capsys: pytest.CaptureFixture[str]
):
    settings.BASE_URL = "http://127.0.0.1:8000"
    call_command("check", deploy=True, tags=["security"], fail_level="CRITICAL")
    said = capsys.readouterr().err
    assert "(cxmaturity.W001) Phones cannot open http://127.0.0.1:8000" in said
    assert "docs/operations.md, “A room that votes”" in said
