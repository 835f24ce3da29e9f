"""Every regular expression in the source, with the ways in which it is applied."""

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WAYS = ("match", "fullmatch", "search", "findall", "finditer", "split", "sub", "subn")
FLAGS_AT = {"split": 3, "sub": 4, "subn": 4}


@dataclass(frozen=True)
class Applied:
    """One pattern, where it stands, and how it is applied."""

    place: str
    pattern: "re.Pattern[Any]"
    ways: frozenset[str]


def list_patterns() -> list[Applied]:
    """All that the package applies: those kept in modules, and those written where they are used.

    Raises ValueError for one that is put together at run time, which nobody can try beforehand.
    """
    paths = [
        path
        for path in sorted((ROOT / "workshops").rglob("*.py"))
        if "migrations" not in path.parts
    ]
    trees = {path: ast.parse(path.read_text()) for path in paths}
    uses: dict[str, set[str]] = defaultdict(set)
    for name, way in (use for tree in trees.values() for use in _uses(tree)):
        uses[name].add(way)
    found: dict[tuple[object, ...], Applied] = {}
    for path, tree in trees.items():
        if "import re\n" not in path.read_text():
            continue
        for applied in [*_kept(path, uses), *_written(path, tree)]:
            found[applied.pattern, applied.ways] = applied
    return list(found.values())


def _module(path: Path) -> Any:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return importlib.import_module(".".join(parts).removesuffix(".__init__"))


def _kept(path: Path, uses: Mapping[str, set[str]]) -> Iterator[Applied]:
    """The patterns in a module's variables, also in tuples and tables of them."""
    for name, value in vars(_module(path)).items():
        for pattern in _inside(value):
            yield Applied(
                f"{path.relative_to(ROOT)} {name}", pattern, frozenset(uses[name] or {"search"})
            )


def _inside(value: object) -> "Iterator[re.Pattern[Any]]":
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | Mapping):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _inside(each)


def _written(path: Path, tree: ast.Module) -> Iterator[Applied]:
    """The patterns that functions write where they use them."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and _way(node):
                    place = f"{path.relative_to(ROOT)}:{node.lineno}"
                    pattern = _compiled(_module(path), node, place)
                    yield Applied(place, pattern, frozenset({_way(node)}))


def _way(node: ast.Call) -> str:
    """The function of `re` that is called, "" for anything else."""
    function = node.func
    if not isinstance(function, ast.Attribute) or ast.unparse(function.value) != "re":
        return ""
    return function.attr if function.attr in (*WAYS, "compile") else ""


def _compiled(module: Any, call: ast.Call, place: str) -> "re.Pattern[Any]":
    at = FLAGS_AT.get(_way(call), 2)
    flags = [k.value for k in call.keywords if k.arg == "flags"] or call.args[at : at + 1]
    try:
        return re.compile(*(eval(ast.unparse(e), vars(module)) for e in (call.args[0], *flags)))  # noqa: S307
    except NameError as unknown:
        raise ValueError(f"{place}: {unknown}; keep the pattern in the module") from unknown


def _uses(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in WAYS:
            if isinstance(node.value, ast.Name):
                yield node.value.id, node.attr
            elif isinstance(node.value, ast.Attribute):
                yield node.value.attr, node.attr
