"""Shape an agenda: what stands on it, in which order and for how long; accept what needs no talk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts import redirects
from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from workshops import codes, preparing, running
from workshops.plan_forms import EntryForm
from workshops.refusals import Refusal
from workshops.views import console, pages

if TYPE_CHECKING:
    from workshops.models import Workshop


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def propose(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Take the topics that the result proposes."""
    del organisation_id  # checked by the decorator
    found = pages.own_workshop(request, workshop)

    def proposed() -> None:
        preparing.propose_agenda(workshop=found, by=request.user)
        if not found.topics.exclude(item=None).exists():
            messages.info(
                request, _("Too little of the answers may be shown. Choose the questions yourself.")
            )

    return _done(request, found, proposed, "agenda")


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def add_topic(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Put a question on the agenda."""
    del organisation_id  # checked by the decorator
    found = pages.own_workshop(request, workshop)
    form = pages.topic_form(found, request.POST)
    if not form.is_valid():
        return pages.page(request, found, topic_form=form, status=422)
    question = form.cleaned_data["question"]
    try:
        made = preparing.add_topic(workshop=found, question=question, by=request.user, at=now())
    except Refusal as refusal:
        form.refuse("question", str(refusal))
        return pages.page(request, found, topic_form=form, status=409)
    return _at(found, f"entry-{made.pk}")


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def add_entry(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Put something of one's own on the agenda."""
    del organisation_id  # checked by the decorator
    found = pages.own_workshop(request, workshop)
    form = EntryForm(request.POST)
    if not form.is_valid():
        return pages.page(request, found, entry_form=form, status=422)
    try:
        made = preparing.add_item(workshop=found, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        form.refuse("", str(refusal))
        return pages.page(request, found, entry_form=form, status=409)
    return _at(found, f"entry-{made.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def entry_(request: OrganisationRequest, organisation_id: UUID, workshop: UUID, entry: UUID) -> HttpResponse:
    """Show what an entry is called and how long it takes; posted, change it."""
    del organisation_id  # checked by the decorator
    found = pages.own_workshop(request, workshop)
    item = pages.own_entry(found, entry)
    form = EntryForm(request.POST if request.method == "POST" else None, entry=item)
    context = {"form": form, "workshop": found, "heading": _("Change this part of the agenda")}
    context["lead"] = pages.name_of(item)
    if not form.is_valid():
        return render(request, "workshops/plan/form.html", context, status=422 if form.is_bound else 200)
    try:
        preparing.change_item(item=item, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        form.refuse("", str(refusal))
        return render(request, "workshops/plan/form.html", context, status=409)
    return _at(found, f"entry-{item.pk}")


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def earlier(request: OrganisationRequest, organisation_id: UUID, workshop: UUID, entry: UUID) -> HttpResponse:
    """Let an entry come before the one above it."""
    del organisation_id  # checked by the decorator
    return _move(request, workshop, entry, later=False)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def later(request: OrganisationRequest, organisation_id: UUID, workshop: UUID, entry: UUID) -> HttpResponse:
    """Let an entry come after the one below it."""
    del organisation_id  # checked by the decorator
    return _move(request, workshop, entry, later=True)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def remove(request: OrganisationRequest, organisation_id: UUID, workshop: UUID, entry: UUID) -> HttpResponse:
    """Take an entry off the agenda."""
    del organisation_id  # checked by the decorator
    found = pages.own_workshop(request, workshop)
    item = pages.own_entry(found, entry)
    return _done(request, found, lambda: preparing.remove_item(item=item, by=request.user), "agenda")


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def accept(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Agree everything that is seen alike, in one step."""
    del organisation_id  # checked by the decorator
    found = pages.own_workshop(request, workshop)

    def accepted() -> None:
        count = preparing.accept_as_seen(workshop=found, by=request.user, at=now())
        words = ngettext("%(n)d question is agreed as seen.", "%(n)d questions are agreed as seen.", count)
        messages.success(request, words % {"n": count})

    return _done(request, found, accepted, "alike")


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def undo_accepting(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Take back everything that was agreed without talk."""
    del organisation_id  # checked by the decorator
    found = pages.own_workshop(request, workshop)
    return _done(
        request,
        found,
        lambda: preparing.undo_accepting(workshop=found, by=request.user, at=now()),
        "alike",
    )


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def open_room(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Let people in, and go to the console."""
    found = pages.own_workshop(request, workshop)
    try:
        codes.open_room(workshop=found, by=request.user, at=now())
    except Refusal as refusal:
        return pages.page(request, found, refusal=refusal, status=409)
    return redirect("workshops:console", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def begin(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Begin, on the console: what keeps the room from beginning is said there."""
    del organisation_id  # checked by the decorator
    found = pages.own_workshop(request, workshop)
    return console.done(request, found, lambda: running.begin(workshop=found, by=request.user, at=now()))


def _move(request: OrganisationRequest, workshop: UUID, entry: UUID, *, later: bool) -> HttpResponse:
    found = pages.own_workshop(request, workshop)
    item = pages.own_entry(found, entry)
    return _done(
        request,
        found,
        lambda: preparing.move_item(item=item, by=request.user, later=later),
        f"entry-{item.pk}",
    )


def _done(request: OrganisationRequest, found: Workshop, what: Callable[[], Any], part: str) -> HttpResponse:
    """Do it and go back to where it was asked for; refused, say so on the workshop's page."""
    try:
        what()
    except Refusal as refusal:
        return pages.page(request, found, refusal=refusal, status=409)
    wanted = redirects.wanted(request)
    return redirect(wanted) if wanted else _at(found, part)


def _at(found: Workshop, part: str) -> HttpResponse:
    return redirect(f"{found.get_absolute_url()}#{part}")
