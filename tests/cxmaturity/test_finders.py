from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from cxmaturity.finders import PackageFilesFinder


def test_finder_serves_the_white_list():
    found = PackageFilesFinder().find("vendor/plotly/plotly.min.js")

    assert Path(found).name == "plotly.min.js"
    assert [(vars(storage)["prefix"], name) for name, storage in PackageFilesFinder().list(None)] == [
        ("vendor/plotly", "plotly.min.js"),
        ("vendor/htmx", "htmx-2.min.js"),
    ]


@pytest.mark.parametrize("path", ["vendor/plotly/__init__.py", "../settings.py", "", "plotly.min.js"])
def test_finder_serves_nothing_else(path: str):
    assert PackageFilesFinder().find(path) == []


def test_check_names_a_file_that_its_package_lost(settings: Settings):
    settings.PACKAGE_STATIC = {
        "vendor/gone.js": ("plotly", "gone.js"),
        "vendor/no.js": ("no_such_package", "no.js"),
    }

    assert [error.msg for error in PackageFilesFinder().check()] == [
        "vendor/gone.js is not where its package should have it.",
        "vendor/no.js is not where its package should have it.",
    ]


def test_check_names_a_file_that_would_be_collected_under_another_name(settings: Settings):
    settings.PACKAGE_STATIC = {"vendor/plot.js": ("plotly", "package_data/plotly.min.js")}

    assert [error.msg for error in PackageFilesFinder().check()] == [
        "vendor/plot.js has to end in plotly.min.js, the name of its file."
    ]
