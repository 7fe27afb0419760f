"""One prompt for the talk after a reveal, drawn from where the votes lie; it outs nobody.

It speaks of positions and never of how many people stand at one (scoring specification, section 7).
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from workshops.spreads import Spread

MANY_UNSURE = 3  # every third, or more, could not judge
HIGH = 4
TOWARDS = 1.0  # steps from the median from which the far side is spoken of


def prompt(spread: Spread) -> str:
    """Return what to ask the room next."""
    if spread.distribution is None:
        return _few(spread)
    if _many_unsure(spread):
        return _("Some cannot judge this. Where would one look to find out, and who sees it most often?")
    if spread.split:
        return _(
            "It is seen from two sides. Which case did you have in mind? "
            "Begin with one that speaks for the lower view."
        )
    return _side(spread.distribution, spread.median or 0.0)


def _few(spread: Spread) -> str:
    if spread.median is None:
        return _("Which case from the last months comes to mind? It need not be one's own.")
    return _("What would have to be shown for this to be one step further on, and what for one step less?")


def _many_unsure(spread: Spread) -> bool:
    unsure = spread.unsure or 0
    return MANY_UNSURE * unsure >= unsure + (spread.n or 0)


def _side(distribution: tuple[int, ...], median: float) -> str:
    """Speak of the side that reaches further from the middle; where neither does, of what would show it."""
    chosen = [position for position, count in enumerate(distribution, start=1) if count]
    below, above = median - chosen[0], chosen[-1] - median
    if max(below, above) <= TOWARDS / 2:
        return _alike(median)
    if above > below:
        return _("Some see it further on: who can give an example, theirs or not?")
    if below > above:
        return _("Some see it less far: where does it not hold, in their own area or elsewhere?")
    return _("It is seen both less far and further on: what holds everywhere, and what only here and there?")


def _alike(median: float) -> str:
    if median >= HIGH:
        return _("This is seen alike. What could be shown for it, and would a customer say the same?")
    return _("This is seen alike. What keeps it where it is, and which case shows that best?")
