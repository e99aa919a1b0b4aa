"""People are found by name whatever the accents and apostrophes, and by a part of their telephone."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations

import networking.models.naming

# unaccent() with its dictionary named, and letters made small by Unicode's rules and not by the database's own:
# so the same text always gives the same answer, which an index needs.
PLAIN = """
CREATE FUNCTION networking_plain(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT ' ' || translate(
        lower(public.unaccent('public.unaccent', words) COLLATE pg_catalog."und-x-icu"), '''’‘`´.-', '       '
    )
$$;
CREATE FUNCTION networking_plain_name(given_name text, family_name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT public.networking_plain(given_name)
        || public.networking_plain(family_name)
        || public.networking_plain(translate(given_name, ' ''’‘`´.-', ''))
        || public.networking_plain(translate(family_name, ' ''’‘`´.-', ''))
$$;
"""
NO_PLAIN = """
DROP FUNCTION networking_plain_name(text, text);
DROP FUNCTION networking_plain(text);
"""


class Migration(migrations.Migration):
    # Indexes on a table that is read and written meanwhile.
    atomic = False
    dependencies = [("networking", "0007_erasure_and_jobs")]

    operations = [
        migrations.RunSQL(PLAIN, NO_PLAIN),
        AddIndexConcurrently(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    networking.models.naming.PlainName("given_name", "family_name"), name="gin_trgm_ops"
                ),
                name="people_by_name",
            ),
        ),
        AddIndexConcurrently(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["phone"], name="people_by_telephone", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
