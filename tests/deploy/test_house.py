"""What `bin/portal` decides: ports, whose process it is, which addresses win, where data lie."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "bin"))

from house import environment, places, ports, system_packages, up, variables
from house.postgres import Cluster
from house.processes import Service, birth
from house.steps import Refused

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def service(tmp_path):
    """A service that is stopped whatever the test does."""
    service = Service("prova", tmp_path / "run", tmp_path / "log")
    yield service
    service.stop(patience=0)


@pytest.fixture
def embedded(tmp_path, monkeypatch):
    """The arguments `make up` passes for its own servers."""
    monkeypatch.setattr(variables, "VAR", tmp_path)
    return {
        "settings": variables.DEVELOPMENT,
        "database": "postgres://portal@127.0.0.1:1/portal",
        "migration_database": "postgres://portal_owner@127.0.0.1:1/portal",
        "redis": "unix:///var/data/redis.sock",
        "media": tmp_path / "media",
    }


class TestPorts:
    def test_a_free_port_is_taken_as_wanted(self):
        wanted = ports.any_free_port()
        assert ports.choose_port(wanted) == wanted

    def test_a_taken_port_is_left_to_who_has_it(self):
        with socket.socket() as somebody:
            somebody.bind(("127.0.0.1", 0))
            somebody.listen()
            taken = somebody.getsockname()[1]
            assert ports.choose_port(taken) != taken


class TestProcesses:
    def test_a_process_we_started_is_ours(self, service):
        pid = service.start(SLEEP, os.environ)
        assert service.pid() == pid

    def test_stopping_ends_it_and_forgets_it(self, service):
        pid = service.start(SLEEP, os.environ)
        assert service.stop() is True
        assert birth(pid) is None
        assert not service.pid_file.exists()

    def test_a_process_that_will_not_end_is_ended(self, service):
        deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('sordo'); time.sleep(60)"
        pid = service.start([sys.executable, "-u", "-c", deaf], os.environ)
        while "sordo" not in service.log_file.read_text():
            time.sleep(0.02)

        service.stop(patience=0.2)

        assert birth(pid) is None

    def test_a_stranger_with_the_same_pid_is_never_stopped(self, service):
        stranger = subprocess.Popen(SLEEP)
        service.pid_folder.mkdir(parents=True)
        service.pid_file.write_text(json.dumps({"pid": stranger.pid, "birth": "un altro avvio:1"}))

        assert service.stop() is False

        assert stranger.poll() is None
        stranger.send_signal(signal.SIGKILL)
        stranger.wait()

    def test_a_pid_file_that_cannot_be_read_means_nothing_runs(self, service):
        service.pid_folder.mkdir(parents=True)
        service.pid_file.write_text("")
        assert service.pid() is None


class TestVariables:
    def test_without_anything_given_the_embedded_servers_are_used(self, embedded):
        found = variables.portal_variables({}, **embedded)
        assert found["DATABASE_URL"] == embedded["database"]
        assert found["MIGRATION_DATABASE_URL"] == embedded["migration_database"]
        assert found["REDIS_URL"] == embedded["redis"]
        assert "EMAIL_URL" not in found

    @pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "EMAIL_URL", "MEDIA_ROOT", "SECRET_KEY"])
    def test_what_is_given_wins(self, embedded, name):
        found = variables.portal_variables({name: "dato"}, **embedded)
        assert found[name] == "dato"

    def test_one_database_address_serves_both_roles(self, embedded):
        found = variables.portal_variables({"DATABASE_URL": "postgres://uno@altrove/portale"}, **embedded)
        assert "MIGRATION_DATABASE_URL" not in found

    def test_an_address_given_means_no_embedded_server(self):
        assert variables.needs_database({"DATABASE_URL": "postgres://uno@altrove/portale"}) is False
        assert variables.needs_redis({"REDIS_URL": "redis://altrove"}) is False

    def test_the_owners_address_alone_is_refused(self):
        with pytest.raises(Refused, match="indica anche DATABASE_URL"):
            variables.needs_database({"MIGRATION_DATABASE_URL": "postgres://uno@altrove/portale"})

    def test_the_secret_is_made_once_and_only_its_owner_reads_it(self, tmp_path):
        path = tmp_path / "secret-key"
        first = variables.secret_key(path)
        assert variables.secret_key(path) == first
        assert len(first) >= 50
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


class TestDataFolders:
    def test_a_checkout_that_can_be_reached_keeps_its_data(self, tmp_path, monkeypatch):
        monkeypatch.setattr(places, "VAR", tmp_path)
        monkeypatch.setattr(places, "LONGEST_DATA_FOLDER", 1000)
        assert places.new_data_folder("data", reachable=True) == tmp_path / "data"

    @pytest.mark.parametrize(("reachable", "longest"), [(False, 1000), (True, 3)])
    def test_out_of_reach_or_too_deep_the_data_go_elsewhere(self, tmp_path, monkeypatch, reachable, longest):
        monkeypatch.setattr(places, "VAR", tmp_path)
        monkeypatch.setattr(places, "LONGEST_DATA_FOLDER", longest)

        folder = places.new_data_folder("data", reachable=reachable)

        assert folder.parent == Path("/var/tmp")
        folder.rmdir()

    def test_the_place_is_noted_and_found_again(self, tmp_path, monkeypatch):
        monkeypatch.setattr(places, "VAR", tmp_path)
        monkeypatch.setattr(places, "LONGEST_DATA_FOLDER", 1000)
        assert places.data_folder(reachable=True) == places.data_folder(reachable=False)

    def test_the_databases_address_names_the_role_its_password_and_the_port(self, tmp_path):
        (tmp_path / "port").write_text("54321")
        (tmp_path / "portal.password").write_text("segreta")
        assert Cluster(tmp_path).url("portal") == "postgres://portal:segreta@127.0.0.1:54321/portal"


class TestPackages:
    def test_only_what_is_missing_is_asked_for(self):
        here = system_packages.Need("presente", lambda: True)
        absent = system_packages.Need("assente", lambda: False)
        assert system_packages.missing([here, absent]) == ["assente"]

    def test_without_the_right_to_install_one_line_names_the_packages(self, monkeypatch):
        monkeypatch.setattr(system_packages, "right_to_install", lambda: None)
        absent = system_packages.Need("postgresql", lambda: False)
        with pytest.raises(Refused, match=r"^Mancano questi pacchetti, installali e riprova: postgresql\.$"):
            system_packages.provide([absent])


class TestWherePackagesComeFrom:
    def test_pips_settings_are_read_as_pip_prints_them(self):
        text = ":env:.timeout='180'\nglobal.extra-index-url='a\\nb'\nglobal.cert='/etc/ca.crt'\n"
        assert environment.parse_pip_configuration(text) == {
            "timeout": "180",
            "extra-index-url": "a b",
            "cert": "/etc/ca.crt",
        }

    def test_uv_looks_where_this_machines_pip_looks(self):
        assert environment.uv_variables({"index-url": "https://specchio.example/simple"}, {}) == {
            "UV_DEFAULT_INDEX": "https://specchio.example/simple"
        }

    def test_who_has_set_uvs_own_variables_has_the_last_word(self):
        given = {"UV_INDEX_URL": "https://altro.example/simple"}
        assert environment.uv_variables({"index-url": "https://specchio.example/simple"}, given) == {}


def test_a_change_in_any_of_the_data_files_loads_the_demo_again():
    data = {path for path in places.ROOT.glob("*/data/**/*") if path.suffix in {".csv", ".toml"}}

    assert data <= set(up.demo_sources())


def test_the_demos_log_ins_are_shown_in_columns():
    accounts = [{"role": "operatrice", "email": "o@example.org", "password": "una"}]
    assert up.table(accounts) == ["ruolo       e-mail         password", "operatrice  o@example.org  una"]


def test_the_note_of_the_servers_is_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(up, "ENV_NOTE", tmp_path / "env")

    up.note_addresses({"DATABASE_URL": "postgres://a", "REDIS_URL": "redis://b", "SECRET_KEY": "c"})

    assert up.ENV_NOTE.read_text() == "DATABASE_URL=postgres://a\nREDIS_URL=redis://b\n"
    assert up.ENV_NOTE.stat().st_mode & 0o077 == 0


class TestNode:
    @pytest.mark.parametrize(("version", "is_ours"), [("v20.20.2", False), ("v18.19.0", True), (None, True)])
    def test_the_tests_get_a_node_that_is_new_enough(self, tmp_path, monkeypatch, version, is_ours):
        machines = tmp_path / "node"
        machines.write_text(f"#!/bin/sh\necho {version}\n")
        machines.chmod(0o755)
        brought = []
        monkeypatch.setattr(environment, "find_program", lambda *_names: str(machines) if version else None)
        monkeypatch.setattr(environment, "_ensure_tool", lambda *what: brought.append(what))

        assert (environment.node() != str(machines)) == is_ours
        assert brought == ([("npm", environment.NODE)] if is_ours else [])
