"""What every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.core.management import call_command
from django.db import transaction

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

# A busy machine breaks no law, so there is no deadline; where nobody watches, every run draws the same.
hypothesis.settings.register_profile("suite", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("suite")


# What runs a process of its own may open a database without asking a fixture for it.
PROCESSES = {"reliability", "deploy", "jobs", "cxmaturity"}
DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a second run, on another database, leave out what the first has said all about."""
    parser.addoption("--again", action="store_true", help="leave out tests that open no database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is the same test on every database, where that is asked for."""
    kept = [item for item in items if _opens_database(item)]
    if config.getoption("--again") and kept:
        config.hook.pytest_deselected(items=[item for item in items if not _opens_database(item)])
        items[:] = kept


def _opens_database(item: pytest.Item) -> bool:
    """Say whether a test may: without a mark or a fixture for it, opening one fails the test."""
    asked = DATABASE.intersection(getattr(item, "fixturenames", ()))
    return bool(asked or item.get_closest_marker("django_db") or item.path.parent.name in PROCESSES)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Publish the library once, so that every test finds the core framework."""
    with django_db_blocker.unblock():
        call_command("publish_frameworks", verbosity=0)


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let fixtures of a module make rows for all its tests, which ask for the database; take them back after."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def library(db: None) -> None:
    """Publish the library again where a test that commits has emptied the tables."""
    call_command("publish_frameworks", verbosity=0)
