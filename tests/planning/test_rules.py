"""Planning's rules on plain values."""

import tomllib
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.people.models import Level
from workshops.planning.models import Answer, BlockKind, WorkshopState
from workshops.planning.queries.recipes import CONTENT
from workshops.planning.rules import clashes, recipes, states, team, timing, typed

ZONE = "Europe/Copenhagen"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def _at(*parts: int) -> datetime:
    return timing.instant_of(datetime(*parts), ZONE)  # type: ignore[arg-type] # noqa: DTZ001


def _wall(instant: datetime) -> int:
    """What clocks in Denmark show, in minutes after midnight."""
    local = instant.astimezone(ZoneInfo(ZONE))
    return local.hour * 60 + local.minute


def _walls(plan: timing.Plan) -> list[int]:
    return [_wall(slot.starts_at) for slot in plan.slots]


def test_blocks_follow_each_other() -> None:
    plan = timing.plan([timing.Span(15), timing.Span(45)], _at(2026, 12, 7, 9), 90, ZONE)
    assert _walls(plan) == [540, 555]
    assert (plan.total_minutes, plan.left_minutes, plan.over_minutes) == (60, 30, -30)


def test_a_pinned_block_leaves_a_gap_or_shows_the_collision() -> None:
    spans = [timing.Span(30), timing.Span(30, 600), timing.Span(90), timing.Span(45, 690)]
    plan = timing.plan(spans, _at(2026, 12, 7, 9), 180, ZONE)
    assert _walls(plan) == [540, 600, 630, 690]
    assert [slot.gap_minutes for slot in plan.slots] == [0, 30, 0, 0]
    assert [slot.overrun_minutes for slot in plan.slots] == [0, 0, 0, 30]
    assert (plan.collisions, plan.over_minutes) == (1, 15)


@pytest.mark.parametrize(
    ("day", "walls"), [((2027, 3, 28), [60, 180, 240]), ((2027, 10, 31), [60, 120, 120])]
)
def test_minutes_are_real_in_the_night_the_clock_is_moved(
    day: tuple[int, int, int], walls: list[int]
) -> None:
    plan = timing.plan([timing.Span(60)] * 3, _at(*day, 1), 180, ZONE)
    assert _walls(plan) == walls
    assert plan.ends_at - _at(*day, 1) == timedelta(hours=3)


@pytest.mark.parametrize("day", [(2027, 3, 28), (2027, 10, 31)])
def test_a_day_keeps_nine_to_four_after_the_clock_is_moved(day: tuple[int, int, int]) -> None:
    starts = _at(*day, 9)
    plan = timing.plan([timing.Span(420)], starts, 420, ZONE)
    assert _wall(starts) == 540
    assert _wall(plan.ends_at) == 960


@pytest.mark.parametrize(
    ("starts", "utc"),
    [
        ((2027, 10, 31, 1, 0), (2027, 10, 31, 0, 30)),
        ((2027, 3, 28, 1, 0), (2027, 3, 28, 1, 30)),
        ((2027, 6, 1, 22, 0), (2027, 6, 2, 0, 30)),
    ],
)
def test_a_pin_at_half_past_two_is_the_first_after_the_start(
    starts: tuple[int, ...], utc: tuple[int, ...]
) -> None:
    pinned = timing.pinned_instant(_at(*starts), 150, ZONE)
    assert pinned == datetime(*utc, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_a_pin_in_the_second_of_two_equal_hours() -> None:
    starts = datetime(2027, 10, 31, 1, 10, tzinfo=UTC)
    assert timing.pinned_instant(starts, 150, ZONE) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


@given(st.lists(st.integers(1, 300), max_size=12), st.integers(0, 24 * 60 * 700))
def test_unpinned_blocks_never_leave_gaps_at_any_hour_of_two_years(
    minutes: list[int], offset: int
) -> None:
    starts = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=offset)
    plan = timing.plan([timing.Span(m) for m in minutes], starts, 60, ZONE)
    ends = [starts, *(slot.ends_at for slot in plan.slots)]
    assert [slot.starts_at for slot in plan.slots] == ends[:-1]
    assert plan.ends_at == starts + timedelta(minutes=sum(minutes))


