"""Without a mail server messages are written to a folder, once each, for no other eyes."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.utils.timezone import now

from jobs import worker
from mailing import delivery, folder, outbox
from mailing.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


def test_messages_are_written_and_marked_as_kept(folder: Path):
    organisation = factories.organisation()
    people = [("p1", "ada@example.org", "k1"), ("p2", "grace@example.org", "k2")]
    outbox.queue(organisation=organisation, kind="hello", topic=uuid4(), letters=people, at=now())
    worker.run_until_empty()
    assert set(Message.objects.values_list("state", "is_kept")) == {("sent", True)}
    files = {path.name for path in folder.iterdir()}
    assert files == {f"{message.pk}.eml" for message in Message.objects.all()}
    written = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.iterdir()]
    assert sorted(str(mail["To"]) for mail in written) == ["ada@example.org", "grace@example.org"]


def test_only_the_owner_of_the_process_can_read(folder: Path):
    message = factories.message(state="queued")
    delivery.deliver(message_ids=[message.pk], clock=now)
    assert (folder.stat().st_mode & 0o777, (folder / f"{message.pk}.eml").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


def test_writing_twice_leaves_one_file(folder: Path):
    message = factories.message(state="queued")
    delivery.deliver(message_ids=[message.pk], clock=now)
    Message.objects.update(state="queued")
    delivery.deliver(message_ids=[message.pk], clock=now)
    assert [path.name for path in folder.iterdir()] == [f"{message.pk}.eml"]


def test_a_message_that_is_forgotten_while_it_is_written_leaves_no_file(folder: Path):
    message = factories.message(state="queued", kind="forgotten")
    delivery.deliver(message_ids=[message.pk], clock=now)
    assert list(folder.iterdir()) == []


def test_text_can_be_read_back():
    message = factories.message(state="queued", about="abc")
    assert folder.text_of(message.pk) is None
    delivery.deliver(message_ids=[message.pk], clock=now)
    text = folder.text_of(message.pk)
    assert text is not None
    assert "https://cx.example.org/r/abc" in text


def test_mail_of_accounts_goes_to_the_same_folder(folder: Path):
    backend = "mailing.folder.FolderBackend"
    mail = EmailMessage("Subject", "Text", to=["ada@example.org"], headers={"Message-ID": "<../../x@y>"})
    assert sent_by(backend, mail) == 1
    assert [path.name for path in folder.iterdir()] == [".._.._x_y.eml"]


def sent_by(backend: str, mail: EmailMessage) -> int:
    from django.core.mail import get_connection  # noqa: PLC0415 # beside its only use

    mail.connection = get_connection(backend)
    return mail.send()
