"""A night's print in a process of its own, which a test can kill."""

import os

import django

if __name__ == "__main__":
    django.setup()
    from django.conf import settings

    from networking.outbox.letters import printing

    settings.NOTICE_KINDS = [*settings.NOTICE_KINDS, "tests.networking.letters.told.KINDS"]
    settings.MEDIA_ROOT = os.environ["MEDIA_ROOT"]
    printing.print_letters()
