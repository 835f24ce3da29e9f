"""What a change costs and gains at each level, and where one level gains by another's loss."""

from collections.abc import Sequence
from dataclasses import dataclass

from workshops.experiments.models.kinds import Payer


@dataclass(frozen=True)
class Range:
    """From and to, in kroner a year."""

    low: float
    high: float

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)


@dataclass(frozen=True)
class Account:
    """One level's costs and gains."""

    payer: Payer
    cost: Range
    gain: Range

    @property
    def net(self) -> Range:
        """What is left: at worst the low gain less the high cost, at best the other way round."""
        return Range(self.gain.low - self.cost.high, self.gain.high - self.cost.low)


@dataclass(frozen=True)
class Alarm:
    """One level loses while others gain; `certain` when it is so over the whole range."""

    loser: Payer
    loss: Range
    gainers: tuple[Payer, ...]
    certain: bool


def total(accounts: Sequence[Account]) -> Range:
    """What is left when all levels are taken together."""
    return sum((account.net for account in accounts), Range(0, 0))


def alarms(accounts: Sequence[Account]) -> list[Alarm]:
    """Every level that may lose while another may gain, in the order of the accounts.

    The sum does not matter: a good total is what hides such a shift.
    """
    found = []
    for account in accounts:
        others = [other for other in accounts if other.payer is not account.payer]
        gaining = [other for other in others if other.net.high > 0]
        if account.net.low >= 0 or not gaining:
            continue
        sure = [other for other in gaining if other.net.low > 0]
        certain = account.net.high < 0 and bool(sure)
        loss = Range(max(0.0, -account.net.high), -account.net.low)
        gainers = tuple(other.payer for other in (sure if certain else gaining))
        found.append(Alarm(account.payer, loss, gainers, certain))
    return found
