"""After every act one sentence says what was done: every view that takes a post speaks."""

import ast
from collections.abc import Iterator

from tests.architecture.source import modules, tree

SAYS = {"flash", "offer", "offer_undo", "pressed"}
# What these did stands on the page that answers: guests' and agencies' own pages say it in place,
# a form of several steps goes on to its next, the agenda and the door have a voice of their own,
# and some answer a script.
IN_PLACE = {
    "agency": {"comment", "verdict"},
    "agenda": {"add_block", "restore_block"},
    "answers": {"answer", "opened", "switch", "say_needs", "send_instead", "send_link"},
    "asking": {"confirm", "check"},
    "check_in": {"take_taps", "use_code"},
    "feeds": {"make_own", "renew", "make_team", "make_room"},
    "fetching": {"open_door", "fetch", "give_receipt", "ask_renewal"},
    "forgotten": {"send_letter"},
    "guest": {"vote"},
    "guest_feeds": {"make", "renew", "revoke"},
    "importing": {"upload", "map_columns", "read_again"},
    "link": {"send_link"},
    "notes": {"write_own_note", "change_own_note", "withdraw_own_note", "say_speaker"},
    "registering": {"look"},
    "reminders": {"switch_off"},
    "replied": {"accept", "dismiss", "undo"},
    "session": {"set_language"},
    "staff": {"read_pasted", "check"},
    "users": {"make_link"},
}


def posts() -> Iterator[tuple[str, str, set[str]]]:
    """Each view that takes a post: its module, its name, and what it and its helpers call."""
    for path in modules():
        if "views" not in path.parts and path.stem != "views":
            continue
        parsed = tree(path)
        local = {one.name: one for one in parsed.body if isinstance(one, ast.FunctionDef)}
        for view in local.values():
            if any("post" in ast.unparse(mark) for mark in view.decorator_list):
                yield path.stem, view.name, called(view, local, set())


def called(at: ast.AST, local: dict[str, ast.FunctionDef], seen: set[str]) -> set[str]:
    """The names called in a function, and in those of its module that it calls."""
    calls = [node for node in ast.walk(at) if isinstance(node, ast.Call)]
    names = {name for name in map(spoken, calls) if name}
    for name in names & set(local) - seen:
        names |= called(local[name], local, seen | names)
    return names


def spoken(call: ast.Call) -> str:
    """The name that is called; of `pressed` only where it is given words."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return "" if name == "pressed" and not call.args else str(name)


def test_every_act_says_in_a_sentence_what_was_done() -> None:
    silent = {(module, name) for module, name, names in posts() if not names & SAYS}
    assert silent <= {(module, name) for module, all_ in IN_PLACE.items() for name in all_}
