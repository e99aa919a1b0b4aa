"""Everything about somebody, table by table, with the columns that the retention file says are given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, FileField, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.belongings import belongings, owner_as_given_to
from networking.models import AccessRecord, Person, User
from networking.retention import name_of
from networking.uploads import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models.fields.files import FieldFile

    from networking.jobs import Tell

GIVING = "copia dei dati per chi ne ha diritto"
# Columns of the libraries, whose own names are not for people.
LABELS = {
    "pgh_created_at": gettext_lazy("Quando"),
    "pgh_label": gettext_lazy("Che cosa è successo"),
    "email": gettext_lazy("E-mail"),
    "created_at": gettext_lazy("Dal"),
    "ip": gettext_lazy("Indirizzo di rete"),
    "user_agent": gettext_lazy("Programma usato"),
    "last_seen_at": gettext_lazy("Visto l'ultima volta"),
    "last_used_at": gettext_lazy("Usato l'ultima volta"),
    "last_login": gettext_lazy("Ultimo accesso"),
    "date_joined": gettext_lazy("Dal"),
    "type": gettext_lazy("Tipo"),
    "provider": gettext_lazy("Chi ti ha riconosciuto"),
    "uid": gettext_lazy("Codice con cui ti riconosce"),
    "extra_data": gettext_lazy("Dati ricevuti"),
    "verified": gettext_lazy("Confermata"),
    "primary": gettext_lazy("Principale"),
}
CHANGES = {
    "insert": gettext_lazy("scritto"),
    "update": gettext_lazy("cambiato"),
    "delete": gettext_lazy("cancellato"),
}


@dataclass(frozen=True)
class Table:
    """The rows of one table: each a list of (label, value)."""

    label: str
    name: str
    keep: str
    rows: list[list[tuple[str, Any]]]


@dataclass(frozen=True)
class Reading:
    """How often, one day, somebody in a role read the data."""

    day: date
    roles: str
    deed: str
    times: int


@dataclass
class Dossier:
    """What is given."""

    person: Person
    written_at: datetime
    tables: list[Table] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    # (name in the archive, the stored bytes)
    files: list[tuple[str, FieldFile]] = field(default_factory=list)


def gather(person: Person, *, asked_by: User, now: datetime, tell: Tell) -> Dossier:
    """All about `person`, for `asked_by`; who else is named in it is told only to the person themselves."""
    dossier = Dossier(person, timezone.localtime(now))
    is_own = person.account_id == asked_by.pk
    found = [each for each in belongings(owner_as_given_to(asked_by, person)) if each[1].export]
    for number, (label, rule, rows) in enumerate(found):
        tell(5 + 65 * number // len(found), _("Raccolgo: {table}").format(table=name_of(label)))
        speaker = _Speaker(dossier, is_own=is_own, asked_by=asked_by)
        columns = rule.export if isinstance(rule.export, list) else []
        told = [speaker.row(row, columns) for row in rows.iterator(chunk_size=500)]
        if told:
            dossier.tables.append(Table(label, name_of(label), rule.keep, told))
    dossier.readings = list(_readings(person))
    return dossier


@dataclass(frozen=True)
class _Speaker:
    """Says rows in Italian."""

    dossier: Dossier
    is_own: bool
    asked_by: User

    def row(self, row: Model, columns: list[str]) -> list[tuple[str, Any]]:
        return [(_label(row, name), self._value(row, name)) for name in columns]

    def _value(self, row: Model, name: str) -> Any:
        column: Any = row._meta.get_field(name)
        value = getattr(row, name)
        if isinstance(column, FileField):
            return self._file(row, value)
        if isinstance(value, Person):
            return self._named(value)
        if name == "pgh_label":
            return str(CHANGES.get(value, value))
        if column.choices:
            return str(getattr(row, f"get_{name}_display")())
        return str(value) if isinstance(value, Model) else value

    def _named(self, other: Person) -> str:
        """Somebody else in a row of the person's: it may be told to the person, not to whoever answers for them."""
        may_know = self.is_own or other == self.dossier.person or other.account_id == self.asked_by.pk
        return str(other) if may_know else _("un'altra persona")

    def _file(self, row: Model, value: FieldFile) -> str:
        if not value:
            return ""
        name = f"file/{len(self.dossier.files) + 1:03d}-{clean_name(str(row))}"
        self.dossier.files.append((name, value))
        return name


def _label(row: Model, name: str) -> str:
    own = name in LABELS and row._meta.app_label != "networking"
    is_history = name.startswith("pgh_")
    column: Any = row._meta.get_field(name)
    return str(LABELS[name] if own or is_history else capfirst(column.verbose_name))


def _readings(person: Person) -> Iterator[Reading]:
    """Who looked, by day and role: staff's names are theirs, that they looked is the person's to know."""
    log = AccessRecord.objects.for_everyone(reason=GIVING).about(person)
    if person.account_id:
        log = log.exclude(reader=person.account_id)
    counted = log.exclude(deed=AccessRecord.Deed.FORGOT).values("day", "reader_roles", "deed")
    deeds = dict(AccessRecord.Deed.choices)
    for each in counted.annotate(times=Count("pk")).order_by("day", "reader_roles", "deed"):
        yield Reading(
            each["day"], each["reader_roles"] or _("il portale"), str(deeds[each["deed"]]), each["times"]
        )


def said(value: Any) -> str:
    """A value as a person reads it."""
    if value in (None, ""):
        return "—"
    if isinstance(value, bool):
        return _("sì") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value)
