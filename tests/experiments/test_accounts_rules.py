"""Costs and gains by level, and the alarm where one gains by another's loss."""

from workshops.experiments.models.kinds import Payer
from workshops.experiments.rules.accounts import Account, Alarm, Range, alarms, total

NOTHING = Range(0, 0)


def _account(payer: Payer, cost: Range = NOTHING, gain: Range = NOTHING) -> Account:
    return Account(payer, cost, gain)


def test_four_million_saved_by_moving_six_million_to_others_is_flagged() -> None:
    accounts = [
        _account(Payer.STATE, gain=Range(4e6, 4e6)),
        _account(Payer.MUNICIPALITY, cost=Range(6e6, 6e6)),
    ]
    assert alarms(accounts) == [
        Alarm(Payer.MUNICIPALITY, Range(6e6, 6e6), (Payer.STATE,), certain=True)
    ]
    assert total(accounts) == Range(-2e6, -2e6)


def test_a_good_total_does_not_silence_the_alarm() -> None:
    accounts = [
        _account(Payer.STATE, gain=Range(6e6, 6e6)),
        _account(Payer.MUNICIPALITY, cost=Range(4e6, 4e6)),
    ]
    assert total(accounts) == Range(2e6, 2e6)
    assert [alarm.loser for alarm in alarms(accounts)] == [Payer.MUNICIPALITY]


def test_an_uncertain_loss_is_flagged_as_uncertain() -> None:
    accounts = [
        _account(Payer.STATE, gain=Range(1e6, 2e6)),
        _account(Payer.REGION, cost=Range(1e5, 3e5), gain=Range(2e5, 4e5)),
    ]
    assert alarms(accounts) == [Alarm(Payer.REGION, Range(0, 1e5), (Payer.STATE,), certain=False)]


def test_a_certain_loss_against_an_uncertain_gain_is_not_certain() -> None:
    accounts = [
        _account(Payer.STATE, cost=Range(0, 2e6), gain=Range(1e6, 1e6)),
        _account(Payer.CITIZEN, cost=Range(5e5, 6e5)),
    ]
    assert [(a.loser, a.certain) for a in alarms(accounts)] == [
        (Payer.STATE, False),
        (Payer.CITIZEN, False),
    ][1:]


def test_who_pays_for_an_own_gain_is_no_alarm() -> None:
    both = [_account(Payer.STATE, Range(1e6, 1e6), Range(3e6, 3e6))]
    losing = [_account(Payer.STATE, Range(1e6, 1e6)), _account(Payer.CITIZEN, Range(1, 1))]
    assert alarms(both) == alarms(losing) == alarms([]) == []


def test_every_loser_is_named_with_all_who_gain() -> None:
    accounts = [
        _account(Payer.STATE, gain=Range(1e6, 1e6)),
        _account(Payer.REGION, gain=Range(1e6, 1e6)),
        _account(Payer.MUNICIPALITY, cost=Range(1e6, 1e6)),
        _account(Payer.CITIZEN, cost=Range(1e5, 1e5)),
    ]
    assert [(a.loser, a.gainers) for a in alarms(accounts)] == [
        (Payer.MUNICIPALITY, (Payer.STATE, Payer.REGION)),
        (Payer.CITIZEN, (Payer.STATE, Payer.REGION)),
    ]


def test_the_net_takes_the_worst_against_the_worst() -> None:
    assert _account(Payer.STATE, Range(1, 3), Range(2, 10)).net == Range(-1, 9)
