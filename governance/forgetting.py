"""What goes ten years after: in the books, the names of who has been erased since; what was decided stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.models import Exists, OuterRef

from networking import retention
from networking.models import Person

if TYPE_CHECKING:
    from datetime import datetime

FORGOTTEN = "i nomi di chi si è cancellato, dopo dieci anni"


def forget_names(label: str, before: datetime) -> int:
    """Empty, in the rows of `label` of before `before`, the names of who is nobody here any more; how many rows.

    Each person of a row (`chair`) has a name beside it (`chair_name`; `name` for `person`).
    """
    model = retention.model_of(label)
    old = model._base_manager.filter(**{f"{retention.rules()[label].since}__lt": before})
    forgotten = 0
    for column in _people_of(model):
        name = "name" if column.name == "person" else f"{column.name}_name"
        known = Person.objects.for_everyone(reason=FORGOTTEN).filter(pk=OuterRef(column.attname))
        named = old.filter(~Exists(known), **{f"{column.name}__isnull": False}).exclude(**{name: ""})
        forgotten += named.update(**{name: ""})
    return forgotten


def forget_members(_label: str, before: datetime) -> int:
    """Forget whom the lines of the book of members of before `before` were about, where they left or were erased."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT governance_forget_members(%s)", [before])
        return int(cursor.fetchone()[0])


def _people_of(model: type[models.Model]) -> list[models.ForeignKey]:
    """The columns that go on naming somebody after they are erased (`models.named.somebody`)."""
    columns = [each for each in model._meta.concrete_fields if isinstance(each, models.ForeignKey)]
    return [each for each in columns if each.related_model is Person and not each.db_constraint]
