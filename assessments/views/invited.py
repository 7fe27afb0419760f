"""The way of somebody who was asked: link, consent, answers, and back again."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import throttle, visitors
from accounts.access import in_zone_of
from assessments import capabilities, consent, links, taking_part
from assessments.access import GroupLinkRequest, InvitedRequest, invited_group, invited_person, public
from assessments.models import Assessment, GroupLink, Participant
from assessments.people_forms import ConsentForm
from assessments.refusals import Refusal
from frameworks import kits

WRONG_FROM_ONE = throttle.Rate(times=10, per=timedelta(minutes=1))
WRONG_IN_ALL = throttle.Rate(times=300, per=timedelta(minutes=1))


@public
@never_cache
@require_safe
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange a link for a cookie and a clean address; nothing is used up by it.

    Mail scanners follow links too, so the database does not change. Whatever leads nowhere, for
    whatever reason, gets the same page.
    """
    person, shared = links.found(token)
    if person is not None and _leads_on(person):
        page = redirect("assessments:taking-part", person.key)
        capabilities.invite(request, page, person.key, person.token_number)
        return page
    if shared is not None and _lets_in(shared):
        page = redirect("assessments:enter", shared.pk)
        capabilities.invite(request, page, shared.pk, capabilities.SHARED)
        return page
    came = _came_by(request, shared) if shared is not None else None
    if came is not None and _leads_on(came):
        return redirect("assessments:taking-part", came.key)
    return _nowhere(request)


@invited_person
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_part(request: InvitedRequest) -> HttpResponse:
    """Say what becomes of the answers; posted, begin. Whoever has begun is sent on."""
    person = request.participant
    if person.assessment.closed or person.took_part:
        return _after_closing(request)
    begun = person.sheet
    if begun is not None:
        return _sent(request) if begun.sent else _to_answers(request, person)
    form = _form(request, person.assessment, person=person)
    if request.method != "POST" or not form.is_valid():
        return _consent_page(request, person.assessment, form, participant=person)
    try:
        taking_part.begin(participant=person, at=now(), **form.said())
    except Refusal:  # closed meanwhile, or answered before in another browser
        return redirect("assessments:taking-part", person.key)
    return _to_answers(request, Participant.objects.with_round().get(pk=person.pk))


@invited_group
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: GroupLinkRequest) -> HttpResponse:
    """Say what becomes of the answers; posted, give one more person of the group a sheet."""
    link = request.group_link
    form = _form(request, link.assessment, link=link)
    if request.method != "POST" or not form.is_valid():
        return _consent_page(request, link.assessment, form, link=link, came=_came_by(request, link))
    try:
        person = taking_part.enter(link=link, at=now(), **form.said())
    except Refusal:  # closed, ended or used up meanwhile
        return nowhere(request)
    page = _to_answers(request, Participant.objects.with_round().get(pk=person.pk))
    capabilities.invite(request, page, person.key, person.token_number)
    return page


@invited_person
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: InvitedRequest) -> HttpResponse:
    """Ask whether it is meant; posted, delete the person's answers."""
    person = request.participant
    if request.method == "POST":
        try:
            taking_part.withdraw(participant=person, at=now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("assessments:taking-part", person.key)
    if person.assessment.closed or person.sheet is None:
        return redirect("assessments:taking-part", person.key)
    return render(request, "assessments/people/withdraw.html", {"participant": person})


def nowhere(request: HttpRequest) -> HttpResponse:
    """Return the one page of every link that leads nowhere."""
    return render(request, "assessments/people/nowhere.html", status=HTTPStatus.NOT_FOUND)


def _nowhere(request: HttpRequest) -> HttpResponse:
    """Count a wrong link; whoever tries very many has to wait."""
    at = now()
    try:
        throttle.take(scope="wrong link", subject=visitors.address(request), rate=WRONG_FROM_ONE, at=at)
        throttle.take(scope="wrong links", subject="", rate=WRONG_IN_ALL, at=at)
    except throttle.TooMany as refusal:
        page = render(request, "429.html", {"minutes": 1}, status=HTTPStatus.TOO_MANY_REQUESTS)
        page.headers["Retry-After"] = str(refusal.retry_after_seconds)
        return page
    return nowhere(request)


def _leads_on(person: Participant) -> bool:
    """Say whether somebody's link still leads anywhere: in an open round, and afterwards if they answered."""
    round_ = person.assessment
    if round_.closed:
        return person.answered
    return round_.open


def _came_by(request: HttpRequest, shared: GroupLink) -> Participant | None:
    """Return who came by a shared link in this very browser."""
    held = Participant.objects.with_round().held(capabilities.invitations(request))
    return held.filter(via=shared).order_by("-pk").first()


def _lets_in(shared: GroupLink) -> bool:
    return shared.assessment.open and shared.revoked_at is None and shared.entered < shared.cap


def _after_closing(request: InvitedRequest) -> HttpResponse:
    person = request.participant
    if not _leads_on(person):
        return nowhere(request)
    page = redirect("reports:result", person.assessment_id)
    if person.sheet is not None:
        capabilities.grant(request, page, [person.sheet.pk])
    return page


def _to_answers(request: HttpRequest, person: Participant) -> HttpResponse:
    sheet = person.response
    page = redirect("assessments:answer", sheet.pk)
    capabilities.grant(request, page, [sheet.pk])
    return page


def _sent(request: InvitedRequest) -> HttpResponse:
    """Say what happens next, and let them change or withdraw what they sent."""
    person = request.participant
    context = {"participant": person, "consent": consent.for_round(person.assessment)}
    with in_zone_of(person.assessment.organisation):
        page = render(request, "assessments/people/sent.html", context)
    capabilities.grant(request, page, [person.response.pk])
    return page


def _form(
    request: HttpRequest,
    round_: Assessment,
    *,
    person: Participant | None = None,
    link: GroupLink | None = None,
) -> ConsentForm:
    known = person.traits if person else {}
    return ConsentForm(
        request.POST if request.method == "POST" else None,
        kit=kits.load(round_.framework.checksum, round_.lens_checksums),
        asks_group=not (person.group if person else link and link.group),
        asks_name=round_.mode == Assessment.Mode.OPEN and not (person and person.name),
        breakdowns=[breakdown for breakdown in round_.breakdowns if breakdown["id"] not in known],
    )


def _consent_page(request: HttpRequest, round_: Assessment, form: ConsentForm, **whom: Any) -> HttpResponse:
    kit = kits.load(round_.framework.checksum, round_.lens_checksums)
    context = {"form": form, "consent": consent.for_round(round_), "kit": kit, **whom}
    with in_zone_of(round_.organisation):
        return render(
            request, "assessments/people/consent.html", context, status=422 if form.is_bound else 200
        )
