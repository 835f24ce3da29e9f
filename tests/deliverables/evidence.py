"""Evidence of an invented agency that pays benefits and refuses them."""

from datetime import date

from tests.deliverables.calls import CALLED, LETTER
from workshops.deliverables.rules.evidence import (
    ActionFact,
    EngagementFact,
    Evidence,
    NoteFact,
    ThemeFact,
    TrainerFact,
    VoteFact,
    WorkshopFact,
)

TODAY = date(2026, 11, 25)

FIRST = Evidence(
    engagement=EngagementFact(
        key="engagement:e1",
        name="Afslag, der kan forstås",
        question="Hvordan får borgere et afslag, som de forstår, uden at de må klage?",
        agency="Ydelsesstyrelsen Midtvest",
        agency_level="municipal",
        contact="Lone Kærgaard",
        contact_title="direktør",
        manager="Karen Møller-Ahlgreen",
        hr_partner="Tove Lind",
        goals=("Færre klager og hurtigere afklaring",),
        policy_area="10.7",
        starts_on=date(2026, 1, 12),
        target_on=date(2027, 2, 1),
    ),
    today=TODAY,
    language="da",
    experiments=(CALLED, LETTER),
    themes=(
        ThemeFact(
            key="theme:grund",
            statement="at høre grunden fra et menneske, før brevet kommer",
            stage="Afgørelse",
            touchpoint="Afslagsbrev",
            strength="essential",
            present_service="brev i Digital Post uden samtale",
            gap="ingen forklarer grunden",
            notes=(
                NoteFact(
                    "note:n1",
                    "Jeg ville bare gerne vide hvorfor.",
                    "borger B-7",
                    True,
                    "da",
                    "quote",
                ),
                NoteFact(
                    "note:n2", "Sagsbehandleren kender ikke reglen.", "medarbejder M-2", False
                ),
            ),
            speakers=14,
            weight=0.8,
            votes=(VoteFact("A", 40, 31, 4, 5), VoteFact("B", 22, 15, 3, 4)),
            standing="shared",
            answered_by=("experiment:kald",),
        ),
        ThemeFact(
            key="theme:tid",
            statement="at få svar inden for to uger",
            stage="Venten",
            touchpoint="Kvittering",
            notes=(NoteFact("note:n3", "To uger er længe uden penge.", "borger B-2", False),),
            speakers=5,
            weight=0.3,
            answered_by=("experiment:kald",),
        ),
        ThemeFact(
            key="theme:et",
            statement="at have den samme sagsbehandler hele vejen",
            stage="Venten",
            touchpoint="Telefon",
            strength="wish",
            gap="sagen skifter hænder tre gange",
            weight=0.2,
        ),
    ),
    workshops=(
        WorkshopFact(
            key="workshop:w1",
            name="Afslaget set fra køkkenbordet",
            purpose="At se afslaget med borgernes øjne og vælge, hvad der skal prøves",
            held_on=date(2026, 3, 10),
            days=1,
            invited=26,
            attended=19,
            disciplines=(("Sagsbehandling", 8), ("Jura", 2), ("Servicedesign", 5), ("Borger", 4)),
            organisations=(("Ydelsesstyrelsen Midtvest", 12), ("Rådgivningen Bro", 3)),
            levels=(("municipal", 12), ("citizen", 4)),
            coverage_gaps=("Ingen med tolkebehov deltog",),
            blocks=(("09.00", 30, "Velkomst"), ("09.30", 90, "Tre afslag læst højt")),
            themes=("theme:grund", "theme:tid"),
            needs=(("teleslynge", 1),),
        ),
    ),
    trainers=(
        TrainerFact("Mona Holt", "Ydelsesstyrelsen Midtvest", "Den svære samtale i telefon"),
    ),
    actions=(
        ActionFact("engagement:e1", "Skaf telefonnumre fra CPR", "IT", date(2026, 10, 1), True),
    ),
)
