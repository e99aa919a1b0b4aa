"""docker-compose.yml, as far as it can be tried without Docker."""

import copy

import pytest
import yaml

from deploy.check_compose import ROOT, complaints


@pytest.fixture
def compose():
    """The parsed file, to break at will."""
    return copy.deepcopy(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))


def test_nothing_is_wrong_with_it(compose):
    assert complaints(compose) == []


def test_a_missing_service_is_noticed(compose):
    del compose["services"]["beat"]
    assert "manca il servizio beat" in complaints(compose)


def test_a_command_that_make_up_does_not_run_is_noticed(compose):
    compose["services"]["worker"]["command"].append("--pool=solo")
    assert any(
        problem.startswith("worker: il comando non è quello di make up") for problem in complaints(compose)
    )


def test_a_mounted_file_that_is_not_in_the_project_is_noticed(compose):
    compose["services"]["postgres"]["volumes"].append("./deploy/assente.sql:/assente.sql:ro")
    assert "postgres: monta ./deploy/assente.sql, che non c'è" in complaints(compose)


def test_a_password_written_in_the_file_is_noticed(compose):
    compose["services"]["postgres"]["environment"]["POSTGRES_PASSWORD"] = "segreta"
    assert "postgres: POSTGRES_PASSWORD non viene dall'ambiente" in complaints(compose)


def test_a_service_that_does_not_tell_its_health_is_noticed(compose):
    del compose["services"]["redis"]["healthcheck"]
    assert "redis: non dice come sta (healthcheck)" in complaints(compose)


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_the_portal_runs_as_the_weaker_database_role(compose, service):
    environment = compose["services"][service]["environment"]
    assert environment["DATABASE_URL"].startswith("postgres://portal:")
    assert environment["MIGRATION_DATABASE_URL"] == ""


@pytest.mark.parametrize("service", ["web", "worker", "beat", "migrate"])
def test_the_portal_writes_on_no_disk_of_its_own(compose, service):
    assert compose["services"][service]["read_only"] is True
