"""What the portal's processes find in their environment: ours by default, the person's when given."""

import os
import secrets
from collections.abc import Mapping
from gettext import gettext as _
from pathlib import Path

from house.places import VAR
from house.steps import Refused

DEVELOPMENT = "networking.settings.development"


def portal_variables(
    given: Mapping[str, str],
    *,
    settings: str,
    database: str,
    migration_database: str,
    redis: str,
    media: Path = VAR / "media",
) -> dict[str, str]:
    """The environment of a portal process.

    `database`, `migration_database` and `redis` are the addresses of the embedded servers;
    DATABASE_URL, MIGRATION_DATABASE_URL, REDIS_URL, MEDIA_ROOT and the rest in `given` win.
    """
    variables = dict(given)
    # Where only one address is given, it serves both roles.
    if not given.get("DATABASE_URL"):
        variables |= {"DATABASE_URL": database, "MIGRATION_DATABASE_URL": migration_database}
    if not given.get("REDIS_URL"):
        variables["REDIS_URL"] = redis
    variables.setdefault("MEDIA_ROOT", str(media))
    variables.setdefault("SECRET_KEY", "")
    if not variables["SECRET_KEY"]:
        variables["SECRET_KEY"] = secret_key(VAR / "secret-key")
    variables["DJANGO_SETTINGS_MODULE"] = settings
    variables["PYTHONUNBUFFERED"] = "1"
    # Half a dozen processes import the same code: compiling it once saves seconds to each.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


def needs_database(given: Mapping[str, str] = os.environ) -> bool:
    """Whether the embedded PostgreSQL is wanted. Raises Refused when the variables contradict one another."""
    if given.get("MIGRATION_DATABASE_URL") and not given.get("DATABASE_URL"):
        raise Refused(_("MIGRATION_DATABASE_URL da sola non basta: indica anche DATABASE_URL."))
    return not given.get("DATABASE_URL")


def needs_redis(given: Mapping[str, str] = os.environ) -> bool:
    """Whether the embedded Redis is wanted."""
    return not given.get("REDIS_URL")


def secret_key(path: Path) -> str:
    """This checkout's secret, made once and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(60) + "\n")
    return path.read_text().strip()
