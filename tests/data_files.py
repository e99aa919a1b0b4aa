"""Reading the project's own data files, for the tests that look at them. No database."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TERRITORY = ROOT / "networking" / "data"
CATALOGUE = ROOT / "services" / "data"

E164 = re.compile(r"\+39\d{6,11}")

Row = dict[str, Any]


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, by the names of its first line."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def toml(path: Path, kind: str) -> list[Row]:
    """The tables called `kind` in a TOML file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))[kind]


def repeated(values: list[str]) -> list[str]:
    """The values that occur more than once."""
    return [value for value, times in Counter(values).items() if times > 1]


COMUNI = table(TERRITORY / "comuni.csv")
COMUNE_NAMES = {row["name"] for row in COMUNI}
GOALS = toml(TERRITORY / "programme.toml", "goal")
ACTION_CODES = {action["code"] for goal in GOALS for action in goal["action"]}
