"""Who may open pages about answers and results; whatever one may not open does not exist (404)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from accounts import roles
from accounts.access import OrganisationRequest, in_zone_of, marked, public
from accounts.models import Organisation
from assessments import anonymity, capabilities, ways_back
from assessments.models import Assessment, GroupLink, Participant, Response

__all__ = [
    "GroupLinkRequest",
    "InvitedRequest",
    "ResponseRequest",
    "ResultRequest",
    "holder",
    "invited_group",
    "invited_person",
    "own_response",
    "own_round",
    "public",
    "result_reader",
]

P = ParamSpec("P")


class ResponseRequest(HttpRequest):
    """A request by the person whose response it is."""

    response_sheet: Response
    way_back: str  # the path of what they came from to answer; empty where the pages go on as usual


class InvitedRequest(HttpRequest):
    """A request by somebody who opened their own link."""

    participant: Participant


class GroupLinkRequest(HttpRequest):
    """A request by somebody who opened the link of their group."""

    group_link: GroupLink


class ResultRequest(HttpRequest):
    """A request by somebody who may read the result; `response_sheet` is their own, if they have one."""

    assessment: Assessment
    response_sheet: Response | None
    as_member: bool  # rather than by having answered; true of everybody who looks at a sample
    may_share: bool
    may_run: bool  # and so change what its documents say of themselves


def holder(view: Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in the browser that holds the response; loads nothing, for the service does (autosave)."""

    @wraps(view)
    def guarded(request: HttpRequest, response: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not capabilities.holds(request, response):
            raise Http404
        return view(request, response, *args, **kwargs)

    return marked(guarded, "own response")


def own_response(
    view: Callable[Concatenate[ResponseRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let in the browser that holds the response and load it as `request.response_sheet`."""

    @wraps(view)
    def guarded(request: ResponseRequest, response: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        held = [response] if capabilities.holds(request, response) else []
        sheet = next(iter(Response.objects.held(held).with_kit()), None) if held else None
        request.way_back = ways_back.of(request, response) if held else ""
        if sheet is None:  # where the round closed in confidence, they still find back
            if request.way_back:
                return redirect(request.way_back)
            raise Http404
        request.response_sheet = sheet
        try:
            return view(request, *args, **kwargs)
        except Response.DoesNotExist as gone:  # its round closed in confidence or was purged meanwhile
            raise Http404 from gone

    return marked(guarded, "own response")


def invited_person(
    view: Callable[Concatenate[InvitedRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let in the browser in which somebody's own link was opened, unless a newer one has replaced it."""

    @wraps(view)
    def guarded(
        request: InvitedRequest, participant: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        held = [
            invitation for invitation in capabilities.invitations(request) if invitation[0] == participant
        ]
        found = Participant.objects.with_round().held(held).first() if held else None
        if found is None or found.assessment.draft:
            raise Http404
        request.participant = found
        return view(request, *args, **kwargs)

    return marked(guarded, "own invitation")


def invited_group(
    view: Callable[Concatenate[GroupLinkRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let in the browser in which a group's shared link was opened, while the link works."""

    @wraps(view)
    def guarded(request: GroupLinkRequest, link: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        held = (link, capabilities.SHARED) in capabilities.invitations(request)
        found = GroupLink.objects.with_round().current().filter(pk=link).first() if held else None
        if found is None or not found.assessment.open:
            raise Http404
        request.group_link = found
        return view(request, *args, **kwargs)

    return marked(guarded, "own invitation")


def result_reader(
    view: Callable[Concatenate[ResultRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let in who sent a response, members of the organisation and, for samples, anybody."""

    @wraps(view)
    def guarded(request: ResultRequest, assessment: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = Assessment.objects.readable().with_kit().filter(pk=assessment).first()
        if found is None:
            raise Http404
        request.response_sheet = _own_sent(request, found)
        answered = request.response_sheet is not None or _took_part(request, found)
        request.as_member = not (answered and found.shown_to_participants)
        role = _role(request, found.organisation) if request.as_member else ""
        request.may_run = roles.grants(role, roles.Permission.RUN_ASSESSMENTS)
        request.may_share = found.closed and roles.grants(role, roles.Permission.SHARE_RESULTS)
        if request.as_member and not _may_view(role, found.organisation):
            if not answered:
                raise Http404
            return render(request, "assessments/people/not_shown.html", {"assessment": found}, status=403)
        request.assessment = found
        with in_zone_of(found.organisation):
            return view(request, *args, **kwargs)

    return marked(guarded, "result reader")


def own_round(request: OrganisationRequest, assessment: UUID) -> Assessment:
    """Return a round of the member's organisation; any other does not exist."""
    found = request.organisation.assessments.with_kit().filter(pk=assessment).first()
    if found is None:
        raise Http404
    return found


def _own_sent(request: HttpRequest, assessment: Assessment) -> Response | None:
    held = capabilities.held(request)
    if not held or (assessment.confidential and assessment.closed):  # then nobody's key leads to a sheet
        return None
    return Response.objects.filter(pk__in=held, assessment=assessment).sent().order_by("-sent_at").first()


def _took_part(request: HttpRequest, assessment: Assessment) -> bool:
    """Say whether the browser sent a response that nobody can be known by any more, or is of somebody who did."""
    if not (assessment.confidential and assessment.result_stands):
        return False
    held = capabilities.held(request)
    if held and anonymity.took_part(assessment=assessment, held=held):
        return True
    invited = Participant.objects.held(capabilities.invitations(request))
    return invited.filter(assessment=assessment, took_part=True).exists()


def _role(request: HttpRequest, organisation: Organisation) -> str:
    """Return the role of whoever asks in an organisation, empty if they have none."""
    if not request.user.is_authenticated:
        return ""
    membership = request.user.memberships.current(now()).filter(organisation=organisation).first()
    return membership.role if membership else ""


def _may_view(role: str, organisation: Organisation) -> bool:
    return organisation.kind == Organisation.Kind.SAMPLE or roles.grants(role, roles.Permission.VIEW_RESULTS)
