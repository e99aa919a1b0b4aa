"""The seals of the register: which lines were drawn into which file, with which digest, and who signed it.

A seal begins where the one before ends, is signed once, and is never changed nor deleted; its files go when nobody of
its lines is known any more (`volunteers_forget_lines`).
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SEALS = """
CREATE FUNCTION volunteers_refuse_seal(promise text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', promise USING ERRCODE = '23514', CONSTRAINT = promise, TABLE = 'volunteers_registerseal';
END $$;

CREATE FUNCTION volunteers_draw_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before integer;
BEGIN
  PERFORM 1 FROM volunteers_registersection s WHERE s.id = NEW.section_id FOR UPDATE;
  SELECT coalesce(max(s.last), 0) INTO before FROM volunteers_registerseal s WHERE s.section_id = NEW.section_id;
  SELECT e.hash INTO NEW.chain FROM volunteers_registerentry e
   WHERE e.section_id = NEW.section_id AND e.number = NEW.last;
  IF NEW.first <> before + 1 OR NOT FOUND THEN
    PERFORM volunteers_refuse_seal('a_seal_begins_where_the_last_ends');
  END IF;
  IF NEW.how <> '' OR NEW.drawn_id IS NULL THEN
    PERFORM volunteers_refuse_seal('a_seal_is_drawn_before_it_is_signed');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER draw_seal BEFORE INSERT ON volunteers_registerseal
  FOR EACH ROW EXECUTE FUNCTION volunteers_draw_seal();

CREATE FUNCTION volunteers_seals_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.section_id, NEW.year, NEW.first, NEW.last, NEW.chain, NEW.digest, NEW.drawn_at)
       IS NOT DISTINCT FROM
       (OLD.id, OLD.section_id, OLD.year, OLD.first, OLD.last, OLD.chain, OLD.digest, OLD.drawn_at) THEN
    IF OLD.how = '' AND NEW.how <> '' AND NEW.signed_id IS NOT NULL AND NEW.drawn_id = OLD.drawn_id THEN
      RETURN NEW;
    END IF;
    IF NEW.drawn_id IS NULL AND NEW.signed_id IS NULL
       AND (NEW.how, NEW.signer, NEW.authority, NEW.stamped_at, NEW.stamp_authority, NEW.sealed_at, NEW.sealed_by_id)
           IS NOT DISTINCT FROM
           (OLD.how, OLD.signer, OLD.authority, OLD.stamped_at, OLD.stamp_authority, OLD.sealed_at, OLD.sealed_by_id)
       AND NOT EXISTS (SELECT 1 FROM volunteers_registerentry e WHERE e.section_id = OLD.section_id
                          AND e.number BETWEEN OLD.first AND OLD.last AND e.salt IS NOT NULL) THEN
      RETURN NEW;
    END IF;
  END IF;
  PERFORM volunteers_refuse_seal('a_seal_is_never_changed');
  RETURN NULL;
END $$;
CREATE TRIGGER seals_stay BEFORE UPDATE OR DELETE ON volunteers_registerseal
  FOR EACH ROW EXECUTE FUNCTION volunteers_seals_stay();
CREATE TRIGGER seals_are_never_emptied BEFORE TRUNCATE ON volunteers_registerseal
  FOR EACH STATEMENT EXECUTE FUNCTION volunteers_seals_stay();
"""
UNSEALED = """
DROP TRIGGER seals_are_never_emptied ON volunteers_registerseal;
DROP TRIGGER seals_stay ON volunteers_registerseal;
DROP FUNCTION volunteers_seals_stay();
DROP TRIGGER draw_seal ON volunteers_registerseal;
DROP FUNCTION volunteers_draw_seal();
DROP FUNCTION volunteers_refuse_seal(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0025_consent_to_company"),
        ("volunteers", "0010_limits_of_expenses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterSeal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="anno")),
                ("first", models.PositiveIntegerField(verbose_name="dalla riga")),
                ("last", models.PositiveIntegerField(verbose_name="alla riga")),
                ("chain", models.BinaryField(max_length=32)),
                ("digest", models.BinaryField(max_length=32, verbose_name="SHA-256 del PDF")),
                ("drawn_at", models.DateTimeField(verbose_name="preparato il")),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "da firmare"),
                            ("digital", "firma digitale con marca temporale"),
                            ("paper", "firmato su carta: copia"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="come",
                    ),
                ),
                ("signer", models.CharField(blank=True, max_length=200, verbose_name="chi ha firmato")),
                (
                    "authority",
                    models.CharField(blank=True, max_length=200, verbose_name="chi ha dato il certificato"),
                ),
                ("stamped_at", models.DateTimeField(blank=True, null=True, verbose_name="marca temporale")),
                (
                    "stamp_authority",
                    models.CharField(blank=True, max_length=200, verbose_name="chi ha dato la marca"),
                ),
                ("sealed_at", models.DateTimeField(blank=True, null=True, verbose_name="caricato il")),
                (
                    "drawn",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.storedfile",
                        verbose_name="il PDF da firmare",
                    ),
                ),
                ("sealed_by_id", models.UUIDField(blank=True, editable=False, null=True, verbose_name="da")),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seals",
                        to="volunteers.registersection",
                        verbose_name="sezione",
                    ),
                ),
                (
                    "signed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.storedfile",
                        verbose_name="il file firmato",
                    ),
                ),
            ],
            options={
                "verbose_name": "sigillo del registro",
                "verbose_name_plural": "sigilli del registro",
                "ordering": ["section", "-last"],
                "constraints": [
                    models.UniqueConstraint(fields=("section", "first"), name="a_line_is_sealed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__gte", 1), ("last__gte", models.F("first"))),
                        name="a_seal_has_lines",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "digital"), _negated=True),
                            models.Q(("stamped_at__isnull", False), models.Q(("signer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_digital_seal_has_its_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", ""), ("sealed_at", None)),
                            models.Q(models.Q(("how", ""), _negated=True), ("sealed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_seal_says_when",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SEALS, UNSEALED),
    ]
