"""What the settings name is there, and mail goes where they say."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest
from django.utils.module_loading import import_string
from django_tasks import task_backends

from cxmaturity import settings as product
from tests.server import ROOT

SAY = """
import django; django.setup()
from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
backend = EmailBackend()
print(settings.MAIL_IS_SENT, settings.EMAIL_BACKEND.rsplit('.', 1)[1], settings.MAIL_FROM, settings.DEFAULT_FROM_EMAIL,
      backend.host, backend.port, backend.use_tls, backend.timeout)
"""


@pytest.mark.parametrize("path", product.LETTERS.values(), ids=product.LETTERS)
def test_letter_has_its_composer(path: str):
    assert callable(import_string(path))


@pytest.mark.parametrize("path", product.PERIODIC_TASKS)
def test_recurring_task_is_a_task(path: str):
    assert isinstance(import_string(path), task_backends["default"].task_class)


def said(environment: Mapping[str, str], var: str) -> str:
    settings = {
        "DJANGO_SETTINGS_MODULE": "cxmaturity.settings",
        "VAR_DIR": var,
        "BASE_URL": "https://cx.example.org",
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("EMAIL", "MAIL"))}
    run = subprocess.run(
        [sys.executable, "-c", SAY],
        cwd=ROOT,
        env={**inherited, **settings, **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout.strip()


def test_mail_goes_to_the_server_that_is_set(tmp_path: object):
    environment = {"EMAIL_URL": "smtp://us:er@mx.example.org:587/?tls=True", "MAIL_FROM": "post@example.org"}
    assert said(environment, str(tmp_path)) == (
        "True EmailBackend post@example.org post@example.org mx.example.org 587 True 10"
    )


def test_mail_goes_to_the_folder_when_none_is_set(tmp_path: object):
    assert said({}, str(tmp_path)).startswith(
        "False FolderBackend no-reply@cx.example.org no-reply@cx.example.org"
    )
