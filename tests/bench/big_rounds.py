"""Rounds of many people with everything that a round can declare, made at once."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from django.utils.timezone import now

from accounts.models import Organisation
from assessments import lens_pages, lifecycle, selectors, sheets
from assessments.models import Assessment, LensReply, Participant, Response
from tests import factories

CONFIDENTIAL = Assessment.Mode.CONFIDENTIAL
SITES = 8
TENURES = 4
IN_LENSES = 60  # people who answer the lenses; each gives some fifty replies
_BATCH = 500


def filled(
    of: Organisation, people: int, *, mode: str = CONFIDENTIAL, earlier: Assessment | None = None
) -> Assessment:
    """Make a round in which so many have sent, with two break-downs and every lens.

    There are sheets and no single answers: a result is calculated from sheets alone.
    """
    round_ = factories.assessment(of, mode=mode, asked_lenses=factories.LENSES)
    round_.breakdowns = [_breakdown("site", SITES), _breakdown("tenure", TENURES)]
    round_.earlier = earlier
    round_.save(update_fields=["breakdowns", "earlier"])
    LensReply.objects.bulk_create(_lens_replies(round_, _responses(round_, people)), batch_size=_BATCH)
    return round_


def compared(people: int) -> tuple[Assessment, Response]:
    """Make two closed rounds, the second compared with the first, and return it with a sheet as it was before."""
    of = factories.organisation(f"{people:,} people")
    first = close(filled(of, people))
    second = filled(of, people, earlier=first)
    sheet = second.responses.all()[0]
    return close(second), sheet


def close(round_: Assessment) -> Assessment:
    """Close a round and load it as a page does."""
    lifecycle.close_assessment(assessment=round_, by=None, at=now())
    return Assessment.objects.with_kit().get(pk=round_.pk)


def _breakdown(id_: str, options: int) -> dict[str, object]:
    named = [{"id": f"{id_}-{number}", "name": f"{id_.title()} {number}"} for number in range(options)]
    return {"id": id_, "name": id_.title(), "options": named}


def _responses(round_: Assessment, people: int) -> list[Response]:
    groups = [factories.GROUPS[number % len(factories.GROUPS)] for number in range(people)]
    participants = Participant.objects.bulk_create(
        (
            Participant(
                assessment=round_, group=group, email=f"person{number}@example.org", traits=_traits(number)
            )
            for number, group in enumerate(groups)
        ),
        batch_size=_BATCH,
    )
    return Response.objects.bulk_create(
        (_sent(round_, person, number) for number, person in enumerate(participants)), batch_size=_BATCH
    )


def _sent(round_: Assessment, person: Participant, number: int) -> Response:
    sheet, at = selectors.sheet_in(round_, person.group), now()
    said = {
        question: 1 + (number * 7 + place * 3 + number * place) % 5
        for place, question in enumerate(sheet.stops)
    }
    return Response(
        participant=person,
        assessment=round_,
        group=person.group,
        traits=person.traits,
        started_at=at,
        sent_at=at,
        replies=sheets.pack(sheet, said),
    )


def _traits(number: int) -> dict[str, str]:
    return {"site": f"site-{number % SITES}", "tenure": f"tenure-{number // SITES % TENURES}"}


def _lens_replies(round_: Assessment, responses: list[Response]) -> Iterator[LensReply]:
    for number, response in enumerate(responses[:IN_LENSES]):
        for place, (key, entry) in enumerate(lens_pages.sheet_of(response).entries.items()):
            if entry.options:
                lens, item, field = key
                yield LensReply(
                    response=response,
                    assessment_id=round_.pk,
                    group=response.group,
                    lens=lens,
                    item=item,
                    field=field,
                    reply=entry.options[(number + place) % len(entry.options)].value,
                    revision=1,
                    op=uuid4(),
                )
