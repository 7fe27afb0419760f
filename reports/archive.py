"""Everything that an organisation holds, as one file for its owners.

Raw answers leave the system only from open rounds; a confidential round gives out its report, which
shows what may be shown.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import Organisation
from actions import archive as plans
from assessments import results, tables
from assessments.models import Answer, Assessment, Export
from frameworks import kits
from reports import formats, making, workshop_archive
from scoring import Reply

Entry = tuple[str, str | bytes]


def make(*, export_id: UUID, at: datetime) -> None:
    """Write the file that was asked for; a second time changes nothing."""
    export = Export.objects.select_related("organisation").filter(pk=export_id).first()
    if export is None or export.state != Export.State.WAITING:
        return
    export.content = _zipped(export.organisation)
    export.filename = f"cx-maturity-{export.organisation.day_of(at):%Y-%m-%d}.zip"
    export.state, export.ready_at = Export.State.READY, at
    export.save(update_fields=["content", "filename", "state", "ready_at"])


def give_up(*, export_id: UUID) -> None:
    """Say that a file could not be made."""
    Export.objects.filter(pk=export_id, state=Export.State.WAITING).update(state=Export.State.FAILED)


def _zipped(organisation: Organisation) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _entries(organisation):
            archive.writestr(name, content)
    return out.getvalue()


def _entries(organisation: Organisation) -> Iterator[Entry]:
    yield "organisation.json", _json(_settings(organisation))
    yield "members.csv", _members(organisation)
    yield "audit.csv", _audit(organisation)
    yield "mail.csv", _mail(organisation)
    rounds = organisation.assessments.with_kit().order_by("created_at", "pk")
    for number, assessment in enumerate(rounds, start=1):
        yield from _round(f"rounds/{number:02}", assessment)
    yield from workshop_archive.entries(organisation)
    yield "actions.csv", plans.actions_of(organisation)
    yield "action-reviews.csv", plans.reviews_of(organisation)


def _settings(organisation: Organisation) -> dict[str, Any]:
    kept = ("name", "kind", "language", "time_zone", "colour", "customers_word", "k")
    periods = ("addresses_kept_days", "answers_kept_months")
    return {name: getattr(organisation, name) for name in (*kept, *periods)}


def _members(organisation: Organisation) -> str:
    rows = organisation.memberships.order_by("pk").values_list(
        "user__email", "user__name", "role", "created_at", "expires_at"
    )
    return tables.csv_text(["email", "name", "role", "since", "until"], rows)


def _audit(organisation: Organisation) -> str:
    rows = organisation.audit_events.order_by("at", "pk").values_list(
        "at", "actor__email", "action", "subject", "detail"
    )
    return tables.csv_text(["at", "who", "what", "about", "more"], rows)


def _mail(organisation: Organisation) -> str:
    rows = organisation.mail.order_by("queued_at", "pk").values_list("queued_at", "kind", "address", "state")
    return tables.csv_text(["queued", "kind", "address", "state"], rows)


def _round(folder: str, assessment: Assessment) -> Iterator[Entry]:
    yield f"{folder}/round.json", _json(_plan(assessment))
    yield f"{folder}/people.csv", _people(assessment)
    yield f"{folder}/shares.csv", _shares(assessment)
    if assessment.mode == Assessment.Mode.OPEN:
        yield f"{folder}/answers.csv", _answers(assessment)
        yield f"{folder}/lenses.csv", _lens_answers(assessment)
    if assessment.has_result:
        frozen = results.current(assessment)
        for format_ in (formats.JSON, formats.XLSX):
            made = making.begin(assessment, frozen, format_).result()
            yield f"{folder}/report{format_.suffix}", made


def _plan(assessment: Assessment) -> dict[str, Any]:
    kept = ("title", "scope", "mode", "k", "asked_lenses", "breakdowns", "aims", "target", "linked", "felt")
    moments = ("created_at", "opened_at", "closed_at", "reopened_at")
    framework = assessment.framework
    return {
        "framework": f"{framework.slug} {framework.version}",
        **{name: getattr(assessment, name) for name in kept},
        **{name: str(getattr(assessment, name) or "") for name in moments},
        "not_asked": list(assessment.ruled_out.order_by("pk").values("question", "reason")),
    }


def _people(assessment: Assessment) -> str:
    """Return who was asked and whether they answered; in confidence never when."""
    people = assessment.participants.select_related("response").order_by("name", "email", "pk")
    rows = ((one.name, one.email, one.group, "yes" if one.answered else "no") for one in people.iterator())
    return tables.csv_text(["name", "email", "group", "answered"], rows)


def _shares(assessment: Assessment) -> str:
    """Return the links to the report, without what opens them."""
    values = assessment.shares.order_by("created_at", "pk").values_list(
        "name", "created_at", "expires_at", "revoked_at", "views"
    )
    return tables.csv_text(["for", "made", "ends", "ended", "opened"], values)


def _answers(assessment: Assessment) -> str:
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums)
    rows = Answer.objects.filter(assessment=assessment).exclude(response__sent_at=None)
    values = rows.order_by("response_id", "question").values_list(
        "response__participant__name", "group", "question", "reply", "reason", "comment", "evidence"
    )
    written = (
        (name, kit.group(group).name, question, Reply(reply).name.lower(), *texts)
        for name, group, question, reply, *texts in values.iterator()
    )
    heading = ["name", "group", "question", "answer", "reason", "comment", "evidence"]
    return tables.csv_text(heading, written)


def _lens_answers(assessment: Assessment) -> str:
    rows = assessment.lens_replies.exclude(response__sent_at=None)
    values = rows.order_by("response_id", "lens", "item", "field").values_list(
        "response__participant__name", "group", "response__lens_subject", "lens", "item", "field", "reply"
    )
    return tables.csv_text(["name", "group", "customers", "lens", "about", "asked", "answer"], values)


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
