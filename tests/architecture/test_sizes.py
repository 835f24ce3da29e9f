"""Nothing grows beyond what a reader can hold in mind; the figures are the design's."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.architecture.source import (
    PACKAGE,
    ROOT,
    TEMPLATES,
    functions,
    lines_of,
    modules,
    short,
    tree,
)


def p90(sizes: Mapping[str, int]) -> int:
    """The size that nine of ten do not exceed."""
    ordered = sorted(sizes.values())
    return ordered[min(len(ordered) - 1, len(ordered) * 9 // 10)] if ordered else 0


def over(sizes: Mapping[str, int], most: int) -> dict[str, int]:
    """What is larger than allowed."""
    return {name: size for name, size in sizes.items() if size > most}


def function_sizes(paths: Iterable[Path], prefix: str = "") -> dict[str, int]:
    """Lines of each function whose name begins with `prefix`."""
    return {
        f"{short(path)}:{node.lineno} {node.name}": lines_of(node)
        for path in paths
        for node in functions(tree(path))
        if node.name.startswith(prefix)
    }


def file_sizes(paths: Iterable[Path]) -> dict[str, int]:
    """Lines of each file."""
    return {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}


def views() -> list[Path]:
    """The modules of views, also where they are a package."""
    return [p for p in modules() if p.stem == "views" or p.parent.name == "views"]


def test_functions_are_short() -> None:
    sizes = function_sizes(modules())
    assert over(sizes, 40) == {}
    assert p90(sizes) <= 23


def test_views_are_short() -> None:
    sizes = function_sizes(views())
    assert p90(sizes) <= 22, over(sizes, 22)


def test_files_are_short() -> None:
    sizes = file_sizes(modules())
    assert over(sizes, 300) == {}
    assert p90(sizes) <= 198, over(sizes, 198)


def test_templates_are_short() -> None:
    sizes = file_sizes(sorted(TEMPLATES.rglob("*.html")))
    assert over(sizes, 150) == {}
    assert p90(sizes) <= 76, over(sizes, 76)


def test_tests_are_short() -> None:
    paths = modules(ROOT / "tests")
    assert over(function_sizes(paths, "test_"), 25) == {}
    assert over(function_sizes(paths), 40) == {}
    assert over(file_sizes(paths), 300) == {}


def test_a_long_function_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def f():\n" + "    x = 1\n" * 40, encoding="utf-8")
    assert over(function_sizes([path]), 40) == {"long.py:1 f": 41}
    assert over(file_sizes([path]), 40) == {"long.py": 41}


def test_nine_of_ten_are_counted() -> None:
    sizes = {str(n): 10 for n in range(89)} | {str(n): 99 for n in range(89, 100)}
    assert p90(sizes) == 99
    assert p90(sizes | {"89": 10, "90": 10}) == 10


def test_the_package_was_found() -> None:
    assert PACKAGE / "app" / "jobs.py" in modules()
