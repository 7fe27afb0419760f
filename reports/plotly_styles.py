"""The style elements that Plotly would add by itself, which the content policy refuses without a nonce.

Plotly looks each of them up by id and adds none that it finds. One id is a hash that changes with the
version, so the ids are read out of the installed file instead of being written down here.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders

SCRIPT: Final = "vendor/plotly/plotly.min.js"
# The element for rules of its own: "plotly.js-style-" + "global".
_PREFIX = re.compile(r'="(plotly\.js-style-)"\+')
# Styles of libraries inside the bundle: if (!document.getElementById("…")) { … createElement("style") … }
_BUNDLED = re.compile(
    r'document\.getElementById\("([^"]+)"\)\)\{var (\w+)=document\.createElement\("style"\);\2\.id='
)


class ScriptUnknown(Exception):
    """The installed script is not built as expected; the content policy would refuse its styles."""


@cache
def ids() -> tuple[str, ...]:
    """Return the ids of the style elements that a page with Plotly must bring along."""
    path = finders.find(SCRIPT)
    if path is None:
        message = f"{SCRIPT} is not installed."
        raise ScriptUnknown(message)
    return found_in(Path(path).read_text(encoding="utf-8"))


def found_in(script: str) -> tuple[str, ...]:
    """Return the ids that a script looks up before it adds a style element."""
    prefix = _PREFIX.search(script)
    if prefix is None:
        message = "The script does not name its style element as it used to."
        raise ScriptUnknown(message)
    bundled = [match.group(1) for match in _BUNDLED.finditer(script)]
    return (f"{prefix.group(1)}global", *bundled)
