"""The parts of a report as the schema has them."""

from __future__ import annotations

from collections.abc import Iterator

from reports.document import Apart, Differences, Dumbbell, GapLine, GroupScore, Pair, Question, Report
from reports.renderers.json_ import bases, shapes
from reports.renderers.json_.values import degree, figure, reason, texts, value


def identity(report: Report) -> shapes.Identity:
    """Return what the report is about."""
    about, cover = report.identity, report.cover
    return shapes.Identity(
        organisation=about.organisation,
        title=cover.title if cover else about.title,
        framework=shapes.Framework(
            id=about.framework_id, title=about.framework, version=about.version, language=about.language
        ),
        scope=about.scope,
        mode=about.mode,
        date=about.on,
        closed=about.closed,
        people=about.n,
        single_view=about.single_view,
        marking=cover.marking_id if cover else None,
        version=cover.version if cover else None,
        final=cover.final if cover else False,
        state=cover.state.plain if cover else None,
        consultancy=(cover.consultancy or None) if cover else None,
    )


def checksums(report: Report) -> shapes.Checksums:
    """Return what each part was read from."""
    return shapes.Checksums(
        result=report.identity.checksum,
        workshop=(report.workshop.checksum or None) if report.workshop else None,
        planning=(report.planning.checksum or None) if report.planning else None,
    )


def answer(report: Report) -> shapes.Answer | None:
    """Return the answer, None where nothing may be shown."""
    found = report.answer
    if found is None:
        return None
    return shapes.Answer(
        degree=degree(found.degree),
        border=degree(found.border),
        at_most=degree(found.at_most) if found.degree is None else None,
        certainty=found.certainty,
        index=figure(found.index, report.labels.not_known),
        average=degree(found.average),
        headline=texts(found.headline),
        reasons=texts(found.reasons),
        remarks=texts(found.remarks),
        talk=texts(found.talk),
        unknown=texts(found.unknown),
        decision=found.decision.sentence.plain if found.decision else None,
        standing=texts(found.standing),
    )


def sections(report: Report) -> Iterator[shapes.Section]:
    """Yield the main questions."""
    for one in report.answer.questions if report.answer else ():
        yield shapes.Section(
            id=one.id,
            question=one.question,
            short=one.short,
            degree=degree(one.degree),
            certainty=one.certainty,
            holds_back=one.holds_back,
            score=figure(one.figure, report.labels.not_known),
        )


def pillars(report: Report) -> Iterator[shapes.Pillar]:
    """Yield the pillars; groups stand in them only where the report shows some side by side."""
    compared = bool(report.differences and report.differences.dumbbells)
    for one in report.pillars.pillars if report.pillars else ():
        yield shapes.Pillar(
            id=one.id,
            name=one.name,
            section=one.section_id,
            degree=degree(one.degree),
            band=one.band,
            certainty=one.certainty,
            agreement=one.agreement,
            score=figure(one.figure, one.reading.plain),
            target=one.aimed_at,
            rank=one.rank,
            reading=one.reading.plain,
            notes=texts(one.notes),
            groups=tuple(_score(score) for score in one.groups) if compared else (),
        )


def _score(score: GroupScore) -> shapes.GroupScore:
    why = reason(score.score, score.reason)
    return shapes.GroupScore(id=score.id, name=score.name, value=score.score, people=score.n, why=why)


def questions(report: Report) -> Iterator[shapes.Question]:
    """Yield every question."""
    for entry in report.questions.lists if report.questions else ():
        yield from (_question(one) for one in entry.questions)


def _question(one: Question) -> shapes.Question:
    score = bases.Figure(
        value=one.score, low=None, high=None, people=one.n, why=reason(one.score, one.hidden)
    )
    return shapes.Question(
        id=one.id,
        number=one.number,
        prompt=one.prompt,
        pillar=one.pillar,
        score=score,
        distribution=one.distribution,
        spread=one.picture_words,
        could_not_judge=one.dont_know,
        agreed=_agreed(one),
    )


def _agreed(one: Question) -> shapes.AgreedAnswer | None:
    found = one.agreed
    named = degree(found.degree) if found else None
    if found is None or named is None:
        return None
    return shapes.AgreedAnswer(
        degree=named,
        position=found.position,
        value=found.score,
        reason=found.reason,
        evidence=found.evidence,
    )


def groups(report: Report) -> shapes.Groups:
    """Return who answered, how groups differ, and break-downs."""
    part = report.differences
    people = (
        shapes.Group(id=one.id, name=one.name, people=one.n, why=reason(one.n, one.words.plain))
        for one in report.identity.groups
    )
    return shapes.Groups(
        people=tuple(people),
        differences=tuple(_differences(part)) if part else (),
        break_downs=tuple(_apart(one) for one in part.apart) if part else (),
    )


def _differences(part: Differences) -> Iterator[shapes.Difference]:
    for pair in part.pairs:
        yield from (_difference(pair, line) for line in pair.lines)


def _difference(pair: Pair, line: GapLine) -> shapes.Difference:
    told = line.sentence or pair.possible
    return shapes.Difference(
        first=pair.first,
        second=pair.second,
        pillar=line.pillar,
        label=line.label,
        first_score=line.first,
        second_score=line.second,
        difference=line.difference,
        words=told.plain if told else line.label_words,
    )


def _apart(one: Apart) -> shapes.BreakDown:
    options = (shapes.Option(name=o.name, people=o.n, why=reason(o.n, o.reason)) for o in one.options)
    return shapes.BreakDown(
        name=one.name,
        options=tuple(options),
        pillars=() if one.nothing else tuple(_row(row) for row in one.dumbbells),
        why=one.nothing or None,
    )


def _row(row: Dumbbell) -> shapes.PillarScores:
    return shapes.PillarScores(pillar=row.pillar, scores=tuple(_score(score) for score in row.scores))


def views(report: Report) -> Iterator[shapes.View]:
    """Yield the same answers by what customers value."""
    for part in report.views:
        for view in part.views:
            yield shapes.View(
                lens=part.id,
                id=view.id,
                name=view.name,
                degree=degree(view.degree),
                score=figure(view.figure, view.sentence.plain),
                words=view.sentence.plain,
            )


def journey(report: Report) -> Iterator[shapes.Stage]:
    """Yield the stages of the journey."""
    for stage in report.journey.stages if report.journey else ():
        yield shapes.Stage(
            id=stage.id,
            name=stage.name,
            degree=degree(stage.degree),
            score=value(stage.score, report.labels.not_known),
            measured=stage.measured_words,
            owner=stage.owner_words,
            blind=stage.blind,
        )


def promises(report: Report) -> Iterator[shapes.Promise]:
    """Yield what is said, done and felt."""
    unknown = report.labels.not_known
    for promise in report.mirror.promises if report.mirror else ():
        sides = (
            shapes.Side(id=one.id, name=one.name, value=one.score, why=reason(one.score, unknown))
            for one in promise.tracks
        )
        yield shapes.Promise(
            id=promise.id,
            name=promise.name,
            sides=tuple(sides),
            customers=promise.customers.plain if promise.customers else None,
            words=texts((*promise.readings, *promise.hidden)),
        )
