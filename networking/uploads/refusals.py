"""Saying no to a file."""


class UploadRefusedError(Exception):
    """The file is not taken; the message says why and what to do, in Italian."""
