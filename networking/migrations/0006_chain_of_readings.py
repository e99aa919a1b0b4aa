"""The log of readings chains itself; the append-only past can be forgotten only by these doors.

The functions run with the rights of the tables' owner, because the portal's own role may not delete there. Each
deletion is itself a row of the log.
"""

from django.db import migrations

CHAIN = """
CREATE FUNCTION chain_access_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before record;
    parts text[];
    part text;
    said text := '';
BEGIN
    -- One at a time, until the transaction ends: two rows can never follow the same one.
    PERFORM pg_advisory_xact_lock(hashtext('networking_accessrecord'));
    NEW.at := clock_timestamp();
    NEW.day := (NEW.at AT TIME ZONE 'Europe/Rome')::date;
    SELECT day, number, row_hash INTO before FROM networking_accessrecord ORDER BY day DESC, number DESC LIMIT 1;
    IF before.day > NEW.day THEN
        -- The clock went back: the chain goes on where it was.
        NEW.day := before.day;
    END IF;
    NEW.number := CASE WHEN before.day = NEW.day THEN before.number + 1 ELSE 1 END;
    NEW.previous_hash := coalesce(before.row_hash, ''::bytea);
    NEW.reader_salt := uuid_send(gen_random_uuid());
    NEW.reader_digest := sha256(NEW.reader_salt || convert_to(NEW.reader_name, 'UTF8'));
    parts := ARRAY[
        encode(NEW.previous_hash, 'hex'), NEW.day::text, NEW.number::text,
        (round(extract(epoch FROM NEW.at) * 1000000))::bigint::text,
        coalesce(NEW.reader::text, ''), encode(NEW.reader_digest, 'hex'), NEW.reader_roles, NEW.deed,
        NEW.subject_label, NEW.subject_id, NEW.rows::text, NEW.page
    ];
    FOREACH part IN ARRAY parts LOOP
        said := said || char_length(part) || ':' || part;
    END LOOP;
    NEW.row_hash := sha256(convert_to(said, 'UTF8'));
    RETURN NEW;
END $$;
CREATE TRIGGER chain_access_record BEFORE INSERT ON networking_accessrecord
    FOR EACH ROW EXECUTE FUNCTION chain_access_record();
ALTER TABLE networking_accessrecord ALTER COLUMN rows SET DEFAULT 1;
"""
UNCHAIN = """
ALTER TABLE networking_accessrecord ALTER COLUMN rows DROP DEFAULT;
DROP TRIGGER chain_access_record ON networking_accessrecord;
DROP FUNCTION chain_access_record();
"""

FORGET = """
-- The history of one row goes with the row.
CREATE FUNCTION forget_history(event_table regclass, object_id text, subject_label text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint;
BEGIN
    IF event_table::text !~ '^[a-z]+_[a-z]+event$' THEN
        RAISE EXCEPTION '% is not a history', event_table;
    END IF;
    EXECUTE format('DELETE FROM %s WHERE pgh_obj_id::text = $1', event_table) USING object_id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    INSERT INTO networking_accessrecord (reader_name, reader_roles, deed, subject_label, subject_id, rows, page)
        VALUES ('', '', 'forgot', subject_label, object_id, gone, '');
    RETURN gone;
END $$;

-- History whose time is over; never younger than six months, whoever asks.
CREATE FUNCTION expire_history(event_table regclass, before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint;
BEGIN
    IF event_table::text !~ '^[a-z]+_[a-z]+event$' OR before > now() - interval '6 months' THEN
        RAISE EXCEPTION 'too young, or not a history: %', event_table;
    END IF;
    EXECUTE format('DELETE FROM %s WHERE pgh_created_at < $1', event_table) USING before;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

-- Whole days of readings whose time is over, the oldest first, so that what is left is still one chain.
CREATE FUNCTION expire_readings(before date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint;
BEGIN
    IF before > (now() - interval '6 months')::date THEN
        RAISE EXCEPTION 'readings are kept at least six months';
    END IF;
    DELETE FROM networking_accessrecord WHERE day < before;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

-- Names of readers whose time is over: the salted digest stays, and the chain with it.
CREATE FUNCTION forget_readers(before date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint;
BEGIN
    IF before > (now() - interval '6 months')::date THEN
        RAISE EXCEPTION 'the names of readers are kept at least six months';
    END IF;
    UPDATE networking_accessrecord SET reader_name = '', reader_salt = NULL
        WHERE day < before AND reader_salt IS NOT NULL;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
"""
REMEMBER = """
DROP FUNCTION forget_history(regclass, text, text);
DROP FUNCTION expire_history(regclass, timestamptz);
DROP FUNCTION expire_readings(date);
DROP FUNCTION forget_readers(date);
"""


class Migration(migrations.Migration):
    dependencies = [("networking", "0005_names_to_persons")]

    operations = [
        migrations.RemoveField(model_name="user", name="comune"),
        migrations.RemoveField(model_name="user", name="full_name"),
        migrations.RemoveField(model_name="user", name="is_staff"),
        migrations.RunSQL(CHAIN, UNCHAIN),
        migrations.RunSQL(FORGET, REMEMBER),
    ]
