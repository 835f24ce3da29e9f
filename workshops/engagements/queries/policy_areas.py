"""The functions of government (COFOG): ten divisions and their groups, in both languages."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "cofog.csv"


@dataclass(frozen=True)
class PolicyArea:
    """One division ("07") or group ("07.2")."""

    code: str
    names: dict[str, str]

    @property
    def division(self) -> str:
        """The code of the division it belongs to, or its own."""
        return self.code[:2]

    def name(self, language: str) -> str:
        """What it is called in a language."""
        return self.names.get(language, self.names["en"])


@cache
def policy_areas() -> dict[str, PolicyArea]:
    """Every policy area by its code, each division followed by its groups."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return {
            row["code"]: PolicyArea(row["code"], {"en": row["en"], "da": row["da"]}) for row in rows
        }


def policy_area_name(code: str, language: str) -> str:
    """The code and what it is called: "07.2 Outpatient services"; empty for no code."""
    area = policy_areas().get(code)
    return f"{code} {area.name(language)}" if area else code
