"""What the portal's own database role may do: everything on rows, nothing on the past.

Migrations run as the owner of the tables; the portal runs as another role
(`DATABASE_URL`), which may neither UPDATE, DELETE nor TRUNCATE an append-only table.
Models say that they are append-only in the retention file.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from psycopg import sql

from . import retention

# Functions that run with the rights of the tables' owner: until somebody says no, everybody may call them.
DOORS = """
SELECT oid::regprocedure::text FROM pg_proc
WHERE prosecdef AND pronamespace = 'public'::regnamespace AND proowner = current_user::regrole
"""


def append_only_tables() -> list[str]:
    """The tables that only grow."""
    return [
        apps.get_model(label)._meta.db_table
        for label, rule in retention.rules().items()
        if rule.is_append_only
    ]


def grant_portal_role(*, using: str = DEFAULT_DB_ALIAS) -> bool:
    """Give the portal's role its rights, as the owner of the tables; False where one role serves both."""
    connection = connections[using]
    role = settings.DATABASE_PORTAL_USER
    if not role or role == connection.settings_dict["USER"]:
        return False
    existing = set(connection.introspection.table_names())
    statements = [
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "REVOKE ALL ON django_migrations FROM {role}",
        "GRANT SELECT ON django_migrations TO {role}",
        # A table of the session's own would hide the one of the same name from the triggers that write the history.
        "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {role}",
    ]
    # All at once: nobody finds an append-only table open between the two.
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in statements:
            database = sql.Identifier(connection.settings_dict["NAME"])
            cursor.execute(sql.SQL(statement).format(role=sql.Identifier(role), database=database))
        _open_doors_only_to(role, cursor)
        for table in existing.intersection(append_only_tables()):
            cursor.execute(
                sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}").format(
                    table=sql.Identifier(table), role=sql.Identifier(role)
                )
            )
    return True


def _open_doors_only_to(role: str, cursor: Any) -> None:
    cursor.execute(DOORS)
    for (door,) in cursor.fetchall():
        for statement in ("REVOKE EXECUTE ON FUNCTION {} FROM PUBLIC", "GRANT EXECUTE ON FUNCTION {} TO {}"):
            cursor.execute(sql.SQL(statement).format(sql.SQL(door), sql.Identifier(role)))


def apply_after_migrate(*, using: str, **_kwargs: Any) -> None:
    """After `migrate`: new tables get their rights too."""
    grant_portal_role(using=using)
