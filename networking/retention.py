"""How long each table keeps its rows, and whose they are: a file that the program obeys and a test completes."""

from __future__ import annotations

import logging
import tomllib
from dataclasses import dataclass, field, fields
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from . import stored_bytes

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)

FILE = Path(__file__).with_name("retention.toml")


@dataclass(frozen=True)
class RetentionRule:
    """What happens to the rows of one table in time, and when the person they are about is erased.

    The file's first lines say what each of these means.
    """

    keep: str
    name: str = ""
    is_impersonal: bool = False
    is_append_only: bool = False
    days: int | None = None
    since: str = ""
    deleted_by: str = ""
    blank: list[str] = field(default_factory=list)
    blank_days: int | None = None
    blank_since: str = ""
    blanked_by: str = ""
    person: list[str] = field(default_factory=list)
    account: list[str] = field(default_factory=list)
    email: list[str] = field(default_factory=list)
    told_of: list[str] = field(default_factory=list)
    found_by: str = ""
    impersonal_columns: list[str] = field(default_factory=list)
    on_erasure: str = ""
    kept_if: dict[str, Any] = field(default_factory=dict)
    hold: str = ""
    export: list[str] | bool = False

    @property
    def is_about_people(self) -> bool:
        """Whether it says how to find whose a row is."""
        return bool(self.person or self.account or self.email or self.found_by)


LISTS = {each.name for each in fields(RetentionRule) if str(each.type).startswith("list")}


def _written(rule: dict[str, Any]) -> RetentionRule:
    """A rule of the file, where a list of one is written as a word."""
    columns: dict[str, Any] = {
        name: [value] if name in LISTS and isinstance(value, str) else value for name, value in rule.items()
    }
    return RetentionRule(**columns)


@cache
def rules() -> dict[str, RetentionRule]:
    """The rule of each table, by model label (`app.Model`), or by the table's own name where it has no model.

    Those of a library that is not installed here are left out.
    """
    written = {label: _written(rule) for label, rule in tomllib.loads(FILE.read_text()).items()}
    return {label: rule for label, rule in written.items() if _is_here(label)}


def _is_here(label: str) -> bool:
    app, dot, _model = label.partition(".")
    return not dot or app in apps.app_configs


def model_of(label: str) -> Any:
    """The model of a rule; None for a table without one, which only a function of its own touches."""
    if "." not in label:
        return None
    app, _dot, name = label.partition(".")
    models = apps.get_app_config(app).get_models(include_auto_created=True)
    return next(model for model in models if model.__name__ == name)


def name_of(label: str) -> str:
    """How people read a table's name; empty for one that only ties others together."""
    if rules()[label].name:
        return capfirst(rules()[label].name)
    model = model_of(label)
    if model is None or model._meta.auto_created:
        return ""
    tracked = getattr(model, "pgh_tracked_model", None)
    if tracked is None:
        return capfirst(str(model._meta.verbose_name_plural))
    return str(_("Storia: {table}").format(table=tracked._meta.verbose_name_plural))


class NotAllDeletedError(Exception):
    """Some tables could not be cleared of what is too old; the others were."""


def delete_expired(*, now: datetime) -> dict[str, int]:
    """Delete, or empty, what every dated rule says has been kept long enough. Rows deleted by table.

    A table that fails does not keep the others from being cleared; NotAllDeletedError names it at the end.
    """
    deleted, failed = {}, []
    for label, rule in rules().items():
        try:
            with transaction.atomic():
                if rule.blank_days is not None:
                    _blank_expired(label, rule, before=now - timedelta(days=rule.blank_days))
                if rule.days is not None:
                    deleted[label] = _delete_expired(label, rule, before=now - timedelta(days=rule.days))
        except Exception:
            log.exception("what is too old in %s could not be deleted", label)
            failed.append(label)
    if failed:
        raise NotAllDeletedError(", ".join(failed))
    return deleted


def _delete_expired(label: str, rule: RetentionRule, *, before: datetime) -> int:
    if rule.deleted_by:
        return import_string(rule.deleted_by)(label, before)
    rows = model_of(label)._base_manager.filter(**{f"{rule.since}__lt": before})
    stored_bytes.forget_after_commit(stored_bytes.files_in(rows))
    _total, by_model = rows.delete()
    return by_model.get(label, 0)


def _blank_expired(label: str, rule: RetentionRule, *, before: datetime) -> int:
    if rule.blanked_by:
        return import_string(rule.blanked_by)(label, before)
    rows = model_of(label)._base_manager.filter(**{f"{rule.blank_since or rule.since}__lt": before})
    return blank(rows.exclude(**dict.fromkeys(rule.blank, "")), rule.blank)


def blank(rows: Any, columns: list[str]) -> int:
    """Empty `columns` in `rows`: nothing where a column may be nothing, else no text, no, zero."""
    model = rows.model
    empty = {name: _empty(model._meta.get_field(name)) for name in columns}
    with transaction.atomic():
        stored_bytes.forget_after_commit(stored_bytes.files_in(rows, columns))
        return rows.update(**empty)


def _empty(column: Any) -> Any:
    if column.null:
        return None
    return {"BooleanField": False, "PositiveIntegerField": 0, "JSONField": {}}.get(
        column.get_internal_type(), ""
    )


# --- what the portal's own role may do only through a function of the tables' owner ---


def expire_history(label: str, before: datetime) -> int:
    """Forget the changes of a history older than `before`."""
    return _ask("SELECT expire_history(%s::regclass, %s)", [model_of(label)._meta.db_table, before])


def expire_readings(_label: str, before: datetime) -> int:
    """Forget the days of readings before `before`, whole and the oldest first."""
    return _ask("SELECT expire_readings(%s)", [before.date()])


def forget_readers(_label: str, before: datetime) -> int:
    """Forget who read, not that somebody did, before `before`."""
    return _ask("SELECT forget_readers(%s)", [before.date()])


def clear_cache(_label: str, before: datetime) -> int:
    """Delete what the cache would no longer give anyway."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [before])  # noqa: S608 - our own name
        return cursor.rowcount


def _ask(statement: str, parameters: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0]
