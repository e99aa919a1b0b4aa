"""The data the project carries: complete, consistent, in plain words, and honest about where it comes from."""

import re
from datetime import date, time
from pathlib import Path

import pytest

from tests.data_files import (
    ACTION_CODES,
    CATALOGUE,
    COMUNE_NAMES,
    COMUNI,
    E164,
    TERRITORY,
    Row,
    repeated,
    table,
    toml,
)

ZONES = (6, 8, 9)

WEB_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")
PARTIAL_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
STRENGTHS = {"unconditional", "preferential", "exclusive"}
ACCESS_MODES = {"walk_in", "appointment", "phone", "referral", "online", "home_visit"}
RELATIONS = {"synonym", "broader", "narrower", "related", "misspelling", "acronym"}
KINDS = {
    "municipality", "union", "association", "social_cooperative", "cooperative", "pro_loco", "sports_club",
    "civil_protection", "foundation", "church_body", "health_authority", "employment_agency", "volunteer_centre",
    "network", "other",
}  # fmt: skip
PROSE = (
    "title", "summary", "description", "addressed_to", "how_to", "obtained", "times", "cost_text", "conditions",
    "more_info", "hours_note", "closure_reason", "intro", "steps", "name", "plural",
)  # fmt: skip
SERVICE_FIELDS = {
    "key", "title", "slug", "summary", "description", "category", "extra_categories", "organization", "comune",
    "addressed_to", "targets", "min_age", "max_age", "how_to", "needed", "obtained", "times", "cost", "cost_text",
    "access", "conditions", "more_info", "area_comuni", "area_zones", "languages", "place", "phones", "emails",
    "website", "hours", "hours_note", "closed_from", "closure_reason", "actions", "keywords", "source",
    "source_date", "read_on", "source_note",
}  # fmt: skip

CATEGORIES = toml(CATALOGUE / "categories.toml", "category")
SITUATIONS = toml(CATALOGUE / "situations.toml", "situation")
TARGETS = toml(CATALOGUE / "targets.toml", "target")
SYNONYMS = table(CATALOGUE / "synonyms.csv")
ORGANIZATIONS = toml(CATALOGUE / "organizations.toml", "organization")
SERVICES = {
    row["key"]: row for n in ZONES for row in toml(CATALOGUE / "services" / f"zona-{n}.toml", "service")
}

CHILD_CATEGORIES = [child for root in CATEGORIES for child in root["child"]]
TARGET_SLUGS = {row["slug"] for row in TARGETS}
ORGANIZATION_KEYS = {row["key"] for row in ORGANIZATIONS}

each_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES.keys())
each_organization = pytest.mark.parametrize(
    "organization", ORGANIZATIONS, ids=[row["key"] for row in ORGANIZATIONS]
)


def any_ending(word: str) -> str:
    """A pattern for the word in masculine, feminine, singular and plural; short words and sayings stay as they are."""
    if len(word) > 4 and word[-1] in "aeio" and " " not in word:
        return rf"\b{re.escape(word[:-1])}[aeio]?\b"
    return rf"\b{re.escape(word)}\b"


def clumsy_words(row: Row) -> set[str]:
    """Words marked «da evitare» in what people read; a preferred term that contains one («sindrome di Down») is fine."""
    text = " ".join(str(row[field]) for field in PROSE if field in row).lower()
    for synonym in SYNONYMS:
        text = re.sub(rf"\b{re.escape(synonym['preferred'].lower())}\b", " ", text)
    avoided = {synonym["term"].lower() for synonym in SYNONYMS if synonym["avoid_in_texts"] == "1"}
    return {word for word in avoided if re.search(any_ending(word), text)}


