"""Words that tell names from other words with a capital letter."""

_FIRST_NAMES = """
Aage Abdi Adam Agnes Agnete Ahmed Aisha Albert Alexander Alexandra Alfred Ali Allan Amalie Amina
Amir Anders Andrea Andreas Ane Anette Anita Anja Ann Anna Anne Annelise Annette Anni Anton Arne
Arthur Asger Astrid August Axel Ayse Benjamin Bent Bente Bernhard Birgit Birgitte Birthe Bjarne
Bjørn Bodil Brian Britta Camilla Carina Carl Caroline Carsten Cathrine Cecilie Charlotte
Christian Christina Christine Christoffer Clara Claus Connie Dagmar Daniel David Dennis Ditte
Dorte Dorthe Ebba Ebbe Edith Eigil Ejnar Elena Elias Elin Elisabeth Ella Ellen Elmer Elna Else
Elsebeth Emil Emilie Emma Erik Erling Esben Esther Eva Evald Fadumo Fatima Fatma Ferdinand Filip
Flemming Frederik Frederikke Freja Frida Frode Gerda Gert Gitte Grete Grethe Gudrun Gunnar
Gustav Hannah Hanne Hans Harald Hassan Heidi Helen Helena Helene Helga Helge Helle Henning
Henriette Henrik Henry Herdis Hugo Husein Hussein Ib Ibrahim Ida Inga Inge Inger Ingrid Irene
Isabella Ivan Jacob Jakob Jan Jane Janne Jeanette Jens Jeppe Jesper Jette Jim Joan Johan Johanne
Johannes John Jonas Jonathan Jonna Josefine Julie Julius Jytte Jørgen Jørn Kaj Karen Karin
Karina Karl Karsten Kasper Kathrine Katja Katrine Keld Kenneth Kent Khadija Kirsten Kirstine
Kjeld Klaus Knud Kristian Kristina Kristine Kristoffer Kurt Lars Lasse Laura Laust Leif Leila
Lena Lene Leo Lillian Linda Line Lis Lisa Lisbeth Lise Lissi Liv Lone Louise Lucas Lukas Lærke
Mads Magnus Mahmoud Maja Malene Malthe Marcus Maren Margit Margrethe Maria Mariam Marianne Marie
Marius Markus Martha Martin Mathias Mathilde Merete Mette Mia Michael Michelle Mie Mikael Mikkel
Mogens Mohamed Mohammad Mohammed Monika Morten Mostafa Musa Mustafa Nanna Natasja Nicolai Niels
Nikolaj Nina Noah Nora Nour Oda Ole Olga Oliver Omar Oscar Oskar Osman Otto Palle Patrick Paul
Pauline Peder Pernille Peter Philip Pia Poul Preben Ragnhild Rasmus Rebecca Rene René Renée
Rikke Rita Robert Rosa Rune Ruth Sabina Sabrina Samira Samuel Sandra Sanne Sara Sarah Sebastian
Selma Signe Sigrid Simon Sine Sofia Sofie Solveig Sonja Sophie Steen Stefan Stig Stine Susan
Susanne Sven Svend Søren Thea Theodor Thomas Thor Thorkild Tina Tine Tobias Tom Tommy Torben
Tove Trine Troels Tyge Ulla Ulrik Ulrikke Vagn Valdemar Verner Vibeke Victor Victoria Viggo
Viktor Villads Villy Vivian Walid William Winnie Yasmin Yusuf Yvonne Zahra Zainab Åge Åse
"""
# Also common words, or the first word of a sentence in Danish or English: a name only beside one.
_UNSURE_NAMES = """
Ann Ask Birk Bo Dag Dan Else Finn Gry Ib Inge Jan Kent Kim Line Lise Liv Lone Maj Mark Max My
Per Rita Rune Sine Sol Steen Storm Thor Tine Tom Ulla
"""
# Capitalised words of public life that stand beside one another without being a name.
_PUBLIC_WORDS = """
aalborg aarhus academy act affairs affordable africa african agency albert all alle america
amsterdam april arab asian asien association auckland august australia authority berlin black
board borger borgere borgerservice borgmester brexit britain british budget capital center
central centre christchurch christmas city colleagues college commission committee commons
company conservative copenhagen corp corporation council county court crown danish danmark
danmarks danske data december democrats denmark department det development digital direktoratet
district east easter education england english esbjerg europa europe european everybody everyone
facebook februar february federal finance first folks forening forsyning forvaltning fredag
frederiksberg free friday fund genbrug general google government grants green group grønland he
health herr hillsborough hjørring hold home homes hospital house housing hovedstaden hr human
høje høring instagram institute interest internet island islands januar january jewish job
jobcenter jobcentre jul juli july june juni justice king kirke kollega kolleger kommune kommunen
kommuner kommunes kunde københavn københavns køge labour land law liberal loan lolland london
lørdag madam maj mandag march marts may mayor medarbejder media metropolitan microsoft
midtjylland minister ministeriet ministry mitid monday museum muslim naboer national
nationalbanken nations nato nem netto new nord nordic nordjylland nordsjælland norge north
northern november næstved nævn nævnet october odense office oktober ombudsmand ombudsmanden
onsdag open organisation ownership pacific paris parliament parti partiet party patient people
plan planning police post primary prime private program project property public punkt randers
rates ratios regering region regionen regioner rent report republic research rights road
roskilde royal rådet rådhus safety sagsbehandler saturday school scotland september service
services sir sjælland skat skatteforvaltningen skatten skattestyrelsen skive skole social
sociale society source south southern st state states station street styrelse styrelsen sunday
sundhed super svendborg sverige syd syddanmark søndag tax team teknisk thames the tirsdag
torsdag tower town trade traders transport trust tuesday twitter udbetaling ungdom union unit
united university valley value vejle venner viborg wales wednesday wellington west western white
world youth zealand ældre ældresagen ø ø-kommunerne østjylland
"""

FIRST_NAMES = frozenset(_FIRST_NAMES.split())
UNSURE_NAMES = frozenset(_UNSURE_NAMES.split())
PUBLIC_WORDS = frozenset(_PUBLIC_WORDS.split())
SURNAME_ENDINGS = (
    *("sen", "gaard", "gård", "holm", "berg", "lund", "strup", "bæk", "bech", "skov"),
    *("toft", "feldt", "bjerg", "rup", "sson"),
)
