"""The page of a workshop, for every view that ends on it, and what it is fetched by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.shortcuts import render

from accounts import roles
from accounts.access import OrganisationRequest
from accounts.roles import Permission
from workshops import agendas, outcomes, timetables
from workshops.models import Item, StoredOutcome, Workshop
from workshops.plan_forms import EntryForm, TopicForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from workshops.refusals import Refusal


def own_workshop(request: OrganisationRequest, workshop: UUID) -> Workshop:
    """Return a workshop of the member's organisation; any other does not exist."""
    found = request.organisation.workshops.with_kit().filter(pk=workshop).first()
    if found is None:
        raise Http404
    return found


def own_entry(workshop: Workshop, entry: UUID) -> Item:
    """Return an entry of the workshop's agenda; any other does not exist."""
    found = workshop.items.select_related("topic").filter(pk=entry).first()
    if found is None:
        raise Http404
    found.workshop = workshop
    return found


def may_run(request: OrganisationRequest) -> bool:
    """Say whether the member may prepare and lead workshops and not only look."""
    return roles.grants(request.membership.role, Permission.RUN_ASSESSMENTS)


def name_of(item: Item) -> str:
    """Return what an entry is about: its question, or its kind where it has no title."""
    if item.topic is None:
        return str(item)
    return agendas.kit_of(item.workshop.assessment).question(item.topic.question).prompt


def topic_form(workshop: Workshop, posted: Mapping[str, str] | None = None) -> TopicForm:
    """Return the form that offers the questions which are not on the agenda."""
    return TopicForm(posted, offered=agendas.offered(workshop))


def page(
    request: OrganisationRequest,
    workshop: Workshop,
    *,
    topic_form: TopicForm | None = None,
    entry_form: EntryForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a workshop as it stands now; a form that was refused keeps what was typed."""
    context = {
        "workshop": workshop,
        "timetable": timetables.of(workshop),
        "may_run": may_run(request),
        "may_change": may_run(request) and not workshop.ended,
        "topic_form": topic_form,
        "entry_form": entry_form,
        "refusal": refusal,
        "to_accept": () if workshop.ended else agendas.to_accept(workshop),
        "accepted": agendas.accepted_questions(workshop),
        **(_outcome(workshop) if workshop.ended else {}),
    }
    if context["may_change"]:
        context["topic_form"] = topic_form or TopicForm(offered=agendas.offered(workshop))
        context["entry_form"] = entry_form or EntryForm()
    return render(request, "workshops/plan/workshop.html", context, status=status)


def _outcome(workshop: Workshop) -> dict[str, object]:
    """Return what an ended workshop came to, with the words of its questions."""
    kit = agendas.kit_of(workshop.assessment)
    stored = StoredOutcome.objects.filter(workshop=workshop).first()
    found = outcomes.read(stored) if stored else outcomes.compute(workshop)
    return {
        "agreed": [
            (kit.question(one.question).prompt, kit.position(one.position), one) for one in found.agreed
        ],
        "parked": [(kit.question(one.question).prompt, one) for one in found.parked],
        "actions": found.actions,
    }