class TestWords:
    def test_every_data_file_has_its_line_among_the_sources(self):
        for folder in (TERRITORY, CATALOGUE):
            sources = (folder / "SOURCES.md").read_text(encoding="utf-8")
            for path in (*folder.rglob("*.csv"), *folder.rglob("*.toml")):
                assert f"`{path.relative_to(folder)}`" in sources

    def test_category_addresses_are_unique(self):
        slugs = [row["slug"] for row in (*CATEGORIES, *CHILD_CATEGORIES)]
        assert not repeated(slugs)
        assert all(SLUG.fullmatch(slug) for slug in slugs)

    def test_every_category_is_explained_briefly_and_has_topics(self):
        for row in (*CATEGORIES, *CHILD_CATEGORIES):
            assert 0 < len(row["description"]) <= 160
            assert row["topics"]

    def test_every_branch_has_an_icon_and_two_to_seven_children(self):
        for root in CATEGORIES:
            assert root["icon"].startswith("it-")
            assert 2 <= len(root["child"]) <= 7

    def test_the_eight_situations_lead_to_categories_that_exist(self):
        known = {row["slug"] for row in (*CATEGORIES, *CHILD_CATEGORIES)}
        assert len(SITUATIONS) == len({row["slug"] for row in SITUATIONS}) == 8
        for situation in SITUATIONS:
            assert set(situation["categories"]) <= known
            assert len(situation["intro"]) <= 300
            assert 2 <= len(situation["steps"]) <= 4

    def test_every_situation_leads_to_at_least_one_service(self):
        used = {
            slug for row in SERVICES.values() for slug in (row["category"], *row.get("extra_categories", []))
        }
        for situation in SITUATIONS:
            assert used & set(situation["categories"]), situation["slug"]

    def test_target_groups_are_unique_and_their_ages_are_in_order(self):
        assert not repeated([row["slug"] for row in TARGETS])
        for row in TARGETS:
            assert row.get("min_age", 0) <= row.get("max_age", 120)

    def test_badante_leads_to_assistente_familiare_and_is_not_written_in_texts(self):
        [row] = [row for row in SYNONYMS if row["term"] == "badante"]
        assert (row["preferred"], row["relation"], row["avoid_in_texts"]) == (
            "assistente familiare",
            "synonym",
            "1",
        )

    def test_synonyms_are_pairs_told_once_with_a_relation_and_a_source(self):
        assert not repeated([f"{row['term']}→{row['preferred']}" for row in SYNONYMS])
        for row in SYNONYMS:
            assert row["relation"] in RELATIONS
            assert {row["avoid_in_texts"], row["validated"]} <= {"0", "1"}
            assert row["source"]

    @pytest.mark.parametrize(
        ("text", "clumsy"),
        [
            ("Un corso per disabili", {"disabile"}),
            ("Un sussidio per chi ha una disabilità", {"sussidio"}),
            ("Persone con sindrome di Down", set()),
        ],
    )
    def test_a_word_to_avoid_is_noticed_in_every_form(self, text, clumsy):
        assert clumsy_words({"summary": text}) == clumsy

    @pytest.mark.parametrize(
        "row", [*CATEGORIES, *CHILD_CATEGORIES, *SITUATIONS, *TARGETS], ids=lambda row: row["slug"]
    )
    def test_categories_and_situations_use_no_word_to_avoid(self, row):
        assert clumsy_words(row) == set()


class TestOrganizations:
    def test_keys_and_addresses_are_unique(self):
        assert not repeated([row["key"] for row in ORGANIZATIONS])
        assert not repeated([row["slug"] for row in ORGANIZATIONS])

    @each_organization
    def test_is_described_placed_and_sourced(self, organization):
        assert organization["kind"] in KINDS
        assert SLUG.fullmatch(organization["slug"])
        assert 0 < len(organization["description"]) <= 300
        assert organization.get("comune", "Norcia") in COMUNE_NAMES
        assert organization["data_status"] == "da_verificare"
        assert organization["source"]
        assert PARTIAL_DATE.fullmatch(organization["source_date"])
        date.fromisoformat(organization["read_on"])
        assert clumsy_words({"description": organization["description"]}) == set()

    @each_organization
    def test_contacts_can_be_dialled_and_opened(self, organization):
        assert all(E164.fullmatch(phone) for phone in organization.get("phones", []))
        assert WEB_ADDRESS.fullmatch(organization.get("website", "https://example.org"))
        assert all("@" in organization[field] for field in ("email", "pec") if field in organization)


