"""Marks that several test files share."""

import pytest

both_databases = pytest.mark.parametrize(
    "app",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
    indirect=True,
)

on_sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
