"""How far a round is, and the letters to those it asks, for those who run it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import inviting, progress, reminding
from assessments.access import own_round
from assessments.refusals import Refusal
from mailing.models import Message

if TYPE_CHECKING:
    from django.http import HttpResponse

    from assessments.models import Assessment
    from mailing.outbox import Queued

TICK = 10  # seconds between two looks at the board of an open round


@never_cache
@require_safe
@organisation_access(Permission.RUN_ASSESSMENTS)
def people(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Show who was asked and who has sent their answers, page by page."""
    del organisation_id  # checked by the decorator
    round_ = own_round(request, assessment)
    asked = {
        name: request.GET.get(name, "").replace("\x00", "")[:100] for name in ("search", "state", "page")
    }
    context = {
        **_board(round_),
        "people": progress.people(round_, **asked),
        "unnamed": progress.unnamed(round_),
        "search": asked["search"],
        "state": asked["state"],
        "too_small": progress.too_small(round_),
        "may_remind": reminding.may_remind(round_, now()),
    }
    return render(request, "assessments/people/people.html", context)


@never_cache
@require_safe
@organisation_access(Permission.RUN_ASSESSMENTS)
def board(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Return the part of the page that says how far the round is."""
    del organisation_id  # checked by the decorator
    return render(request, "assessments/people/_board.html", _board(own_round(request, assessment)))


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def invite(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Send everybody their link who has not been sent it."""
    round_ = own_round(request, assessment)
    try:
        _say(request, inviting.invite(assessment=round_, by=request.user, at=now()))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("assessments:people", organisation_id, round_.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def remind(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Ask whether it is meant; posted, remind those who have not sent their answers."""
    round_ = own_round(request, assessment)
    if request.method != "POST":
        context = {"round": round_, "waiting": progress.waiting(round_)}
        return render(request, "assessments/people/remind.html", context)
    try:
        _say(request, reminding.remind(assessment=round_, by=request.user, at=now()))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("assessments:people", organisation_id, round_.pk)


def _board(round_: Assessment) -> dict[str, Any]:
    written = Message.objects.filter(organisation=round_.organisation_id, topic=round_.pk)
    counts = written.counts()
    return {
        "round": round_,
        "board": progress.board(round_),
        "letters": [(state, counts[state.value]) for state in Message.State if state.value in counts],
        "mail_is_sent": settings.MAIL_IS_SENT,
        "every": TICK if round_.open else 0,
    }


def _say(request: OrganisationRequest, queued: Queued) -> None:
    words = _written(queued.count)
    if queued.held:
        words += " " + _("%(held)d wait for another day: today’s limit is reached.") % {"held": queued.held}
    if queued.suppressed:
        words += " " + _("%(number)d go to addresses that want no mail and are not sent.") % {
            "number": queued.suppressed
        }
    messages.success(request, words)


def _written(count: int) -> str:
    if settings.MAIL_IS_SENT:
        words = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", count)
    else:
        words = ngettext(
            "%(count)d letter is being written; it is kept on the mail page.",
            "%(count)d letters are being written; they are kept on the mail page.",
            count,
        )
    return words % {"count": count}
