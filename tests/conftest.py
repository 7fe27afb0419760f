"""What every test may use."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.core.management import call_command

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

# A busy machine breaks no law, so there is no deadline; where nobody watches, every run draws the same.
hypothesis.settings.register_profile("suite", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("suite")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Publish the library once, so that every test finds the core framework."""
    with django_db_blocker.unblock():
        call_command("publish_frameworks", verbosity=0)


@pytest.fixture
def library(db: None) -> None:
    """Publish the library again where a test that commits has emptied the tables."""
    call_command("publish_frameworks", verbosity=0)
