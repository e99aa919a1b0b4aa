"""The doors to the append-only past open only onto the portal's own tables.

Whoever could make a table of the session's own, named like a history and with a trigger, would have had that trigger
run with the rights of the tables' owner; and one named like the log of readings would have been read instead of it.
"""

from django.db import migrations

ONLY_OURS = """
CREATE OR REPLACE FUNCTION is_history(event_table regclass) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM pg_class WHERE oid = event_table AND relname ~ '^[a-z]+_[a-z]+event$'
            AND relkind = 'r' AND relnamespace = 'public'::regnamespace
    )
$$;

CREATE OR REPLACE FUNCTION forget_history(event_table regclass, object_id text, subject_label text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint;
BEGIN
    IF NOT is_history(event_table) THEN
        RAISE EXCEPTION '% is not a history', event_table;
    END IF;
    EXECUTE format('DELETE FROM %s WHERE pgh_obj_id::text = $1', event_table) USING object_id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    INSERT INTO networking_accessrecord (reader_name, reader_roles, deed, subject_label, subject_id, rows, page)
        VALUES ('', '', 'forgot', subject_label, object_id, gone, '');
    RETURN gone;
END $$;

CREATE OR REPLACE FUNCTION expire_history(event_table regclass, before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint;
BEGIN
    IF NOT is_history(event_table) OR before > now() - interval '6 months' THEN
        RAISE EXCEPTION 'too young, or not a history: %', event_table;
    END IF;
    EXECUTE format('DELETE FROM %s WHERE pgh_created_at < $1', event_table) USING before;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

ALTER FUNCTION chain_access_record() SET search_path = public, pg_temp;
"""


class Migration(migrations.Migration):
    dependencies = [("networking", "0009_size_of_stored_files")]

    operations = [migrations.RunSQL(ONLY_OURS, migrations.RunSQL.noop)]
