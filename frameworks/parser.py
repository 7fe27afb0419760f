"""From the text of a file to a framework or a lens, or to every fault that stands in the way."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from pydantic import ValidationError

from frameworks import faults, lens_meaning, meaning
from frameworks.documents import Framework
from frameworks.faults import Fault, FrameworkFaults
from frameworks.lenses import KINDS, Lens

SIZE_LIMIT = 512 * 1024
DOT_LIMIT = 64  # in one line: tomllib's time and memory grow with the square of a dotted key
FRAMEWORK_FORMAT = "cx-framework/1"
LENS_FORMAT = "cx-lens/1"
TOML_PLACE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")

PLAIN_WORDS = {"Cannot overwrite a value": "a key or table is given twice"}  # for words of the TOML reader


def parse(data: bytes | str) -> Framework | Lens:
    """Return the document that a TOML file describes; raise FrameworkFaults with all its faults."""
    table = _table(_text(data))
    model = _model(table)
    try:
        document = model.model_validate(table)
    except ValidationError as error:
        raise FrameworkFaults(faults.from_validation(error)) from None
    found = meaning.check(document) if isinstance(document, Framework) else lens_meaning.check(document)
    if found:
        raise FrameworkFaults(found)
    return document


def _text(data: bytes | str) -> str:
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    if size > SIZE_LIMIT:
        raise _refusal("file", f"has more than {SIZE_LIMIT:,} bytes; expected a smaller one")
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refusal(f"line {line}", "is not readable as UTF-8; expected a file saved as UTF-8") from None


def _table(text: str) -> dict[str, Any]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > DOT_LIMIT:
            message = f"has {line.count('.'):,} dots; expected at most {DOT_LIMIT} in one line"
            raise _refusal(f"line {number}", message)
    try:
        table: dict[str, Any] = _frozen(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _syntax_fault(str(error), text) from None
    except ValueError:  # a decimal number of thousands of digits, which Python refuses to read
        raise _refusal("file", "holds an endless number; expected numbers as in the format") from None
    except RecursionError:
        raise _refusal("file", "is nested too deeply; expected tables and lists as in the format") from None
    return table


def _frozen(value: Any) -> Any:
    """Turn lists into tuples, the form in which documents keep them."""
    if isinstance(value, dict):
        return {key: _frozen(entry) for key, entry in value.items()}
    return tuple(_frozen(entry) for entry in value) if isinstance(value, list) else value


def _syntax_fault(message: str, text: str) -> FrameworkFaults:
    place = TOML_PLACE.fullmatch(message)
    found = place["what"] if place else message
    what = PLAIN_WORDS.get(found, found)
    line = place["line"] if place and place["line"] else str(text.count("\n") + 1)
    column = f", column {place['column']}" if place and place["column"] else ""
    return _refusal(f"line {line}{column}", f"is not valid TOML ({what}); expected TOML 1.0")


def _model(table: dict[str, Any]) -> type[Framework | Lens]:
    schema = table.get("schema")
    if schema == FRAMEWORK_FORMAT:
        return Framework
    if schema != LENS_FORMAT:
        was = f"is {faults.found(schema)}" if "schema" in table else "is missing"
        raise _refusal("schema", f'{was}; expected "{FRAMEWORK_FORMAT}" or "{LENS_FORMAT}"')
    about = table.get("lens")
    kind = about.get("kind") if isinstance(about, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        was = "is missing" if kind is None else f"is {faults.found(kind)}"
        raise _refusal("lens.kind", f"{was}; expected one of {', '.join(KINDS)}")
    return KINDS[kind]


def _refusal(path: str, message: str) -> FrameworkFaults:
    return FrameworkFaults([Fault(path, message)])