def test_slots_cover_the_sitting_and_the_way() -> None:
    assert len(clashes.slots(NOW, 60)) == 12
    assert len(clashes.slots(NOW, 60, 30)) == 24
    assert len(clashes.slots(NOW + timedelta(minutes=2), 5)) == 2
    slots = clashes.slots(NOW, 60)
    assert clashes.interval(slots[0], slots[-1]) == (NOW, NOW + timedelta(hours=1))


def test_next_free_times_are_one_a_day_at_the_wished_hour() -> None:
    friday = _at(2026, 12, 11, 9)
    wish = clashes.Wish(friday, 360, ZONE, {"room:1": 0, "user:1": 30})
    monday = _at(2026, 12, 14, 9)
    busy = {
        "room:1": [(friday, friday + timedelta(hours=6))],
        "user:1": [(monday - timedelta(hours=1), monday + timedelta(minutes=10))],
    }
    assert clashes.next_free(wish, busy) == [
        _at(2026, 12, 14, 10),
        _at(2026, 12, 15, 9),
        _at(2026, 12, 16, 9),
    ]


@pytest.mark.parametrize(
    ("hour", "zone", "exists"),
    [(1, ZONE, True), (2, ZONE, False), (3, ZONE, True), (2, "Atlantic/Reykjavik", True)],
)
def test_an_hour_that_clocks_are_put_past_does_not_exist(
    hour: int, zone: str, exists: bool
) -> None:
    assert timing.exists(datetime(2027, 3, 28, hour, 30), zone) is exists  # noqa: DTZ001 - wall time


def test_next_free_times_leave_out_holidays() -> None:
    wish = clashes.Wish(_at(2026, 12, 23, 9), 360, ZONE, {"room:1": 0})
    busy = {"room:1": [(_at(2026, 12, 23, 8), _at(2026, 12, 23, 18))]}
    assert clashes.next_free(wish, busy) == [_at(2026, 12, day, 9) for day in (28, 29, 30)]


def test_a_short_sitting_may_fit_later_the_same_day() -> None:
    wish = clashes.Wish(_at(2026, 12, 7, 9), 120, ZONE, {"room:1": 0})
    busy = {"room:1": [(_at(2026, 12, 7, 8), _at(2026, 12, 7, 11))]}
    assert clashes.next_free(wish, busy)[0] == _at(2026, 12, 7, 11)


@pytest.mark.parametrize(("capacity", "people", "over"), [(20, 20, 0), (20, 23, 3), (None, 99, 0)])
def test_who_does_not_fit(capacity: int | None, people: int, over: int) -> None:
    assert clashes.over_capacity(capacity, people) == over


def _member(name: str, discipline: int, answer: Answer, level: Level = Level.STATE) -> team.Member:
    return team.Member(name, discipline, level, answer)


def test_the_team_says_what_is_missing_and_whom_it_waits_for() -> None:
    needs = [team.Need(1, None, 2), team.Need(2, None, 1), team.Need(3, None, 1)]
    people = [
        _member("Ida", 1, Answer.YES),
        _member("Bo", 1, Answer.NONE),
        _member("Eva", 2, Answer.MAYBE),
        _member("Per", 3, Answer.NO),
    ]
    first, second, third = team.coverage(needs, people)
    assert (first.yes, first.waits_for, first.missing) == (("Ida",), ("Bo",), 0)
    assert (second.maybe, second.waits_for, second.sure) == (("Eva",), ("Eva",), False)
    assert (third.missing, third.waits_for) == (1, ())


def test_one_person_takes_one_place_and_moves_when_that_helps() -> None:
    needs = [team.Need(None, Level.STATE, 1), team.Need(1, None, 1)]
    people = [_member("Ida", 1, Answer.YES), _member("Bo", 2, Answer.YES)]
    covered = team.coverage(needs, people)
    assert [one.yes for one in covered] == [("Bo",), ("Ida",)]
    alone = team.coverage(needs, people[:1])
    assert sum(one.missing for one in alone) == 1


@pytest.mark.parametrize(
    ("answers", "one"),
    [
        ([Answer.YES, Answer.YES], Answer.YES),
        ([Answer.YES, Answer.NO], Answer.MAYBE),
        ([Answer.NONE], Answer.NONE),
    ],
)
def test_answers_of_several_days_become_one(answers: list[Answer], one: Answer) -> None:
    assert team.combined(answers) is one


