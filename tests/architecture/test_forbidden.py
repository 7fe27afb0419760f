"""Things that must stand nowhere, found by reading every file."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture import sources

WORDS = r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "WI" + "P")) + r")\b"
# Hosts of package registries and folders of one machine, written so that this file holds none of them.
REGISTRIES = (
    r"pypi\.(?:org|python)|files\.pythonhosted|registry\.npmjs|deb\.debian\.org|--(?:extra-)?index-url[ =]"
)
MACHINE = r"(?<![\w.])/(?:root|work|home/\w+|Users/\w+)/"
TENANT_MODELS = "Assessment|Participant|Response|Answer|StoredResult|Organisation|Membership|AuditEvent"


def text_files() -> tuple[Path, ...]:
    kinds = {".py", ".md", ".toml", ".txt", ".html", ".svg", ".css", ".js", ".json", ""}
    own = Path(__file__)
    return tuple(path for path in sources.tracked() if path.suffix in kinds and path != own)


def test_nothing_is_left_unfinished():
    paths = tuple(path for path in text_files() if "library" not in path.parts)
    assert sources.places(paths, WORDS) == []


def test_no_file_names_a_package_registry():
    assert sources.places(text_files(), REGISTRIES) == []


def test_no_file_names_a_folder_of_one_machine():
    assert sources.places(text_files(), MACHINE) == []


def test_templates_escape_everything():
    assert sources.places(sources.templates(), r"\|\s*safe(?:seq)?\b|autoescape\s+off") == []


def test_python_escapes_everything():
    assert sources.places(sources.python(), r"\bmark_safe\b|\bSafeString\((?!''\)|\"\"\))|\bSafeText\(") == []


def test_templates_have_no_inline_style():
    paths = tuple(path for path in sources.templates() if not {"pdf", "emails"} & set(path.parts))
    assert sources.places(paths, r"""\sstyle\s*=|<style(?![^>]*nonce)""") == []


def test_templates_have_no_inline_handler_or_script():
    found = sources.places(
        sources.templates(), r"""(?i)\s(on[a-z]+|hx-on[:\w-]*)\s*=|href\s*=\s*["']javascript:"""
    )
    assert found == []
    for path in sources.templates():
        for tag, body in re.findall(
            r"<script([^>]*)>(.*?)</script>", path.read_text(encoding="utf-8"), re.DOTALL
        ):
            assert body.strip() == "" or "application/json" in tag, path


def test_python_builds_no_inline_style():
    assert sources.places(sources.python(), r"""<\w+[^>]*\sstyle=""") == []


def test_no_module_is_a_drawer_for_everything():
    names = {"core", "common", "utils", "helpers", "signals", "misc"}
    assert [
        path for path in sources.python() if names & {path.stem, *path.relative_to(sources.ROOT).parts}
    ] == []


def test_views_reach_tenant_rows_through_the_tenant():
    views = tuple(path for path in sources.python() if path.stem == "views" or path.parent.name == "views")
    pattern = rf"(?:{TENANT_MODELS})\.objects\.(?:get|all)\(|get_object_or_404\(\s*(?:{TENANT_MODELS})\b"
    assert sources.places(views, pattern) == []


def test_every_suppression_has_a_reason():
    marker = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma)[^#]*(#\s*\S.*)?$")
    found = [
        f"{path.relative_to(sources.ROOT)}:{line}: {text}"
        for path in sources.python(tests=True)
        for line, text in sources.comments(path)
        if (match := marker.search(text)) and match.group(1) is None
    ]
    assert found == []


def test_every_public_function_says_what_it_does():
    found = []
    for function in sources.functions():
        parents = [node for node in sources.tree(function.path).body if node is function.node]
        if not parents or function.node.name.startswith("_"):
            continue
        first = (ast.get_docstring(function.node) or "").split(maxsplit=1)[:1]
        if (
            not first
            or not first[0][0].isupper()
            or first[0].lower().rstrip(".,") in {"this", "the", "a", "returns"}
        ):
            found.append(function.place)
    assert found == []


def test_no_print_outside_commands():
    paths = tuple(path for path in sources.python() if "commands" not in path.parts)
    assert sources.places(paths, r"^\s*print\(") == []
