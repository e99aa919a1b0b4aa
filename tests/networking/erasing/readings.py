"""A reading of long ago, with the mark of who read."""

from datetime import timedelta

import psycopg
from django.db import connection
from django.utils import timezone

from networking import access_log
from networking.models import AccessRecord
from tests import database


def plant_reading(cast, marks, *, days_ago=335):
    """A reading by the person, eleven months ago, chained as the trigger would have."""
    when = timezone.now() - timedelta(days=days_ago)
    row = AccessRecord(
        day=timezone.localdate(when),
        number=1,
        at=when,
        reader=cast.user.pk,
        reader_name=marks.new("networking.AccessRecord.reader_name"),
        reader_salt=b"s" * 16,
        deed="read",
        subject_label="networking.Person",
        previous_hash=b"",
    )
    row.reader_digest = access_log.reader_digest(row)
    row.row_hash = access_log.expected_hash(row)
    columns = [field.attname for field in AccessRecord._meta.concrete_fields if not field.primary_key]
    with psycopg.connect(database.url_of(connection.settings_dict["NAME"], role="owner")) as owner:
        owner.execute("ALTER TABLE networking_accessrecord DISABLE TRIGGER chain_access_record")
        owner.execute(
            f"INSERT INTO networking_accessrecord ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})",
            [getattr(row, column) for column in columns],
        )
        owner.execute("ALTER TABLE networking_accessrecord ENABLE TRIGGER chain_access_record")