class TestServices:
    def test_keys_and_addresses_are_unique(self):
        rows = [
            row for number in ZONES for row in toml(CATALOGUE / "services" / f"zona-{number}.toml", "service")
        ]
        assert not repeated([row["key"] for row in rows])
        assert not repeated([row["slug"] for row in rows])

    @pytest.mark.parametrize("number", ZONES)
    def test_a_sheet_is_in_the_file_of_its_zone(self, number):
        zone_of = {row["name"]: int(row["zone"]) for row in COMUNI}
        rows = toml(CATALOGUE / "services" / f"zona-{number}.toml", "service")
        assert {zone_of[row["comune"]] for row in rows} == {number}

    @each_service
    def test_says_what_it_gives_in_few_plain_words(self, service):
        assert set(service) <= SERVICE_FIELDS
        assert 0 < len(service["title"]) <= 80
        assert 0 < len(service["summary"]) <= 160
        assert service["addressed_to"]
        assert SLUG.fullmatch(service["slug"])
        assert all(0 < len(keyword) <= 60 for keyword in service["keywords"])
        assert clumsy_words(service) == set()

    @each_service
    def test_leads_only_to_things_that_exist(self, service):
        children = {row["slug"] for row in CHILD_CATEGORIES}
        assert {service["category"], *service.get("extra_categories", [])} <= children
        assert service["organization"] in ORGANIZATION_KEYS
        assert {service["comune"], *service.get("area_comuni", [])} <= COMUNE_NAMES
        assert set(service.get("area_zones", [])) <= set(ZONES)
        assert set(service.get("actions", [])) <= ACTION_CODES
        assert {target["group"] for target in service["targets"]} <= TARGET_SLUGS

    @each_service
    def test_says_who_may_use_it(self, service):
        assert service.get("area_comuni") or service.get("area_zones")
        assert service["targets"]
        assert {target["strength"] for target in service["targets"]} <= STRENGTHS
        assert not repeated([target["group"] for target in service["targets"]])
        assert 0 <= service.get("min_age", 0) <= service.get("max_age", 120) <= 120
        assert set(service.get("access", [])) <= ACCESS_MODES
        assert service.get("cost", "free") in {"free", "paid", "income_based"}
        assert service.get("cost") != "paid" or service["cost_text"]

    @each_service
    def test_contacts_can_be_dialled_and_opened(self, service):
        assert all(E164.fullmatch(phone["number"]) for phone in service.get("phones", []))
        assert all("@" in email for email in service.get("emails", []))
        assert WEB_ADDRESS.fullmatch(service.get("website", "https://example.org"))

    @each_service
    def test_opening_hours_are_days_with_an_end_after_the_start(self, service):
        for rule in service.get("hours", []):
            assert rule["days"]
            assert set(rule["days"]) <= DAYS
            assert time.fromisoformat(rule["opens"]) < time.fromisoformat(rule["closes"])
            assert set(rule.get("weeks", [])) <= {1, 2, 3, 4, 5}

    @each_service
    def test_an_address_has_a_place_and_a_protected_one_is_not_written(self, service):
        place = service.get("place", {})
        assert place.get("name") or not place
        assert not (place.get("withheld") and place.get("address"))
        assert re.fullmatch(r"(060\d\d)?", place.get("postcode", ""))

    @each_service
    def test_says_where_its_facts_come_from_and_what_to_check(self, service):
        assert service["source"]
        assert PARTIAL_DATE.fullmatch(service["source_date"])
        date.fromisoformat(service["read_on"])
        assert service["source_note"]
        assert "storico" not in service["source_note"]


class TestAgainstTheCollectedFacts:
    """Only where the folder the facts were collected in is at hand; elsewhere these say so and are skipped."""

    def test_no_historical_service_is_carried_and_none_of_the_others_is_forgotten(self, reference: Path):
        collected = table(reference / "data" / "services.csv")
        assert set(SERVICES) == {row["id"] for row in collected if row["stato_dato"] != "storico"}

    def test_no_historical_organization_is_carried(self, reference: Path):
        collected = table(reference / "data" / "organizations.csv")
        assert {key for key in ORGANIZATION_KEYS if key.startswith("O")} == {
            row["id"] for row in collected if row["stato_dato"] != "storico"
        }

    def test_every_telephone_of_a_sheet_was_collected_for_that_sheet(self, reference: Path):
        digits = {
            row["id"]: re.sub(r"\D", "", row["telefono"])
            for row in table(reference / "data" / "services.csv")
        }
        for key, service in SERVICES.items():
            for phone in service.get("phones", []):
                assert phone["number"].removeprefix("+39") in digits[key], key

    def test_every_comune_and_every_source_date_are_those_collected(self, reference: Path):
        for row in table(reference / "data" / "services.csv"):
            if row["id"] in SERVICES:
                service = SERVICES[row["id"]]
                assert (service["comune"], service["source_date"]) == (row["comune"], row["data_fonte"]), row[
                    "id"
                ]
