"""A publication is prepared first, and given to everybody afterwards, once."""

from django.db import migrations, models
from django.db.models.functions import Now

ONCE = """
CREATE FUNCTION governance_published_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at
     OR to_jsonb(NEW) - '{published_at,published_by_id}'::text[] <> to_jsonb(OLD) - '{published_at,published_by_id}'::text[]
  THEN
    PERFORM governance_refuse('what_was_read_stays', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER stays ON governance_publication;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON governance_publication
  FOR EACH ROW EXECUTE FUNCTION governance_published_once();
"""
UNDONE = """
DROP TRIGGER stays ON governance_publication;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON governance_publication
  FOR EACH ROW EXECUTE FUNCTION governance_stays_as_read('published_by_id');
DROP FUNCTION governance_published_once();
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0008_indicators")]

    operations = [
        migrations.AlterModelOptions(
            name="publication",
            options={
                "ordering": ["-prepared_at"],
                "verbose_name": "pubblicazione",
                "verbose_name_plural": "pubblicazioni",
            },
        ),
        migrations.AddField(
            "publication",
            "prepared_at",
            models.DateTimeField(verbose_name="preparata il", db_default=Now()),
        ),
        migrations.AlterField(
            "publication",
            "published_at",
            models.DateTimeField(verbose_name="pubblicata il", null=True, blank=True),
        ),
        migrations.RunSQL(ONCE, UNDONE),
    ]
