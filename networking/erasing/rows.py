"""What becomes of the rows of somebody who is erased, table by table, as the retention file says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from networking import mail, stored_bytes
from networking.belongings import Owner, belongings, forget_cached
from networking.models import Notice
from networking.outbox.letters import filing
from networking.retention import RetentionRule, blank, model_of, rules
from networking.sms import folder

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

# Last: the others point to them.
SUBJECTS = ("networking.Person", "networking.User")


@dataclass
class Account:
    """What was done, for the proof."""

    deleted: Counter[str] = field(default_factory=Counter)
    blanked: Counter[str] = field(default_factory=Counter)
    holds: list[dict[str, Any]] = field(default_factory=list)
    files: int = 0

    @property
    def rows(self) -> dict[str, dict[str, int]]:
        """Rows by table, for JSON."""
        return {
            label: {"deleted": self.deleted[label], "blanked": self.blanked[label]}
            for label in sorted(self.deleted | self.blanked)
        }


def forget(owner: Owner, *, now: datetime) -> Account:
    """Delete, empty, forget or hold every row of `owner`. Inside the caller's transaction."""
    done = Account()
    # Found before anything goes: what finds a row may itself be among those that go.
    found = [
        (label, rule, list(rows.values_list("pk", flat=True)))
        for label, rule, rows in belongings(owner, and_told_of=True)
    ]
    # The letters of many are in one file: it goes while their notices still say which it is.
    for label, _rule, pks in found:
        if label == Notice._meta.label:
            done.files += filing.undo_those_that_hold(pks, now=now)
    histories = [_history(label, pks) for label, rule, pks in found if rule.on_erasure == "forget"]
    found.sort(key=lambda each: SUBJECTS.index(each[0]) if each[0] in SUBJECTS else -1)
    for label, rule, pks in found:
        _settle(label, rule, pks, done)
    for label, ids in histories:
        _forget_history(label, ids, done)
    if cached := forget_cached(owner) if "django_cache" in rules() else 0:
        done.deleted["django_cache"] += cached
    return done


def _settle(label: str, rule: RetentionRule, pks: list[Any], done: Account) -> None:
    rows = model_of(label)._base_manager.filter(pk__in=pks)
    if rule.on_erasure == "delete":
        _delete(label, rule, rows, done)
    elif rule.on_erasure == "blank":
        done.blanked[label] += blank(rows, rule.blank)
    elif rule.on_erasure == "hold" and pks:
        done.holds.append(_hold(label, rule, rows))


def _delete(label: str, rule: RetentionRule, rows: QuerySet, done: Account) -> None:
    """Delete rows with their bytes; those that must stay for others are emptied of the person."""
    kept = rows.filter(**rule.kept_if) if rule.kept_if else rows.none()
    for row in rows.exclude(pk__in=kept):
        try:
            with transaction.atomic():
                _delete_one(row, done)
        except ProtectedError:
            kept |= rows.filter(pk=row.pk)
    done.blanked[label] += empty(label, kept)


def _delete_one(row: Model, done: Account) -> None:
    rows = type(row)._base_manager.filter(pk=row.pk)
    files = stored_bytes.files_in(rows)
    stored_bytes.forget_after_commit(files)
    if isinstance(row, Notice):
        mail.forget_after_commit([row.pk])
        folder.forget_after_commit([str(row.pk)])
    _total, by_model = rows.delete()
    done.deleted.update(by_model)
    done.files += len(files)


def empty(label: str, rows: QuerySet) -> int:
    """Empty of the person the rows that others need; an access becomes one that nobody can enter by."""
    if label == "networking.User":
        for user in rows:
            user.email = f"{user.pk}@cancellato.invalid"
            user.set_unusable_password()
            user.is_active = user.is_superuser = False
            user.last_login = None
            user.save()
        return len(rows)
    return blank(rows, rules()[label].blank)


def _hold(label: str, rule: RetentionRule, rows: QuerySet) -> dict[str, Any]:
    """What stays, why, and the day by which it is gone too."""
    # What has not ended yet (a mandate in force) is reckoned as if it ended now.
    last = rows.aggregate(last=Max(rule.since))["last"] or timezone.now()
    day = timezone.localdate(last) if isinstance(last, datetime) else last
    days = rule.blank_days if rule.blank_days is not None else rule.days or 0
    return {
        "table": label,
        "why": rule.hold,
        "rows": rows.count(),
        "until": (day + timedelta(days=days + 1)).isoformat(),
    }


def _history(label: str, pks: list[Any]) -> tuple[str, list[str]]:
    events = model_of(label)._base_manager.filter(pk__in=pks)
    return label, [str(each) for each in events.values_list("pgh_obj_id", flat=True).distinct()]


def _forget_history(label: str, ids: list[str], done: Account) -> None:
    """The rows' own deletion wrote one more line: so their history goes last."""
    events = model_of(label)
    for each in ids:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT forget_history(%s::regclass, %s, %s)",
                [events._meta.db_table, each, events.pgh_tracked_model._meta.label],
            )
            done.deleted[label] += cursor.fetchone()[0]
