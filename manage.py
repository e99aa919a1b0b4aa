#!/usr/bin/env python3
"""The shell's door to the portal."""

import os
import sys

# These commands create or change tables, so they speak to the database as its owner
# (MIGRATION_DATABASE_URL); everything else runs as the portal's own, weaker role.
OWNER_COMMANDS = {"migrate", "createcachetable", "restore"}


def main() -> None:
    """Run a management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings.development")
    if OWNER_COMMANDS.intersection(sys.argv[1:2]):
        os.environ.setdefault("PORTAL_DATABASE_ROLE", "owner")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
