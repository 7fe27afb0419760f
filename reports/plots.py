"""Interactive figures as plain dicts, from the same geometry data as the drawn charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Final

from reports import document, pictures
from reports.charts import levels as degrees
from reports.charts import palette, text
from reports.charts import radar as radars
from reports.charts.levels import Level

Figure = dict[str, Any]

# Nothing leaves the browser: no upload, no logo that links away, no image button (the PDF has the pictures).
CONFIG: Final[Figure] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "modeBarButtonsToRemove": ["toImage", "sendDataToCloud"],
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}
_SIZE = 12
_LABEL_SIZE = 11
_FONT: Final = {"family": palette.FONT, "size": _SIZE, "color": palette.INK_2}
_HOVER: Final = {"bgcolor": palette.SURFACE, "bordercolor": palette.CONTROL, "font": {"color": palette.INK}}
_LINES: Final = (
    {"color": palette.INK_3, "dash": "dash", "width": 2},
    {"color": palette.CONTROL, "dash": "dot", "width": 2},
    {"color": palette.INK_2, "dash": "dashdot", "width": 2},
    {"color": palette.INK_3, "dash": "longdash", "width": 2},
)
_SYMBOLS: Final = ("circle", "square", "diamond", "circle-open", "x")
_LABEL_WIDTH = 84.0
_SIDE = 90  # pixels beside the circle: a label of that width and its tick


def plain(words: str) -> str:
    """Return words in which Plotly finds no markup."""
    return escape(words, quote=False)


def _wrapped(words: str, width: float) -> str:
    """Break words into lines by the one tag that Plotly draws without an inline style."""
    return "<br>".join(plain(line) for line in text.wrap(words, _LABEL_SIZE, width))


def _figure(data: list[Figure], **layout: Any) -> Figure:
    """Return a figure with what all of ours have in common."""
    common = {
        "font": _FONT,
        "hoverlabel": _HOVER,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    }
    return {"data": data, "layout": {**common, **layout}, "config": CONFIG}


def _closed(values: Sequence[Any]) -> list[Any]:
    return [*values, values[0]]


def _outline(part: document.Radar, series: document.Series, line: Figure) -> Figure:
    """Return one line around the circle; a value that is not known leaves a gap."""
    count = len(part.axes)
    hover = [
        f"{plain(axis.label)}<br>{plain(series.name)}: {degrees.whole(value)}"
        for axis, value in zip(part.axes, series.values, strict=True)
    ]
    return {
        "type": "scatterpolar",
        "meta": series.id,
        "name": plain(series.name),
        "r": _closed(series.values),
        "theta": [round(360 * place / count, 2) for place in range(count)] + [0],
        "text": _closed(hover),
        "hoverinfo": "text",
        "mode": "lines+markers",
        "connectgaps": False,
        "line": line,
        "marker": {"size": 6, "color": line["color"]},
    }


def _everybody(part: document.Radar) -> Figure:
    """Return the line of all who answered: filled, each dot in the colour of its degree."""
    trace = _outline(part, part.everybody, {"color": palette.INK, "width": 2.5})
    colours = [palette.degree(axis.place) for axis in part.axes]
    hover = [
        f"{plain(axis.label)}<br>{degrees.whole(axis.value)}"
        + (f" ({axis.low}–{axis.high})" if axis.low is not None and axis.high is not None else "")
        for axis in part.axes
    ]
    marker = {"size": 10, "color": _closed(colours), "line": {"color": palette.SURFACE, "width": 1.5}}
    known = None not in part.everybody.values
    fill = {"fill": "toself", "fillcolor": "rgba(20,22,31,.08)"} if known else {}
    return {**trace, **fill, "text": _closed(hover), "marker": marker}


def _polar(part: document.Radar, levels: Sequence[Level]) -> Figure:
    count = len(part.axes)
    return {
        "bgcolor": palette.CANVAS,
        "hole": round(radars.HOLE / radars.RADIUS, 3),
        "radialaxis": {
            "range": [0, 100],
            "tickvals": list(degrees.cuts(levels)),
            "showticklabels": False,
            "gridcolor": palette.CONTROL,
            "griddash": "dot",
            "ticks": "",
            "showline": False,
        },
        "angularaxis": {
            "tickvals": [round(360 * place / count, 2) for place in range(count)],
            "ticktext": [
                f"{_wrapped(axis.label, _LABEL_WIDTH)}<br>{degrees.whole(axis.value)}" for axis in part.axes
            ],
            "tickfont": {"size": _LABEL_SIZE},
            "direction": "clockwise",
            "rotation": 90,
            "gridcolor": palette.LINE,
            "linecolor": palette.LINE_2,
        },
    }


def radar(part: document.Radar, levels: Sequence[Level]) -> Figure | None:
    """Return the radar of all who answered and of what was agreed, None with too few pillars for one."""
    if len(part.axes) < radars.FEWEST_AXES:
        return None
    agreed = [_outline(part, part.agreed, _LINES[0])] if part.agreed else []
    return _radar_figure(part, [*agreed, _everybody(part)], levels)


def _radar_figure(part: document.Radar, traces: list[Figure], levels: Sequence[Level]) -> Figure:
    polar = _polar(part, levels)
    lines = max(text.count("<br>") + 1 for text in polar["angularaxis"]["ticktext"])
    room = lines * round(_LABEL_SIZE * 1.35) + 12  # above and below, labels take their whole height
    return _figure(traces, polar=polar, margin={"l": _SIDE, "r": _SIDE, "t": room, "b": room})


def _target(pillars: Sequence[document.Pillar], name: str) -> document.Series:
    return document.Series("target", name, tuple(pillar.target for pillar in pillars))


def series(report: document.Report) -> tuple[document.Series, ...]:
    """Return what can be switched on and off: all who answered, what was agreed, the groups shown, last time, the target."""
    part = report.pillars
    if part is None:
        return ()
    target = _target(part.pillars, report.labels.target)
    agreed = (part.radar.agreed,) if part.radar.agreed else ()
    return (part.radar.everybody, *agreed, *part.radar.groups, *_earlier(report), target)


def _earlier(report: document.Report) -> Iterator[document.Series]:
    """Yield the round before over the questions common to both, where any pillar can be compared."""
    change = report.change
    if change is None:
        return
    scores = tuple(line.before for line in change.pillars)
    if any(score is not None for score in scores):
        yield document.Series("earlier", change.key_before, scores)


def explore(report: document.Report, levels: Sequence[Level]) -> dict[str, Figure]:
    """Return the figures of the Explore view; one that has no data is left out."""
    figures = {
        "radar": _explore_radar(report, levels),
        "pillars": _pillars(report, levels),
        "questions": _questions(report),
    }
    return {name: figure for name, figure in figures.items() if figure is not None}


def _explore_radar(report: document.Report, levels: Sequence[Level]) -> Figure | None:
    part = report.pillars
    if part is None or len(part.radar.axes) < radars.FEWEST_AXES:
        return None
    others = series(report)[1:]
    lines = [
        {**_outline(part.radar, one, _LINES[place % len(_LINES)]), "visible": False}
        for place, one in enumerate(others)
    ]
    return _radar_figure(part.radar, [*lines, _everybody(part.radar)], levels)


def _marks(one: document.Series, pillars: Sequence[document.Pillar], place: int) -> Figure:
    """Return the scores of one group as marks beside the bars."""
    return {
        "type": "scatter",
        "meta": one.id,
        "name": plain(one.name),
        "mode": "markers",
        "x": list(one.values),
        "y": list(range(len(pillars))),
        "text": [f"{plain(one.name)}: {degrees.whole(value)}" for value in one.values],
        "hoverinfo": "text",
        "marker": {
            "symbol": "line-ns-open" if one.id == "target" else _SYMBOLS[place % len(_SYMBOLS)],
            "size": 16 if one.id == "target" else 11,
            "color": palette.INK,
            "line": {"color": palette.INK if one.id == "target" else palette.SURFACE, "width": 2},
        },
        "visible": False,
    }


def _bars(pillars: Sequence[document.Pillar], id_: str) -> Figure:
    """Return the pillars as bars with their intervals."""
    figures = [pillar.figure for pillar in pillars]
    scores = [figure.score if figure else None for figure in figures]
    known = [
        (figure.score, figure.low, figure.high)
        if figure and figure.low is not None and figure.high is not None
        else None
        for figure in figures
    ]
    return {
        "type": "bar",
        "meta": id_,
        "orientation": "h",
        "x": scores,
        "y": list(range(len(pillars))),
        "width": 0.5,
        "text": [plain(pillar.figure.words) if pillar.figure else "" for pillar in pillars],
        "textposition": "none",
        "hoverinfo": "text",
        "marker": {"color": [palette.degree(pictures.place(pillar.degree)) for pillar in pillars]},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [bounds[2] - bounds[0] if bounds else 0 for bounds in known],
            "arrayminus": [bounds[0] - bounds[1] if bounds else 0 for bounds in known],
            "color": palette.INK,
            "thickness": 1.5,
            "width": 4,
        },
    }


def _border(at: float) -> Figure:
    line = {"color": palette.CONTROL, "width": 1, "dash": "dot"}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": line}


def _pillars(report: document.Report, levels: Sequence[Level]) -> Figure | None:
    part = report.pillars
    if part is None or not part.pillars:
        return None
    everybody, *others = series(report)
    marks = [_marks(one, part.pillars, place) for place, one in enumerate(others)]
    rows = list(range(len(part.pillars)))
    names = [_wrapped(pillar.name, 130) for pillar in part.pillars]
    return _figure(
        [_bars(part.pillars, everybody.id), *marks],
        height=60 + 46 * len(rows),
        margin={"l": 140, "r": 16, "t": 8, "b": 36},
        bargap=0.4,
        shapes=[_border(cut) for cut in degrees.cuts(levels)],
        xaxis={"range": [0, 102], "gridcolor": palette.LINE, "zeroline": False, "fixedrange": True},
        yaxis={"tickvals": rows, "ticktext": names, "autorange": "reversed", "fixedrange": True},
    )


def _questions(report: document.Report) -> Figure | None:
    """Return how many chose each position, question by question, where that may be shown."""
    if report.questions is None:
        return None
    rows = [
        (one, one.distribution)
        for group in report.questions.lists
        for one in group.questions
        if one.distribution is not None and any(one.distribution)
    ]
    if not rows:
        return None
    heat = {
        "type": "heatmap",
        "z": [[round(100 * count / sum(counts)) for count in counts] for _, counts in rows],
        "x": [_wrapped(position, 70) for position in report.questions.positions],
        "y": [str(one.number) for one, _ in rows],
        "text": [[str(count) if count else "" for count in counts] for _, counts in rows],
        "texttemplate": "%{text}",
        "hovertext": [[_wrapped(one.prompt, 260)] * len(counts) for one, counts in rows],
        "hoverinfo": "text",
        "colorscale": [[0, palette.CANVAS], [1, palette.INK_2]],
        "zmin": 0,
        "zmax": 100,
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
    }
    return _figure(
        [heat],
        height=90 + 24 * len(rows),
        margin={"l": 34, "r": 8, "t": 64, "b": 8},
        xaxis={"side": "top", "fixedrange": True, "tickangle": 0, "tickfont": {"size": 10}},
        yaxis={"type": "category", "autorange": "reversed", "fixedrange": True, "dtick": 1},
    )
