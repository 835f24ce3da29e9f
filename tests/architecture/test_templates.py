"""Every template compiles, is used, and imports only what it needs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError, meta, nodes

from tests.architecture.source import TEMPLATES, modules, tree

PAIRED = ".txt"
FOUNDATIONS = {"mail/letter.html", "mail/letter.txt", "activity/log.html", "macros/document.html"}


def names() -> list[str]:
    """Every template, as the code names it."""
    return sorted(
        str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()
    )


def named_in_python() -> set[str]:
    """Every text in the source that could name a template."""
    return {
        node.value
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def named_in_templates(environment: Environment, text: str) -> set[str]:
    """What a template extends, includes or imports."""
    found = meta.find_referenced_templates(environment.parse(text))
    return {name for name in found if name}


def spoken_of(name: str, words: set[str]) -> bool:
    """Whether a template is named whole, or as mail templates are: without the ending."""
    return name in words or re.sub(r"\.(txt|html)$", "", name) in words


def unused_imports(environment: Environment, text: str) -> Iterator[str]:
    """Macros that a template imports and never names again."""
    parsed = environment.parse(text)
    used = {name.name for name in parsed.find_all(nodes.Name)}
    for node in parsed.find_all(nodes.FromImport):
        for name in node.names:
            alias = name[1] if isinstance(name, tuple) else name
            if alias not in used:
                yield alias
    yield from (n.target for n in parsed.find_all(nodes.Import) if n.target not in used)


def test_undefined_names_are_errors(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    assert app.select_jinja_autoescape("a/b.html")


@pytest.mark.parametrize("name", names())
def test_a_template_compiles_and_imports_what_it_uses(app: Flask, name: str) -> None:
    assert app.jinja_env.get_template(name) is not None
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert list(unused_imports(app.jinja_env, text)) == []
    referenced = named_in_templates(app.jinja_env, text)
    assert [other for other in referenced if not (TEMPLATES / other).exists()] == []


def test_no_template_is_left_over(app: Flask) -> None:
    words = named_in_python() | FOUNDATIONS
    for name in names():
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        words |= named_in_templates(app.jinja_env, text) - {name}
    assert [name for name in names() if not spoken_of(name, words)] == []


def test_letters_have_a_plain_text_and_an_html_form() -> None:
    plain = {name.removesuffix(PAIRED) for name in names() if name.endswith(PAIRED)}
    assert [name for name in sorted(plain) if not (TEMPLATES / f"{name}.html").exists()] == []


def test_faults_are_noticed(tmp_path: Path) -> None:
    environment = Environment(loader=DictLoader({"broken.html": "{% if %}"}), autoescape=True)
    with pytest.raises(TemplateSyntaxError):
        environment.get_template("broken.html")
    text = '{% from "m.html" import a, b as c %}{% import "n.html" as n %}{{ a() }}'
    assert sorted(unused_imports(environment, text)) == ["c", "n"]
    assert named_in_templates(environment, text) == {"m.html", "n.html"}
    assert spoken_of("mail/x.txt", {"mail/x"})
    assert not spoken_of("mail/x.txt", {"mail/y"})
