"""Writes the demo's requests and engagements, with their stages and tasks."""

from datetime import timedelta
from typing import Any

from workshops.cli.demo.story import ZONE, Cast
from workshops.core import clock
from workshops.core.actor import COMMAND_LINE
from workshops.engagements import services
from workshops.engagements.models import Engagement, EngagementKind, MemberPart, Stage
from workshops.engagements.services import members, requests, stages, tasks


def write_work(story: dict[str, Any], cast: Cast) -> None:
    """Engagements as their managers would have opened and led them, and requests that wait."""
    for raw in story["engagement"]:
        cast.engagements[raw["key"]] = _write_engagement(raw, cast)
    for raw in story["request"]:
        with clock.frozen_at(cast.moment(raw["week"], raw["day"], "08.40")):
            request = requests.hand_in_request(
                COMMAND_LINE,
                text=requests.RequestText(
                    agency=raw["agency"],
                    contact_name=raw["contact"],
                    contact_email=raw["email"],
                    question=raw["question"],
                ),
            )
            requests.confirm_request(COMMAND_LINE, request=request)


def _write_engagement(raw: dict[str, Any], cast: Cast) -> Engagement:
    actor = cast.actor(raw["manager"])
    start = cast.day(raw["starts_week"], 0)
    with clock.frozen_at(cast.moment(raw["starts_week"], 0, "09.00")):
        engagement = services.open_engagement(
            actor,
            plan=services.EngagementPlan(
                name=raw["name"],
                question=raw["question"],
                organisation=cast.organisations[raw["client"]],
                manager=cast.users[raw["manager"]],
                goals=[cast.goals[n] for n in raw["goals"]],
                kind=EngagementKind(raw["kind"]),
                policy_area=raw["area"],
                levels=raw["levels"],
                starts_on=start,
                target_on=cast.day(raw["target_week"], 4),
                hr_partner=cast.people.get(raw.get("hr_partner", "")),
                contacts=[cast.people[name] for name in raw["contacts"]],
            ),
        )
        _add_members(raw, cast, engagement)
    _walk_stages(raw, cast, engagement)
    for line in raw["tasks"]:
        _write_task(line, raw, cast, engagement)
    return engagement


def _add_members(raw: dict[str, Any], cast: Cast, engagement: Engagement) -> None:
    parts = [(name, MemberPart.FACILITATOR) for name in raw["facilitators"]]
    if "co_manager" in raw:
        parts.append((raw["co_manager"], MemberPart.CO_MANAGER))
    for name, part in parts:
        user = cast.users[name]
        members.add_member(cast.actor(raw["manager"]), engagement=engagement, user=user, part=part)


def _walk_stages(raw: dict[str, Any], cast: Cast, engagement: Engagement) -> None:
    """Finish stages at an even pace; the one after the last finished is then under way."""
    weeks = max(1, -raw["starts_week"] // max(1, raw["done_stages"] + 1))
    for number, stage in enumerate(list(Stage)[: raw["done_stages"]]):
        then = cast.moment(raw["starts_week"] + weeks * (number + 1), 3, "15.00")
        with clock.frozen_at(min(then, cast.now - timedelta(hours=1))):
            stages.move_stage(
                cast.actor(raw["manager"]),
                engagement=engagement,
                stage=stage,
                act=stages.StageAct.FINISH,
                today=clock.now().astimezone(ZONE).date(),
            )


def _write_task(line: str, raw: dict[str, Any], cast: Cast, engagement: Engagement) -> None:
    title, stage, owner, week, weekday, state = line.split(" | ")
    actor = cast.actor(raw["manager"])
    task = tasks.add_task(
        actor,
        engagement=engagement,
        plan=tasks.TaskPlan(
            title=title,
            stage=Stage(stage),
            owner=cast.users[owner],
            due_on=cast.day(int(week), int(weekday)),
        ),
    )
    if state == "done":
        with clock.frozen_at(cast.moment(int(week), int(weekday), "11.00")):
            tasks.set_done(actor, task=task, done=True)
