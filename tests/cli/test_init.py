"""A new installation begins with what an engagement and an agenda are made of."""

from flask import Flask

from workshops.engagements.queries.goals import list_goals
from workshops.planning.queries.methods import list_methods


def test_a_new_installation_can_be_prepared_twice(app: Flask) -> None:
    for _ in range(2):
        result = app.test_cli_runner().invoke(args=["lab", "init"])
        assert result.exit_code == 0, result.output
    goals = list_goals()
    assert goals
    assert len({goal.name_en for goal in goals}) == len(goals)
    assert list_methods("da")
