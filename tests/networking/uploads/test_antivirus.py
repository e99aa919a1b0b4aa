"""ClamAV, where the owner has one: asked about every file; silent, nothing is taken."""

import socket
import struct
import threading

import pytest

from networking.spreadsheets import read_sheet
from networking.uploads import PDF, UploadRefusedError, check_upload
from tests.networking.uploads import files
from tests.networking.uploads.files import upload

HARMFUL = b"questo sarebbe un virus"


class Scanner(threading.Thread):
    """A server that speaks clamd's INSTREAM, and finds HARMFUL. `answer` has it say something else."""

    def __init__(self, line, answer=None):
        super().__init__(daemon=True)
        self.line, self.answer, self.scanned = line, answer, []

    def run(self):
        while True:
            try:
                visitor, _address = self.line.accept()
            except OSError:
                return
            with visitor, visitor.makefile("rb") as heard:
                if heard.read(10) != b"zINSTREAM\0":
                    visitor.sendall(b"UNKNOWN COMMAND\0")
                    continue
                content = b"".join(iter(lambda heard=heard: self.chunk(heard), b""))
                self.scanned.append(content)
                visitor.sendall(self.answer if self.answer is not None else self.verdict(content))

    @staticmethod
    def chunk(heard):
        (length,) = struct.unpack("!L", heard.read(4))
        return heard.read(length)

    @staticmethod
    def verdict(content):
        return b"stream: Prova.Virus FOUND\0" if HARMFUL in content else b"stream: OK\0"


@pytest.fixture
def listen(settings):
    """Start a scanner and point the portal at it."""
    lines = []

    def started(answer=None, *, path=None):
        line = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
        line.bind(str(path) if path else ("127.0.0.1", 0))
        line.listen()
        lines.append(line)
        settings.CLAMD_ADDRESS = f"unix://{path}" if path else f"tcp://127.0.0.1:{line.getsockname()[1]}"
        scanner = Scanner(line, answer)
        scanner.start()
        return scanner

    yield started
    for line in lines:
        line.close()


def check(content=files.PDF):
    return check_upload(upload(content, "modulo.pdf"), kinds=[PDF])


def test_a_clean_file_is_taken_after_it_was_looked_at_whole(listen):
    scanner = listen()
    large = files.pdf(b"(" + b"x" * 200_000 + b")")

    assert check(large).content == large
    assert scanner.scanned == [large]


def test_over_a_unix_socket_too(listen, tmp_path):
    scanner = listen(path=tmp_path / "clamd.ctl")

    check()

    assert scanner.scanned == [files.PDF]


def test_a_harmful_file_is_refused_and_written_down(listen, caplog):
    listen()

    with pytest.raises(UploadRefusedError, match="qualcosa di pericoloso"):
        check(files.pdf(HARMFUL))
    assert '"reason": "infected"' in caplog.text


def test_a_sheet_handed_in_is_looked_at_too(listen):
    listen()

    sheet = read_sheet(upload(b"Nome\n" + HARMFUL, "enti.csv"), required=["Nome"])

    assert "qualcosa di pericoloso" in sheet.problems[0].sentence
    assert sheet.rows == []


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK\nstream: x FOUNDx\0", b"OK\0"]
)
def test_asvs_16_5_3_any_other_answer_is_no(listen, answer):
    listen(answer)

    with pytest.raises(UploadRefusedError, match="riprova più tardi"):
        check()


def test_asvs_16_5_3_without_the_scanner_nothing_is_taken(settings, caplog):
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:9"

    with pytest.raises(UploadRefusedError, match="riprova più tardi"):
        check()
    assert '"reason": "no_scanner"' in caplog.text


def test_asvs_16_5_3_a_scanner_that_says_nothing_is_not_waited_for_long(settings):
    settings.CLAMD_TIMEOUT = 0.2
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        settings.CLAMD_ADDRESS = f"tcp://127.0.0.1:{deaf.getsockname()[1]}"

        with pytest.raises(UploadRefusedError, match="riprova più tardi"):
            check()
