"""Invented Danish text whose words are as unevenly common as those of real text (Zipf's law)."""

from collections.abc import Sequence
from itertools import accumulate
from random import Random

COMMON = """
og i at det er en til på som de med den for der af ikke et har vi om var fra kan men så blev
skal ud nu når være havde også op hvor over hun han dem efter deres sig ind eller mere end
"""
FIRST = """
borger kommune sag brev telefon skole bolig læge patient familie barn ældre pleje arbejds job
skatte erhvervs virksomheds miljø klima energi trafik vej tog bus cykel havne flyve by land skov
vand luft affalds bygge plan kultur museums teater musik idræts fritids biblioteks folke
uddannelses lærer elev studie forsknings sundheds hospitals medicin tand syge psykiatri handicap
genoptrænings misbrugs fængsels politi rets told beredskabs brand forsvars digital data system
netværks sikkerheds penge gælds støtte pensions dagpenge kontanthjælps ydelses tilskuds budget
regnskabs indkøbs udbuds kontrakt aftale klage tilsyns kontrol vejlednings rådgivnings samtale
møde ledelses personale fraværs løn barsels ferie
"""
SECOND = """
forløb tid sag plan hjælp vejledning støtte centeret tilbud ordning aftale gruppe besøg samtale
rapport måling kontrol proces indsats model metode prøve oversigt tjeneste løsning kampagne
uddannelse skema kort liste frist afgift ret pligt tilladelse ansøgning afgørelse klage svar
brev melding besked påmindelse plads enhed afdeling kontor medarbejder leder partner råd nævn
udvalg forening projekt forsøg undersøgelse evaluering analyse strategi politik regel grænse
kvalitet effekt resultat virkning fejl mangel behov ønske krav mål værdi udgift gevinst
"""
ENDINGS = ("", "", "en", "et", "er", "erne", "s")


def vocabulary() -> list[str]:
    """About 13,000 words, the most common first: little words, simple ones, compounds."""
    simple = [*FIRST.split(), *SECOND.split()]
    compounds = [first + second for second in SECOND.split() for first in FIRST.split()]
    Random(7).shuffle(compounds)  # noqa: S311 - always the same order is what is wanted
    return [*COMMON.split(), *simple, *compounds]


class Writer:
    """Writes the same text for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - the same text for the same seed
        self.words = vocabulary()
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def draw(self, count: int) -> list[str]:
        """That many words as they come."""
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def text(self, count: int) -> str:
        """Sentences of that many words in all."""
        return self.sentences(self.draw(count))

    def title(self) -> str:
        """Four words that say something."""
        rest = len(COMMON.split())
        return " ".join(self.random.choices(self.words[rest:], k=4)).capitalize()

    def sentences(self, words: Sequence[str]) -> str:
        """Words with endings, in sentences."""
        inflected = [word + self.random.choice(ENDINGS) for word in words]
        parts = [" ".join(inflected[at : at + 11]) for at in range(0, len(inflected), 11)]
        return ". ".join(part.capitalize() for part in parts) + "."

    def retold(self, words: Sequence[str]) -> str:
        """Half of the words in another order and other forms, among as many others."""
        kept = self.random.sample(list(words), len(words) // 2)
        mixed = [*kept, *self.draw(len(words) - len(kept))]
        self.random.shuffle(mixed)
        return self.sentences(mixed)
