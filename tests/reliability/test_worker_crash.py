"""No mail goes twice and nothing stays stuck, whenever a worker is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from uuid import UUID

import pytest

from tests.mailing import servers
from tests.mailing.servers import Postbox
from tests.reliability import mailers
from tests.reliability.conftest import database_of
from tests.reliability.mailers import Workers
from tests.server import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]
MAILS = 200


@pytest.fixture
def postbox() -> Postbox:
    return Postbox(seconds=0.01)


@pytest.fixture
def mail_environment(environment: dict[str, str], postbox: Postbox) -> Iterator[dict[str, str]]:
    """Lend the settings of workers that send to a mail server of the test."""
    with servers.taking(postbox) as port:
        yield {
            **environment,
            "DJANGO_SETTINGS_MODULE": "tests.reliability.mail_settings",
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "LOG_LEVEL": "CRITICAL",
        }


def test_killed_workers_send_no_mail_twice_and_leave_nothing_stuck(
    mail_environment: dict[str, str],
    postbox: Postbox,
    soak: bool,  # noqa: FBT001 # a fixture
):
    queue = [sys.executable, "-m", "tests.reliability.mailers", str(MAILS)]
    subprocess.run(queue, cwd=ROOT, env={**os.environ, **mail_environment}, check=True)
    database, workers = database_of(mail_environment), Workers(mail_environment)
    kills = 10 if soak else 3
    try:
        workers.start()
        workers.start()
        for number in range(1, kills + 1):
            mailers.wait_until(partial(received, postbox, number * MAILS // (kills + 2)))
            workers.kill_and_replace()
        mailers.wait_until(lambda: not {"queued", "sending"} & set(mailers.counted(database)))
    finally:
        workers.stop()
    found, ids = mailers.states(database), Counter(map(pk_of, postbox.ids()))
    assert set(ids.values()) == {1}
    assert {pk for pk, state in found.items() if state == "sent"} <= set(ids)
    assert set(ids) <= {pk for pk, state in found.items() if state in {"sent", "doubtful"}}
    assert mailers.counted(database)["sent"] >= MAILS - kills
    assert set(found.values()) <= {"sent", "doubtful"}


def received(postbox: Postbox, number: int) -> bool:
    return len(postbox.received) >= number


def pk_of(message_id: str) -> UUID:
    return UUID(hex=message_id[1:33])
