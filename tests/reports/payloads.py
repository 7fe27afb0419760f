"""Texts that somebody could type who means harm, and reports that hold nothing else where people type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle, product
from typing import Any

from reports.document import Part, Sentence, texts

MARK = "payload"  # in every name of an element or attribute that a payload would make
_LEADS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "'=", "\uff1d", "\u200b=")
_FORMULAS = (
    "1+1",
    "SUM(A1:A9)",
    'HYPERLINK("https://payload.example","x")',
    "cmd|' /C calc'!A0",
    'IMPORTXML("https://payload.example","//a")',
    'WEBSERVICE("https://payload.example")',
    "A1",
    "{1;2}",
    "DDE(payload)",
    "'x'!A1",
    "\tA1:B2",
    'CHAR(61)&"payload"',
    "-1-payload",
)
_TAGS = (
    "<script>payload()</script>",
    "<img src=x onpayload=1>",
    "<payload-x>",
    '"onpayload="1',
    "'onpayload='1",
    "<svg/onload=payload()>",
    "</title><payload-y>",
    "</style><payload-z>",
    "]]><payload-c>",
    "<!--<payload-d>-->",
    "<?payload?>",
    "<!DOCTYPE x [<!ENTITY payload SYSTEM 'file:///etc/passwd'>]>&payload;",
    "&lt;payload&gt;",
    "&#60;payload&#62;",
    "javascript:payload()",
    "<a:t>payload</a:t>",
    "</a:t></a:r><payload-a/>",
    "_x000D_payload_x003C_",
    "{{ payload }}{% payload %}",
    "%s%n{0}${payload}",
)
_AROUND = ("{}", "a {} b", "\u202e{}", "{}\x00", '">{}', "x\n{}", "\u05d0{}", "&{};", "\\{}", "{}{}")
_TURNING = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff"
_STRANGE = (
    "\ufffe",
    "\uffff",
    "\ufdd0",
    "\U0001fffe",
    "\ud800",
    "\udfff",
    "\U000e0041",
    "\u0300" * 60,
    "\u2028",
)
_LONG = ("W" * 2000, "w " * 1000, "\u0634" * 2000, "=" * 2000, "<" * 2000, "\U0001f6a2" * 500, "a-" * 1000)


def everything() -> list[str]:
    """Return the payloads, each once."""
    made = [
        *(lead + formula for lead, formula in product(_LEADS, _FORMULAS)),
        *(around.replace("{}", tag) for around, tag in product(_AROUND, _TAGS)),
        *(f"a{chr(code)}b" for code in (*range(32), *range(127, 160))),
        *(text for one in _TURNING for text in (one, f"a{one}b", f"{one}=1+1", f"{one}<payload-b>")),
        *(text for one in _STRANGE for text in (one, f"a{one}b", f"={one}")),
        *_LONG,
    ]
    return list(dict.fromkeys(made))


def poured(value: Any, source: Iterator[str]) -> Any:
    """Return a report, or a part of one, with a payload wherever it holds what somebody typed."""
    if isinstance(value, Sentence):
        return replace(value, parts=tuple(_part(one, source) for one in value.parts))
    if isinstance(value, tuple):
        return tuple(poured(one, source) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    whose = texts._sources(type(value))
    changed = {
        field.name: _typed(old, source) if whose[field.name] == "typed" else poured(old, source)
        for field in fields(value)
        if (old := getattr(value, field.name)) is not None
    }
    return replace(value, **changed)


def _part(one: Part, source: Iterator[str]) -> Part:
    return replace(one, text=next(source)) if one.source == "typed" else one


def _typed(old: Any, source: Iterator[str]) -> Any:
    if isinstance(old, str):
        return next(source)
    return tuple(next(source) for _ in old) if isinstance(old, tuple) else poured(old, source)


def endless() -> Iterator[str]:
    """Yield the payloads again and again."""
    return cycle(everything())
