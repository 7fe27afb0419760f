"""How far a round is: who was asked and who has sent; never what anybody answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import gettext as _

from assessments.models import Assessment, GroupLink, Participant
from assessments.querysets import ParticipantQuerySet
from frameworks import kits
from mailing.models import Message

PER_PAGE = 50
SENT, NOT_YET = "sent", "not-yet"


@dataclass(slots=True)
class Line:
    """One group or option: how many were asked, have begun and have sent."""

    name: str
    asked: int = 0
    begun: int = 0
    sent: int = 0

    @property
    def rate(self) -> int | None:
        """Return the percentage that has sent, None where nobody was asked."""
        return round(100 * self.sent / self.asked) if self.asked else None


@dataclass(frozen=True, slots=True)
class Table:
    """The groups, or the options of one break-down."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Where a round stands; `shows_begun` is false where only sent and not yet may be told apart."""

    total: Line
    tables: tuple[Table, ...]
    shows_begun: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the list; a letter is the latest that was written to them."""

    person: Participant
    group: str
    sent: bool
    begun: bool
    letter: Message | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the list."""

    pages: Page[Participant]
    lines: tuple[PersonLine, ...]


@dataclass(frozen=True, slots=True)
class _Same:
    """How many people or sheets have the same group and options."""

    group: str
    traits: Mapping[str, str]
    asked: int = 0
    begun: int = 0
    sent: int = 0


@dataclass(slots=True)
class _Count:
    people: dict[str, Line] = field(default_factory=dict)

    def of(self, pk: str, name: str = "") -> Line:
        return self.people.setdefault(pk, Line(name or _("not said")))


def board(assessment: Assessment) -> Board:
    """Return where a round stands by group and break-down, in two queries whatever its size."""
    names = group_names(assessment)
    total, groups = Line(_("Everybody")), _Count({pk: Line(name) for pk, name in names.items()})
    parts = {
        entry["id"]: _Count({option["id"]: Line(option["name"]) for option in entry["options"]})
        for entry in assessment.breakdowns
    }
    for counted in _counted(assessment):
        in_parts = [part.of(counted.traits.get(pk, "")) for pk, part in parts.items()]
        for line in (total, groups.of(counted.group), *in_parts):
            line.asked += counted.asked
            line.begun += counted.begun
            line.sent += counted.sent
    _restore_asked(groups, assessment)
    tables = [Table(_("Groups"), _lines(groups))]
    if not (assessment.closed and assessment.confidential):  # then nobody on the list carries an option
        tables += [Table(entry["name"], _lines(parts[entry["id"]])) for entry in assessment.breakdowns]
    return Board(total, tuple(tables), shows_begun=not assessment.confidential)


def too_small(assessment: Assessment) -> list[str]:
    """Return the groups that would be hidden, since fewer are expected than are ever shown."""
    if not assessment.confidential or assessment.closed:
        return []
    names = group_names(assessment)
    expected = dict.fromkeys(names, 0)
    for group, number in _by_group(assessment.participants.all()):
        expected[group] = expected.get(group, 0) + number
    for link in assessment.group_links.current().with_entered():
        expected[link.group] = expected.get(link.group, 0) + max(0, link.cap - link.entered)
    if expected.get(""):  # who has not chosen yet may still fill any of them
        return []
    return [name for pk, name in names.items() if 0 < expected[pk] < assessment.k]


def people(assessment: Assessment, *, search: str = "", state: str = "", page: str = "") -> PeoplePage:
    """Return one page of the list, in three queries whatever its size."""
    named = assessment.participants.named().matching(search)
    found = named.select_related("response").defer("response__replies").order_by("name", "email", "pk")
    if state in {SENT, NOT_YET}:
        found = found.answered() if state == SENT else found.not_answered()
    pages = Paginator(found, PER_PAGE).get_page(page)
    return PeoplePage(pages, _person_lines(assessment, list(pages.object_list)))


def waiting(assessment: Assessment) -> int:
    """Return how many with an address a reminder would go to."""
    return assessment.participants.with_address().yet_to_answer().count()


def shared_links(assessment: Assessment) -> tuple[GroupLink, ...]:
    """Return the links that let people in, each with how many have come by it."""
    return tuple(assessment.group_links.current().with_entered().order_by("created_at", "pk"))


def unnamed(assessment: Assessment) -> int:
    """Return how many answer without standing in the list by name or address."""
    return assessment.participants.filter(name="", email="").count()


def group_names(assessment: Assessment) -> dict[str, str]:
    """Return the names of the groups that are asked, by their ids."""
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums)
    return {group.id: group.name for group in kit.asked_groups}


def _counted(assessment: Assessment) -> Iterator[_Same]:
    """Yield people and sheets, counted where group and options are the same."""
    asked = assessment.participants.order_by().values_list("group", "traits").annotate(Count("pk"))
    for group, traits, number in asked:
        yield _Same(group, traits, asked=number)
    sheets = assessment.responses.order_by().values_list("group", "traits")
    for group, traits, begun, sent in sheets.annotate(Count("pk"), Count("sent_at")):
        yield _Same(group, traits, begun=begun, sent=sent)


def _restore_asked(groups: _Count, assessment: Assessment) -> None:
    """Count those whose group was taken off them when their round closed in confidence."""
    before = {group: number for group, number in assessment.asked_counts.items() if number}
    for group, number in before.items():
        groups.of(group, group).asked += number
    if before and "" in groups.people:
        groups.people[""].asked -= min(groups.people[""].asked, sum(before.values()))


def _lines(count: _Count) -> tuple[Line, ...]:
    return tuple(line for line in count.people.values() if line.asked or line.begun)


def _by_group(people: ParticipantQuerySet) -> Iterable[tuple[str, int]]:
    return people.order_by().values_list("group").annotate(Count("pk"))


def _person_lines(assessment: Assessment, people: list[Participant]) -> tuple[PersonLine, ...]:
    names, letters = group_names(assessment), _letters(assessment, people)
    return tuple(
        PersonLine(
            person=person,
            group=names.get(person.group, ""),
            sent=person.answered,
            begun=person.sheet is not None and not assessment.confidential,
            letter=letters.get(str(person.key)),
        )
        for person in people
    )


def _letters(assessment: Assessment, people: list[Participant]) -> Mapping[str, Message]:
    about = [str(person.key) for person in people]
    of_round = Message.objects.filter(organisation=assessment.organisation_id, topic=assessment.pk)
    written = of_round.filter(about__in=about)
    return {message.about: message for message in written.order_by("queued_at")}
