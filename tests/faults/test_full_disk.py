"""The disk of the files is full: a page says so, nothing is left behind, everything else works."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from networking import health
from networking.models import StoredFile
from networking.storage import StorageFullError, WholeFileStorage
from tests.networking.uploads import files
from tests.networking.uploads.files import upload

ADD = "/gestione/networking/storedfile/add/"


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 256 kB, really."""
    disk = tmp_path / "disco"
    disk.mkdir()
    with mounted(disk):
        yield disk


@contextmanager
def mounted(disk):
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"this machine does not let us mount a small disk: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", disk], check=True)


def names_on(disk):
    return [path.name for path in disk.rglob("*") if path.is_file()]


def large_pdf():
    return files.pdf(b"(" + os.urandom(200_000).hex().encode() + b")")


def test_a_file_that_does_not_fit_leaves_nothing_behind(small_disk):
    storage = WholeFileStorage(location=small_disk)

    with pytest.raises(StorageFullError):
        storage.save("ab/" + "c" * 32, ContentFile(os.urandom(400_000)))

    assert names_on(small_disk) == []


def test_the_next_file_that_fits_is_kept(small_disk):
    storage = WholeFileStorage(location=small_disk)
    with pytest.raises(StorageFullError):
        storage.save("ab/" + "c" * 32, ContentFile(os.urandom(400_000)))

    storage.save("ab/" + "d" * 32, ContentFile(b"piccolo"))

    assert names_on(small_disk) == ["d" * 32]


def test_asvs_16_5_1_a_page_says_it_in_italian(small_disk, settings, as_administrator, caplog):
    settings.MEDIA_ROOT = small_disk
    as_administrator.raise_request_exception = False

    response = as_administrator.post(ADD, {"upload": upload(large_pdf(), "modulo.pdf")})

    assert response.status_code == 507
    assert "Non c'è più spazio" in response.content.decode().replace("&#x27;", "'")
    assert "Traceback" not in response.content.decode()
    assert "no room left for files" in caplog.text
    assert names_on(small_disk) == []
    assert not StoredFile.objects.exists()


def test_without_a_file_the_portal_goes_on(small_disk, settings, as_administrator):
    settings.MEDIA_ROOT = small_disk
    as_administrator.raise_request_exception = False
    as_administrator.post(ADD, {"upload": upload(large_pdf(), "modulo.pdf")})

    assert as_administrator.get(ADD).status_code == 200
    assert as_administrator.get("/servizi/").status_code == 200


def test_whoever_watches_over_the_portal_is_told_before(small_disk, settings, db):
    assert findings()["file"].is_well

    settings.MEDIA_ROOT = small_disk

    assert not findings()["file"].is_well
    assert not findings()["file"].is_vital


def findings():
    return {finding.name: finding for finding in health.examine(now=timezone.now())}


def test_a_process_that_dies_while_writing_leaves_no_good_name(tmp_path):
    """What is left ends in `.part`, for the sweep."""
    code = (
        "import os, sys; from django.core.files.base import ContentFile\n"
        "from networking.storage import WholeFileStorage\n"
        "class Dying(ContentFile):\n"
        "    def chunks(self, chunk_size=None):\n"
        "        yield b'meta'\n"
        "        os.kill(os.getpid(), 9)\n"
        "WholeFileStorage(location=sys.argv[1]).save('ab/' + 'c' * 32, Dying(b'meta e fine'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}", tmp_path], check=False
    )

    assert done.returncode == -9
    assert [name.endswith(".part") for name in names_on(tmp_path)] == [True]
