"""What is typed or chosen while a workshop is prepared; forms check and never save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from assessments.forms import explained
from assessments.models import Assessment
from assessments.round_forms import RoundForm
from workshops.models import Item

if TYPE_CHECKING:
    from frameworks.documents import Question

TITLE_LIMIT = 120
MOST_MINUTES = 240


class NewWorkshopForm(RoundForm):
    """Prepare a workshop on a round."""

    assessment = forms.ChoiceField(
        label=_("Which round is it about?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a round."),
            "invalid_choice": _("Choose one of the rounds on the page."),
        },
    )
    title = PlainText(
        label=_("What do you call this workshop?"),
        max_length=TITLE_LIMIT,
        required=False,
        help_text=_("Left empty, it is called as the round is."),
    )

    def __init__(self, *args: Any, rounds: Iterable[Assessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(found.pk), explained(found.name, _state(found))) for found in rounds]
        self.offer("assessment", choices)
        self.has_rounds = bool(choices)


class FromNothingForm(RoundForm):
    """Prepare a workshop without earlier answers."""

    title = PlainText(
        label=_("What do you call this workshop?"),
        max_length=TITLE_LIMIT,
        help_text=_("The name stands on the report too."),
        error_messages={"required": _("Enter a name; it stands on the report.")},
    )
    mode = forms.ChoiceField(
        label=_("Who may see whose answers?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one."),
            "invalid_choice": _("Choose one of those on the page."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="nothing_%s", **kwargs)
        confidential = gettext(
            "The link between people and answers is deleted when answering ends. With fewer than five people no "
            "result is shown."
        )
        open_ = gettext("Answers may be shown by name in the room. For a team that has agreed to this.")
        self.offer(
            "mode",
            [
                (Assessment.Mode.CONFIDENTIAL, explained(gettext("Confidential"), confidential)),
                (Assessment.Mode.OPEN, explained(gettext("Open"), open_)),
            ],
        )


class NameForm(RoundForm):
    """Give a workshop another name."""

    title = PlainText(
        label=_("What do you call this workshop?"),
        max_length=TITLE_LIMIT,
        required=False,
        help_text=_("Left empty, it is called as the round is."),
    )


class TopicForm(RoundForm):
    """Put a question on the agenda."""

    question = forms.ChoiceField(
        label=_("Question"),
        error_messages={
            "required": _("Choose a question."),
            "invalid_choice": _("Choose a question from the list that is not on the agenda yet."),
        },
    )

    def __init__(self, *args: Any, offered: Mapping[str, list[Question]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pillar: list[tuple[str, Any]] = [
            (pillar, [(question.id, question.prompt) for question in questions])
            for pillar, questions in offered.items()
        ]
        self.offer("question", [("", gettext("Choose a question")), *by_pillar])


class EntryForm(RoundForm):
    """Say what an entry of the agenda is called and how long it takes."""

    title = PlainText(
        label=_("Title"), max_length=TITLE_LIMIT, error_messages={"required": _("Enter a title.")}
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=0,
        max_value=MOST_MINUTES,
        error_messages={
            "required": _("Enter how many minutes it takes."),
            "invalid": _("Enter a whole number."),
            "min_value": _("Enter a number from 0 to 240."),
            "max_value": _("Enter a number from 0 to 240."),
        },
    )

    def __init__(self, *args: Any, entry: Item | None = None, **kwargs: Any) -> None:
        initial = {"title": entry.title, "minutes": entry.minutes} if entry else {"minutes": 10}
        super().__init__(*args, initial=initial, auto_id="entry_%s", **kwargs)
        if entry is not None and entry.kind != Item.Kind.OTHER:
            self.fields["title"].required = False
            self.fields["title"].help_text = (
                gettext("Left empty, the question stands there.")
                if entry.topic_id
                else gettext("Left empty, it is called “%(name)s”.") % {"name": entry.get_kind_display()}
            )


def _state(found: Assessment) -> str:
    if found.closed_at:
        words, day = gettext("Closed on %(date)s."), found.closed_at
    else:
        words = gettext("Open since %(date)s: prepare it now; it begins when the round has closed.")
        day = found.began_at
    return words % {"date": date_format(localtime(day), "j F Y")}
