"""A workshop that is ready to begin, over the data of a server of its own.

    python -m tests.browser.prepared_room 5

makes the tables, an owner, a closed round and a workshop with so many topics, and prints how to come in.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from tests.server import ROOT


@dataclass(frozen=True, slots=True)
class Prepared:
    """Where the workshop is, and who may open it."""

    path: str
    email: str


def prepare(environment: Mapping[str, str], topics: int) -> Prepared:
    """Make everything in a process of its own, with the settings of the server."""
    command = [sys.executable, "-m", "tests.browser.prepared_room", str(topics)]
    made = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, check=True, capture_output=True, text=True
    )
    return Prepared(**json.loads(made.stdout.splitlines()[-1]))


def make(topics: int) -> Prepared:
    """Make the rows; eighteen people have answered."""
    import django  # noqa: PLC0415 # only in a process of its own, with its own settings

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 # as above
    from django.utils.timezone import now  # noqa: PLC0415 # as above

    from tests import factories  # noqa: PLC0415 # as above
    from workshops import preparing  # noqa: PLC0415 # as above
    from workshops.models import Item  # noqa: PLC0415 # as above

    call_command("migrate", verbosity=0)
    organisation = factories.organisation("Harbour Ferries")
    owner = factories.member(organisation)
    round_ = factories.closed(organisation, people=18)
    workshop = preparing.plan(assessment=round_, title="Leaders in one room", by=owner, at=now())
    for item in workshop.items.filter(kind=Item.Kind.TOPIC).order_by("place")[topics:]:
        preparing.remove_item(item=item, by=owner)
    return Prepared(workshop.get_absolute_url(), owner.email)


if __name__ == "__main__":
    ready = make(int(sys.argv[1]))
    sys.stdout.write(json.dumps({"path": ready.path, "email": ready.email}) + "\n")
