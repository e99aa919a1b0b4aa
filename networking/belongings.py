"""What of the database is somebody's: found by the retention file's paths, the same for giving it and for erasing it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.module_loading import import_string

from .models import Person, User
from .retention import RetentionRule, model_of, rules

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class Owner:
    """Whose rows are looked for: a person, their access, the addresses that are theirs alone."""

    people: frozenset[UUID] = frozenset()
    accounts: frozenset[UUID] = frozenset()
    emails: frozenset[str] = frozenset()

    @property
    def marks(self) -> set[str]:
        """By what they are recognised in a text."""
        return {str(each) for each in self.people | self.accounts} | set(self.emails)


def owner_of(*, person: Person | None = None, account: User | None = None) -> Owner:
    """The owner that a person is, with their access; or an access that is nobody's yet."""
    account = account or (person.account if person else None)
    people = frozenset({person.pk}) if person else frozenset()
    accounts = frozenset({account.pk}) if account else frozenset()
    return Owner(people, accounts, _addresses(people, accounts))


def owner_as_given_to(asked_by: User, person: Person) -> Owner:
    """What of `person` may leave in a copy for `asked_by`.

    To whoever asks for another, nothing of the other's access: its mails carry the links that open it. To oneself,
    nothing of an address one has typed and never confirmed: it may be somebody else's.
    """
    people = frozenset({person.pk})
    accounts = frozenset({asked_by.pk}) if person.account_id == asked_by.pk else frozenset()
    return Owner(people, accounts, _addresses(people, accounts, only_confirmed=True))


def _addresses(
    people: frozenset[UUID], accounts: frozenset[UUID], *, only_confirmed: bool = False
) -> frozenset[str]:
    """Today's addresses and those of before, save those that somebody else uses too."""
    history = apps.get_model("networking.UserEvent"), apps.get_model("networking.PersonEvent")
    confirmed = Q(verified=True) if only_confirmed else Q()
    theirs = set()
    for model, owned in (
        (User, Q(pk__in=accounts)),
        (EmailAddress, Q(user__in=accounts) & confirmed),
        (Person, Q(pk__in=people)),
        (history[0], Q(id__in=accounts)),
        (history[1], Q(id__in=people)),
    ):
        theirs |= set(_emails(model, owned))
    theirs.discard("")
    for model, owned in (
        (User, Q(pk__in=accounts)),
        (EmailAddress, Q(user__in=accounts)),
        (Person, Q(pk__in=people)),
    ):
        theirs -= set(_emails(model, ~owned & Q(lower__in=theirs)))
    return frozenset(theirs)


def _emails(model: type[Model], which: Q) -> QuerySet:
    """Addresses as they are compared: in small letters."""
    rows = model._base_manager.annotate(lower=Lower("email")).filter(which)
    return rows.values_list("lower", flat=True).distinct()


def belongings(owner: Owner, *, and_told_of: bool = False) -> Iterator[tuple[str, RetentionRule, QuerySet]]:
    """Each table with its rule and the owner's rows in it, for every table about people that has a model.

    `and_told_of`: also the rows of others that speak of the owner, as a notice to a mother about her child. Nobody asks in a person's name here: who may is decided before.
    """
    for label, rule in rules().items():
        model = model_of(label)
        if model is not None and rule.is_about_people:
            rows = rows_of(owner, model, rule)
            if and_told_of and rule.told_of:
                rows |= _telling_of(owner, model, rule)
            yield label, rule, rows


def rows_of(owner: Owner, model: type[Model], rule: RetentionRule) -> QuerySet:
    """The rows of one table that are the owner's."""
    condition = Q(pk__in=[])
    for paths, values in ((rule.person, owner.people), (rule.account, owner.accounts)):
        for path in paths:
            condition |= Q(**{f"{path}__in": values})
    for column in rule.email:
        for address in owner.emails:
            condition |= Q(**{f"{column}__iexact": address})
    if rule.found_by:
        condition |= import_string(rule.found_by)(owner)
    return model._base_manager.filter(condition)


def _telling_of(owner: Owner, model: type[Model], rule: RetentionRule) -> QuerySet:
    condition = Q(pk__in=[])
    for path in rule.told_of:
        condition |= Q(**{f"{path}__in": owner.people})
    return model._base_manager.filter(condition)


# --- rows that no path leads to ---


def notes_of_the_admin(owner: Owner) -> Q:
    """What the admin noted about the owner's own rows, also those that are gone: their name stands in it."""
    condition = Q(pk__in=[])
    for label, model in _named_in_the_admin().items():
        # A history remembers the rows that are no longer there.
        told_of = getattr(model, "pgh_tracked_model", None)
        key = "pgh_obj_id" if told_of else "pk"
        ids = rows_of(owner, model, rules()[label]).values_list(key, flat=True)
        kind = ContentType.objects.get_for_model(told_of or model)
        condition |= Q(content_type=kind, object_id__in={str(each) for each in ids})
    return condition


def _named_in_the_admin() -> dict[str, type[Model]]:
    """The tables about people that the admin may have written about."""
    return {
        label: model_of(label)
        for label, rule in rules().items()
        if "." in label
        and (rule.person or rule.account or rule.email)
        and model_of(label) not in {LogEntry, Session}
    }


def sessions_of(owner: Owner) -> Q:
    """Sessions in which the owner is signed in, or was about to: those that no list of devices names are opened."""
    listed = UserSession.objects.filter(user__in=owner.accounts).values_list("session_key", flat=True)
    unlisted = Session.objects.exclude(pk__in=UserSession.objects.values("session_key"))
    keys = [
        session.session_key
        for session in unlisted.iterator()
        if any(mark in json.dumps(session.get_decoded()).lower() for mark in owner.marks)
    ]
    return Q(pk__in=[*listed, *keys])


def forget_cached(owner: Owner) -> int:
    """Delete from the cache what is counted under the owner's access; how many."""
    if not owner.accounts:
        return 0
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        patterns = [f"%{account}%" for account in owner.accounts]
        cursor.execute(f"DELETE FROM {table} WHERE cache_key LIKE ANY(%s)", [patterns])  # noqa: S608 - our own name
        return cursor.rowcount
