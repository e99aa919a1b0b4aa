"""Does the portal stand up? A few real questions, asked after a restore or an update, that change nothing."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from psycopg import sql

from . import access_log, grants
from .accounts import second_factor
from .encryption import UnreadableError, open_sealed, seal
from .models import StoredFile
from .models.sealed import sealed_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Opened one by one, they would be a second restore: these are enough to tell whether they are there.
ENOUGH = 20


class SmokeError(Exception):
    """What does not work, in words."""


@dataclass(frozen=True)
class Outcome:
    """One trial: whether it went well, and what it found."""

    is_well: bool
    words: str


def try_all() -> Iterator[Outcome]:
    """Run every trial named in the settings, from the ground up; never raises."""
    for name in settings.SMOKE_TRIALS:
        yield _try(import_string(name))


def _try(trial: Callable[[], str]) -> Outcome:
    try:
        return Outcome(is_well=True, words=trial())
    except SmokeError as problem:
        return Outcome(is_well=False, words=str(problem))
    except Exception as problem:  # noqa: BLE001 - whatever breaks is what this looks for
        return Outcome(is_well=False, words=f"{trial.__name__}: {type(problem).__name__}: {problem}")


def get(path: str) -> str:
    """The body of a page as a browser would get it, without a network. Raises SmokeError unless it is 200."""
    host = next((host for host in settings.ALLOWED_HOSTS if "*" not in host), "localhost").lstrip(".")
    client = Client(SERVER_NAME=host, raise_request_exception=False)
    response = client.get(path, secure=True)
    if response.status_code != HTTPStatus.OK:
        raise SmokeError(_("{path} risponde {code}.").format(path=path, code=response.status_code))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(response.charset)


def pages_answer() -> str:
    """The pages that anybody may open."""
    names = ["home", "comune_list", "programme", "privacy", "accessibility"]
    paths = [reverse(f"networking:{name}") for name in names] + [reverse("account_login")]
    for path in paths:
        if 'lang="it"' not in get(path):
            raise SmokeError(_("{path} non è una pagina del portale.").format(path=path))
    return _("Le pagine rispondono: {count}.").format(count=len(paths))


def append_only_rights_hold() -> str:
    """The portal's role is refused by every table that only grows. The questions touch no row."""
    tables = grants.append_only_tables()
    for table in tables:
        for statement in ("DELETE FROM {} WHERE false", "UPDATE {} SET id = id WHERE false"):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(sql.SQL(statement).format(sql.Identifier(table)))
            except ProgrammingError:
                continue
            raise SmokeError(_("Il ruolo del portale può cambiare {table}.").format(table=table))
    return _("Le tabelle a sola aggiunta resistono: {count}.").format(count=len(tables))


def sealed_fields_open() -> str:
    """The ring of keys seals and opens, and opens what is written in every sealed column."""
    if open_sealed(seal("prova", context="smoke"), context="smoke") != "prova":
        raise SmokeError(_("Le chiavi dei campi non aprono quello che chiudono."))
    tried = 0
    for model, column in sealed_columns(apps.get_models()):
        row = model._base_manager.filter(**{f"{column}__isnull": False}).order_by("pk").first()
        if row is None:
            continue
        tried += 1
        field = model._meta.get_field(column)
        try:
            open_sealed(bytes(row.__dict__[column]), context=field.context(row))
        except UnreadableError as problem:
            raise SmokeError(
                _("Un campo cifrato non si apre: {column}. Manca la sua chiave in FIELD_KEYS.").format(
                    column=f"{model._meta.label}.{column}"
                )
            ) from problem
    return _("I campi cifrati si aprono: {count} colonne con un valore.").format(count=tried)


def second_factors_open() -> str:
    """The secrets of codes by app open too: otherwise nobody who works here could come in."""
    rows = list(Authenticator.objects.filter(type__in=second_factor.SECRETS).order_by("-pk")[:ENOUGH])
    for row in rows:
        try:
            second_factor.MFAAdapter().decrypt(row.data[second_factor.SECRETS[row.type]])
        except UnreadableError as problem:
            raise SmokeError(
                _("I segreti del secondo passo non si aprono: manca la loro chiave in FIELD_KEYS.")
            ) from problem
    return _("I segreti del secondo passo si aprono: {count} guardati.").format(count=len(rows))


def the_log_of_readings_is_whole() -> str:
    """Nobody has changed, removed or inserted a row of the log of who read what."""
    if breaks := access_log.breaks():
        raise SmokeError(
            _("Il registro delle letture è stato toccato: {count} punti, il primo il {day}.").format(
                count=len(breaks), day=breaks[0].day.isoformat()
            )
        )
    return _("Il registro delle letture è intero.")


def stored_files_are_there() -> str:
    """The latest files people handed in are in the storage, with their bytes."""
    names = list(StoredFile._base_manager.order_by("-uploaded_at").values_list("file", flat=True)[:ENOUGH])
    for name in names:
        if not default_storage.exists(name) or not default_storage.size(name):
            raise SmokeError(_("Manca un file conservato: {name}.").format(name=name))
    return _("I file conservati ci sono: {count} guardati.").format(count=len(names))
