"""A slice takes from another only what it offers, and says so at the top of the file."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, modules, short, tree

OFFERED = {"models", "queries", "services", "permissions", "events"}
FREE = {"core", "web", "mail", "jobs", "files", "tables", "documents"}
WIRING = ("workshops.app", "workshops.cli")


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(module: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a module imports."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def trespasses(name: str, module: ast.AST) -> list[str]:
    """Imports of another slice's private files."""
    if name.startswith(WIRING):
        return []
    own = name.split(".")[1] if "." in name else ""
    found = []
    for line, target in imported(module):
        parts = target.split(".")
        if parts[0] != "workshops" or len(parts) < 3 or parts[1] in {own, *FREE}:
            continue
        if parts[2] not in OFFERED:
            found.append(f"{name}:{line} takes {target}")
    return found


def late(name: str, module: ast.AST) -> list[str]:
    """Imports inside functions."""
    inner = [
        (node.name, line, target)
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for line, target in imported(node)
    ]
    return [f"{name}:{line} {target}" for _, line, target in inner]


@pytest.mark.parametrize("path", modules(), ids=short)
def test_imports_keep_to_what_is_offered(path: Path) -> None:
    assert trespasses(name_of(path), tree(path)) == []
    assert late(name_of(path), tree(path)) == []


@pytest.mark.parametrize(
    "source",
    [
        "from workshops.planning.rules import clash",
        "from workshops.planning import rules",
        "from workshops.planning.forms import RoomForm",
        "import workshops.planning.views",
    ],
)
def test_a_private_file_of_another_slice_is_noticed(source: str) -> None:
    assert trespasses("workshops.overview.views", ast.parse(source))
    assert not trespasses("workshops.planning.views", ast.parse(source))


@pytest.mark.parametrize(
    "source",
    [
        "from workshops.planning import queries",
        "from workshops.planning.models import Room",
        "from workshops.core.text import clean",
        "from flask import request",
    ],
)
def test_what_is_offered_may_be_taken(source: str) -> None:
    assert not trespasses("workshops.overview.views", ast.parse(source))


def test_an_import_inside_a_function_is_noticed() -> None:
    assert late("workshops.x.views", ast.parse("def f():\n    import json\n"))
