"""What Poppler's programs, which people's readers are made of, say of a PDF."""

import subprocess
from tempfile import NamedTemporaryFile


def said_by(program: str, content: bytes, *options: str) -> str:
    """What `program` writes about the document."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        to_screen = ["-"] if program == "pdftotext" else []
        command = [program, *options, file.name, *to_screen]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout
