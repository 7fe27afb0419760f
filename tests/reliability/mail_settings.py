"""Settings of a worker that sends tests' letters, with a clock five to ten times as fast unless SOAK is set."""

from __future__ import annotations

import os
from datetime import timedelta

from tests.settings import *  # noqa: F403 # every setting but the ones below is that of other tests

LETTERS = {"hello": "tests.mailing.composers.hello"}
MAIL_PER_DAY = 1000
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if os.environ.get("SOAK") != "1":
    WORKER_BEAT = timedelta(seconds=1)
    EMAIL_TIMEOUT = 1
    PERIODIC_TASKS = {"mailing.tasks.sweep": timedelta(seconds=2)}
