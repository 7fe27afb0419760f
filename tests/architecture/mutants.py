"""Views and look-ups without their protection, made from the product's own source.

A mutant is one function of which one access decorator is weakened or one tenant filter is removed.
"""

from __future__ import annotations
import __future__

import ast
import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, wraps
from types import ModuleType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import Http404, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import Organisation
from assessments.models import Assessment, GroupLink, Participant, Response
from reports.capabilities import Held
from reports.models import Share
from tests.architecture import sources

LABELS = ("accounts", "assessments", "mailing")
# Looked up among what the browser holds, which is the permission; nobody else's can be found.
HARMLESS = frozenset(
    {
        "assessments.views.running.ask_team: found.responses without its owner",
        "workshops.views.pages._outcome: found.actions without its owner",  # a list in a value, no rows
        "workshops.views.plans.new: request.organisation.assessments without its owner",  # its form asked before
    }
)
GUARDS = frozenset(
    {
        "organisation_access",
        "signed_in",
        "own_response",
        "result_reader",
        "shared_report",
        "holder",
        "invited_person",
        "invited_group",
    }
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One function made worse; `what` says how."""

    module: str
    name: str
    what: str
    node: ast.FunctionDef

    def __str__(self) -> str:
        return f"{self.module}.{self.name}: {self.what}"

    @property
    def unguarded(self) -> bool:
        """Say whether it is a guard that is missing."""
        return self.what.removeprefix("without ") in GUARDS


def everyone() -> Iterator[Mutant]:
    """Yield a mutant for every guard of a view and for every look-up within a tenant."""
    for path in sources.python():
        module = ".".join(path.relative_to(sources.ROOT).with_suffix("").parts)
        if not _protects(module):
            continue
        imported = _imported(sources.tree(path))
        for node in sources.tree(path).body:
            if isinstance(node, ast.FunctionDef):
                yield from _unguarded(module, node)
                yield from _unfiltered(module, node, imported)


def _protects(module: str) -> bool:
    """Say whether a module holds views or decides who may open them."""
    _package, *inner = module.split(".")
    return inner[:1] == ["views"] or any(name.endswith(("_views", "access")) for name in inner)


@cache
def users(name: str) -> frozenset[str]:
    """Return the names of the functions that use one of this name, or use one that does."""
    found, count = {name}, 0
    while len(found) > count:
        count = len(found)
        found |= {user for user, used in _uses() if not used.isdisjoint(found)}
    return frozenset(found)


@cache
def _uses() -> list[tuple[str, frozenset[str]]]:
    """Return every function that protects or shows something, with the names in it."""
    return [
        (node.name, frozenset(map(_name, ast.walk(node))))
        for path in sources.python()
        if _protects(".".join(path.relative_to(sources.ROOT).with_suffix("").parts))
        for node in sources.tree(path).body
        if isinstance(node, ast.FunctionDef)
    ]


def _imported(tree: ast.Module) -> frozenset[str]:
    """Return the names that a module has from others: what hangs on them belongs to nobody."""
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return frozenset(alias.asname or alias.name for node in imports for alias in node.names)


def _copy(node: ast.FunctionDef) -> ast.FunctionDef:
    copied = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(copied, ast.FunctionDef)
    return copied


def _unguarded(module: str, node: ast.FunctionDef) -> Iterator[Mutant]:
    for place, decorator in enumerate(node.decorator_list):
        guard = _name(decorator.func if isinstance(decorator, ast.Call) else decorator)
        if guard in GUARDS:
            mutated = _copy(node)
            mutated.decorator_list[place] = ast.Name(f"unguarded_{guard}", ast.Load())
            yield Mutant(module, node.name, f"without {guard}", ast.fix_missing_locations(mutated))


def _unfiltered(module: str, node: ast.FunctionDef, imported: frozenset[str]) -> Iterator[Mutant]:
    for number, found in enumerate(_lookups(node, imported)):
        mutated = _copy(node)
        wanted = list(_lookups(mutated, imported))[number]
        everything = ast.parse(f"all_of_{wanted.attr}()", mode="eval").body
        mutated = _Replace(wanted, everything).visit(mutated)
        what = f"{ast.unparse(found)} without its owner"
        yield Mutant(module, node.name, what, ast.fix_missing_locations(mutated))


def _lookups(node: ast.FunctionDef, imported: frozenset[str]) -> Iterator[ast.Attribute]:
    relations = relation_names()
    for inner in ast.walk(node):
        if not isinstance(inner, ast.Attribute) or inner.attr not in relations:
            continue
        if not (isinstance(inner.value, ast.Name) and inner.value.id in imported):
            yield inner


def relation_names() -> dict[str, Any]:
    """Return what a row owns many of, by the name under which it is reached."""
    return {
        name: relation.related_model
        for label in LABELS
        for model in apps.get_app_config(label).get_models()
        for relation in model._meta.related_objects
        if relation.one_to_many and (name := relation.get_accessor_name())
    }


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.expr, new: ast.expr) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self.new if node is self.old else self.generic_visit(node)


@contextmanager
def alive(mutant: Mutant) -> Iterator[None]:
    """Put a mutant in the place of the function it was made from, in its module and at its addresses."""
    sound = getattr(importlib.import_module(mutant.module), mutant.name)
    worse = _made(mutant.module, mutant.node, {})
    named = [module for module in _loaded() if getattr(module, mutant.name, None) is sound]
    swaps = [(pattern, worse) for pattern in _patterns(get_resolver()) if _same(pattern.callback, sound)]
    if mutant.name in GUARDS:
        swaps = list(_views_behind(mutant.name, worse))
    before = [(pattern, pattern.callback) for pattern, _ in swaps]
    try:
        for module in named:
            setattr(module, mutant.name, worse)
        for pattern, callback in swaps:
            pattern.callback = callback
        yield
    finally:
        for module in named:
            setattr(module, mutant.name, sound)
        for pattern, callback in before:
            pattern.callback = callback


def _loaded() -> list[ModuleType]:
    """Return the product's modules that are in use."""
    return [module for name, module in sys.modules.items() if name.split(".")[0] in sources.PACKAGES]


def _made(module: str, node: ast.FunctionDef, instead: dict[str, Any]) -> Any:
    """Return a function of a module as it would be with some of its names meaning something else."""
    inside = importlib.import_module(module).__dict__
    names = {**inside, **_unguarded_names(), **_unfiltered_names(), **instead}
    tree = ast.Module([node], type_ignores=[])
    code = compile(tree, module, "exec", flags=__future__.annotations.compiler_flag)
    exec(code, names)  # noqa: S102 # our own source, made worse
    return names[node.name]


def _views_behind(guard: str, worse: Any) -> Iterator[tuple[URLPattern, Any]]:
    """Yield every view that a decorator guards, guarded by a worse one."""
    for pattern in _patterns(get_resolver()):
        module = sources.ROOT.joinpath(*pattern.callback.__module__.split(".")).with_suffix(".py")
        for node in sources.tree(module).body if module.is_file() else ():
            if isinstance(node, ast.FunctionDef) and node.name == pattern.callback.__name__:
                named = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
                if guard in map(_name, named):
                    yield pattern, _made(pattern.callback.__module__, node, {guard: worse})


def _same(callback: Callable[..., Any], view: Callable[..., Any]) -> bool:
    return callback is view or inspect.unwrap(callback) is inspect.unwrap(view)


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        else:
            yield entry


def _unfiltered_names() -> dict[str, Any]:
    return {
        f"all_of_{name}": (lambda model=model: model._default_manager.all())
        for name, model in relation_names().items()
    }


def _unguarded_names() -> dict[str, Any]:
    return {
        "unguarded_organisation_access": _any_organisation,
        "unguarded_signed_in": lambda view: view,
        "unguarded_holder": lambda view: view,
        "unguarded_own_response": _any_response,
        "unguarded_result_reader": _any_result,
        "unguarded_shared_report": _any_share,
        "unguarded_invited_person": _any_person,
        "unguarded_invited_group": _any_group,
    }


def _any_organisation(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def open_to_all(request: Any, organisation_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        request.organisation = _found(Organisation, organisation_id)
        request.membership = request.organisation.memberships.first()
        return view(request, organisation_id, *args, **kwargs)

    return open_to_all


def _any_person(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def open_to_all(request: Any, participant: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        request.participant = Participant.objects.with_round().filter(key=participant).first()
        if request.participant is None:
            raise Http404
        return view(request, *args, **kwargs)

    return open_to_all


def _any_group(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def open_to_all(request: Any, link: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        request.group_link = _found(GroupLink, link)
        return view(request, *args, **kwargs)

    return open_to_all


def _any_response(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def open_to_all(request: Any, response: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        request.response_sheet = _found(Response, response)
        return view(request, *args, **kwargs)

    return open_to_all


def _any_result(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def open_to_all(request: Any, assessment: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        request.assessment, request.response_sheet = _found(Assessment, assessment), None
        return view(request, *args, **kwargs)

    return open_to_all


def _any_share(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def open_to_all(request: Any, share: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        request.share = _found(Share, share)
        request.assessment, request.held = request.share.assessment, Held(share, counted=True, ends_at=0)
        return view(request, *args, **kwargs)

    return open_to_all


def _found(model: Any, pk: UUID) -> Any:
    row = model.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
