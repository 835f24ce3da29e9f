"""The source as the architecture tests read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "workshops"
TEMPLATES = ROOT / "templates"
GENERATED = ("migrations", "translations", "__pycache__")


@cache
def modules(folder: Path = PACKAGE) -> tuple[Path, ...]:
    """Every Python file under a folder, without what is generated."""
    return tuple(
        path for path in sorted(folder.rglob("*.py")) if not set(path.parts) & set(GENERATED)
    )


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function takes, its decorators left out."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def short(path: Path) -> str:
    """A path as a person would name it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
