"""What the portal is made of, told by `make sbom` (ASVS 15.1.2)."""

import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "bin"))

from house.sbom import bill_of_materials  # noqa: E402


@pytest.fixture(scope="module")
def bill():
    return bill_of_materials(ROOT)


def names(bill, kind):
    return {part["name"] for part in bill["components"] if part["purl"].startswith(f"pkg:{kind}/")}


def test_asvs_15_1_2_every_locked_python_package_is_in_it(bill):
    lock = (ROOT / "requirements.lock").read_text()

    assert names(bill, "pypi") == set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert {"django", "psycopg", "cryptography"} <= names(bill, "pypi")


def test_asvs_15_1_2_what_browsers_get_is_in_it_and_what_only_tests_use_is_not(bill):
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    only_for_tests = {
        path.rpartition("node_modules/")[2] for path, each in packages.items() if each.get("dev")
    }

    assert {"bootstrap-italia", "leaflet", "htmx.org"} <= names(bill, "npm")
    assert only_for_tests
    assert not only_for_tests & names(bill, "npm")


def test_every_component_is_named_as_vulnerability_databases_name_it(bill):
    purl = re.compile(r"pkg:(pypi|npm)/(%40[a-z0-9-]+/)?[a-z0-9._-]+@[\w.+-]+")

    assert [part for part in bill["components"] if not purl.fullmatch(part["purl"])] == []
    assert len({part["bom-ref"] for part in bill["components"]}) == len(bill["components"])


def test_the_same_locks_give_the_same_bill(bill):
    assert bill == bill_of_materials(ROOT)
