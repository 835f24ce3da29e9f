"""Every act that the product writes into its log has a word."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import modules, short, tree
from workshops.activity.rules import ACTS, act_message

WRITERS = ("record", "_note")


def acts(module: ast.AST) -> list[str]:
    """The acts that a module hands to the log as plain text."""
    calls = [call for call in ast.walk(module) if isinstance(call, ast.Call) and len(call.args) > 1]
    return [
        str(call.args[1].value)
        for call in calls
        if (getattr(call.func, "attr", "") or getattr(call.func, "id", "")) in WRITERS
        and isinstance(call.args[1], ast.Constant)
    ]


@pytest.mark.parametrize("path", [p for p in modules() if "services" in str(p)], ids=short)
def test_every_act_has_a_word(path: Path) -> None:
    wordless = [act for act in acts(tree(path)) if act not in ACTS]
    assert not wordless, "add them to workshops/activity/rules.py"


def test_an_act_is_found_in_the_source() -> None:
    source = 'activity.record(actor, "sung", song)\n_note(actor, "danced", dance)'
    assert acts(ast.parse(source)) == ["sung", "danced"]


def test_an_act_without_a_word_is_said_as_it_is_written() -> None:
    assert act_message("taken_home") == "Taken home"