ALLOWED = {
    ("draft", "inviting"),
    ("draft", "cancelled"),
    ("inviting", "confirmed"),
    ("inviting", "cancelled"),
    ("confirmed", "held"),
    ("confirmed", "inviting"),
    ("confirmed", "cancelled"),
    ("held", "closed"),
    ("held", "confirmed"),
    ("closed", "held"),
}


@pytest.mark.parametrize(("state", "to"), list(product(WorkshopState, WorkshopState)))
def test_only_the_listed_steps_can_be_taken(state: WorkshopState, to: WorkshopState) -> None:
    standing = states.Standing(state, 1, 0, NOW, "Budget")
    free = states.obstacle(standing, to, NOW) is None
    assert free is ((state.value, to.value) in ALLOWED)


@pytest.mark.parametrize(
    ("standing", "to"),
    [
        (states.Standing(WorkshopState.DRAFT, 0, 0, None), WorkshopState.INVITING),
        (states.Standing(WorkshopState.INVITING, 2, 1, NOW), WorkshopState.CONFIRMED),
        (
            states.Standing(WorkshopState.CONFIRMED, 1, 0, NOW + timedelta(minutes=1)),
            WorkshopState.HELD,
        ),
        (states.Standing(WorkshopState.INVITING, 1, 0, NOW), WorkshopState.CANCELLED),
    ],
)
def test_what_stands_in_the_way_is_said(standing: states.Standing, to: WorkshopState) -> None:
    assert states.obstacle(standing, to, NOW)


def test_every_state_but_the_last_ones_has_a_next_step() -> None:
    ends = {state for state in WorkshopState if states.next_step(state) is None}
    assert ends == {WorkshopState.CLOSED, WorkshopState.CANCELLED}


@pytest.mark.parametrize("state", list(WorkshopState))
def test_only_what_nobody_counts_on_is_deleted(state: WorkshopState) -> None:
    free = states.deletion_obstacle(state) is None
    assert free is (state in (WorkshopState.DRAFT, WorkshopState.CANCELLED))


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("Check-in 15", ("Check-in", 15)),
        ("Frokost 45 min", ("Frokost", 45)),
        ("Gruppearbejde 1:30", ("Gruppearbejde", 90)),
        ("Oplæg", ("Oplæg", 30)),
        ("Reform 2030", ("Reform 2030", 30)),
        ("Alt 999", ("Alt", 720)),
        ("Nul 0", ("Nul 0", 30)),
        ("15", ("15", 30)),
    ],
)
def test_a_typed_line_gives_title_and_minutes(line: str, block: tuple[str, int]) -> None:
    assert typed.block(line) == block


def test_a_title_suggests_its_kind() -> None:
    assert typed.kind("Frokost") is BlockKind.BREAK
    assert typed.kind("Velkommen") is BlockKind.CHECK_IN
    assert typed.kind("Indtjek") is BlockKind.CHECK_IN
    assert typed.kind("Udtjek ved døren") is BlockKind.CHECK_OUT
    assert typed.kind("Hvad overraskede dig") is BlockKind.EXERCISE


def test_materials_are_typed_and_summed() -> None:
    first = typed.materials("4 flip charts\n\nTape\n2 x  Pens")
    assert typed.materials_text(first) == "4 flip charts\n1 Tape\n2 Pens"
    assert typed.summed([first, typed.materials("3 pens\n1 tape")]) == [
        {"name": "flip charts", "quantity": 4},
        {"name": "Tape", "quantity": 2},
        {"name": "Pens", "quantity": 5},
    ]


def test_recipes_say_everything_in_both_languages() -> None:
    shipped = recipes.read(tomllib.loads(CONTENT.read_text()))
    assert list(shipped) == ["half-day", "one-day", "three-days"]
    for recipe in shipped.values():
        pairs = zip(recipe.blocks("da"), recipe.blocks("en"), strict=True)
        for danish, english in ((d, e) for day in pairs for d, e in zip(*day, strict=True)):
            assert bool(danish.notes) is bool(english.notes)
            assert bool(danish.text) is bool(english.text)
            assert danish.title
            assert english.title
    assert [recipe.day_count for recipe in shipped.values()] == [1, 1, 3]
