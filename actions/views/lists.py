"""The actions of an organisation: as a list, on a board, by impact and effort, on paper and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from actions import overviews, sheets
from actions.forms import FilterForm
from actions.models import Action

if TYPE_CHECKING:
    from datetime import date

    from actions.overviews import Line


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def list_(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """List the actions by worth, narrowed to what was asked for."""
    del organisation_id  # checked by the decorator
    form, day = _filters(request), today(request)
    wanted = form.wanted()
    context = {
        "form": form,
        "lines": overviews.lines(wanted.among(request.organisation.actions.all(), day), day),
        "narrowed": any((wanted.round, wanted.owner, wanted.status)),
        "newest": overviews.newest(request.organisation),
        "may_run": may_run(request),
    }
    return render(request, "actions/list.html", context, status=422 if form.errors else 200)


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def board(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Show the actions in columns by how far they are, with what was moved last."""
    del organisation_id  # checked by the decorator
    lines = overviews.lines(request.organisation.actions.all(), today(request))
    context = {
        "columns": overviews.board(lines),
        "any": bool(lines),
        "moved": _moved(request, lines),
        "newest": overviews.newest(request.organisation),
        "may_run": may_run(request),
    }
    return render(request, "actions/board.html", context)


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def grid(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Show what is still to be done by impact and effort."""
    del organisation_id  # checked by the decorator
    actions = request.organisation.actions.all()
    lines = overviews.lines(actions.open(), today(request))
    context = {
        "rows": overviews.grid(lines),
        "any": bool(lines),
        "settled": not lines and actions.exists(),
        "newest": overviews.newest(request.organisation),
        "may_run": may_run(request),
    }
    return render(request, "actions/grid.html", context)


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def print_(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Show the list as a sheet of paper, marked as the report of its round is."""
    del organisation_id  # checked by the decorator
    form, day = _filters(request), today(request)
    lines = overviews.lines(form.wanted().among(request.organisation.actions.all(), day), day)
    context = {"form": form, "lines": lines, "marking": sheets.marking(lines), "today": day}
    return render(request, "actions/print.html", context, status=422 if form.errors else 200)


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def table(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Give the list out as CSV."""
    del organisation_id  # checked by the decorator
    day = today(request)
    lines = overviews.lines(_filters(request).wanted().among(request.organisation.actions.all(), day), day)
    page = HttpResponse(sheets.csv_of(lines), content_type="text/csv; charset=utf-8")
    page.headers["Content-Disposition"] = f'attachment; filename="actions-{day:%Y-%m-%d}.csv"'
    return page


def today(request: OrganisationRequest) -> date:
    """Return the day by the organisation's clocks."""
    return request.organisation.day_of(now())


def may_run(request: OrganisationRequest) -> bool:
    """Say whether the member may change actions and not only look."""
    return roles.grants(request.membership.role, Permission.RUN_ASSESSMENTS)


def _filters(request: OrganisationRequest) -> FilterForm:
    return FilterForm(
        request.GET,
        rounds=overviews.rounds(request.organisation),
        owners=overviews.owners(request.organisation),
    )


def _moved(request: OrganisationRequest, lines: tuple[Line, ...]) -> dict[str, object] | None:
    """Return the action that was just moved and where it stood before, so that it can be moved back."""
    before, pk = request.GET.get("before", ""), request.GET.get("moved", "")
    action = next((line.action for line in lines if str(line.action.pk) == pk), None)
    if action is None or before not in Action.Status.values or before == action.status:
        return None
    return {"action": action, "back": before, "back_name": Action.Status(before).label}
