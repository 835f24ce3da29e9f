"""What the migrations build is what the models say, on both databases."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import CheckConstraint, Column, Integer, MetaData, inspect
from sqlalchemy import Table as SqlTable

from tests.marks import both_databases
from workshops.core.db import NAMING, db, is_modelled


def differences(metadata: MetaData) -> list[Any]:
    """What a new migration would have to change."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_object": is_modelled,
            },
        )
        return list(compare_metadata(context, metadata))


def missing_checks(metadata: MetaData) -> list[str]:
    """Check constraints of the models that the database does not have."""
    there = inspect(db.engine)
    return [
        f"{table.name}.{constraint.name}"
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
        and str(constraint.name) not in {c["name"] for c in there.get_check_constraints(table.name)}
    ]


@both_databases
def test_the_migrations_build_the_models(app: Flask) -> None:
    assert differences(db.metadata) == []
    assert missing_checks(db.metadata) == []


@both_databases
def test_a_model_without_a_migration_is_noticed(app: Flask) -> None:
    more = MetaData(naming_convention=NAMING)
    for table in db.metadata.sorted_tables:
        table.to_metadata(more)
    SqlTable("forgotten", more, Column("id", Integer, primary_key=True))
    more.tables["room"].append_column(Column("forgotten", Integer, index=True))
    more.tables["room"].append_constraint(CheckConstraint("capacity > 0", name="forgotten"))
    assert {kind[0] for kind in differences(more)} == {"add_table", "add_column", "add_index"}
    assert missing_checks(more) == ["room.ck_room_forgotten"]
