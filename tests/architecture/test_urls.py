"""Addresses: typed, lower case, words joined by hyphens."""

import re

import pytest
from flask import Flask

from tests.architecture.records import maker_of, routes

PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)?")
PARAMETER = re.compile(r"<(id|token|slug|day|code|int):[a-z_]+>(\.[a-z]+)?")


def faults(rule: str) -> list[str]:
    """What is wrong with a route's address."""
    parts = [part for part in rule.strip("/").split("/") if part]
    wrong = [p for p in parts if not (PARAMETER if "<" in p else PART).fullmatch(p)]
    return wrong + ([rule] if rule != "/" and rule.endswith("/") else [])


@pytest.mark.parametrize(
    "rule", ["/a/<person_id>", "/a/<string:x>", "/a/<path:x>", "/a_b", "/People", "/a/"]
)
def test_a_bad_address_is_noticed(rule: str) -> None:
    assert faults(rule)


@pytest.mark.parametrize(
    "rule", ["/", "/sign-in", "/a/<id:x>/b-c/<int:page>", "/feed/<slug:kind>/<token:token>.ics"]
)
def test_a_good_address_passes(rule: str) -> None:
    assert not faults(rule)


def test_every_address_is_typed_and_in_kebab_case(app: Flask) -> None:
    wrong = [rule.rule for method in ("GET", "POST") for rule in routes(app, method)]
    assert [rule for rule in wrong if faults(rule)] == []


def test_get_and_post_are_separate_functions(app: Flask) -> None:
    rules = [r for r in routes(app, "POST") if "GET" in (r.methods or ())]
    assert [rule.rule for rule in rules] == []


def test_only_get_and_post_are_used(app: Flask) -> None:
    known = {"GET", "HEAD", "OPTIONS", "POST"}
    rules = [r for m in ("GET", "POST", "PUT", "PATCH", "DELETE") for r in routes(app, m)]
    assert [r.rule for r in rules if set(r.methods or ()) - known] == []


def test_every_parameter_has_a_maker_of_test_records(app: Flask) -> None:
    wanted = {
        (rule.endpoint, name)
        for method in ("GET", "POST")
        for rule in routes(app, method)
        for name in rule.arguments
    }
    missing = {(e, n) for e, n in wanted if not (maker_of(f"{e}.{n}") or maker_of(n))}
    assert not missing, "add makers to tests/architecture/records.py"
