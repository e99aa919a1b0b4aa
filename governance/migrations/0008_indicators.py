"""Indicators: what is measured, what was read, what of it was published. What was read stays as it was read."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STAYS = """
CREATE FUNCTION governance_stays_as_read() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE may_change text[] := COALESCE(TG_ARGV, '{}');
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may_change <> to_jsonb(OLD) - may_change THEN
    PERFORM governance_refuse('what_was_read_stays', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON governance_indicatortarget
  FOR EACH ROW EXECUTE FUNCTION governance_stays_as_read('set_by_id');
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON governance_reading
  FOR EACH ROW EXECUTE FUNCTION governance_stays_as_read('read_by_id', 'rows_gone');
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON governance_readingcell
  FOR EACH ROW EXECUTE FUNCTION governance_stays_as_read();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON governance_publication
  FOR EACH ROW EXECUTE FUNCTION governance_stays_as_read('published_by_id');
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON governance_publishedcell
  FOR EACH ROW EXECUTE FUNCTION governance_stays_as_read();
CREATE TRIGGER stays BEFORE UPDATE ON governance_evidence
  FOR EACH ROW EXECUTE FUNCTION governance_stays_as_read();

CREATE FUNCTION governance_read_definition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM governance_reading r WHERE r.definition_id = OLD.id) THEN
    PERFORM governance_refuse('a_definition_that_was_read_stays', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays_once_read BEFORE UPDATE ON governance_indicatordefinition
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION governance_read_definition_stays();

-- A row that goes (its person was erased, its time is over) leaves the number as it is, and is counted.
CREATE FUNCTION governance_count_rows_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE governance_reading r SET rows_gone = r.rows_gone + g.gone
    FROM (SELECT o.reading_id, count(*) AS gone FROM old_rows o GROUP BY o.reading_id) g
   WHERE r.id = g.reading_id;
  RETURN NULL;
END $$;
CREATE TRIGGER count_rows_gone AFTER DELETE ON governance_evidence
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION governance_count_rows_gone();
"""

UNDONE = """
DROP TRIGGER count_rows_gone ON governance_evidence;
DROP TRIGGER stays_once_read ON governance_indicatordefinition;
DROP TRIGGER stays ON governance_evidence;
DROP TRIGGER stays ON governance_publishedcell;
DROP TRIGGER stays ON governance_publication;
DROP TRIGGER stays ON governance_readingcell;
DROP TRIGGER stays ON governance_reading;
DROP TRIGGER stays ON governance_indicatortarget;
DROP FUNCTION governance_count_rows_gone();
DROP FUNCTION governance_read_definition_stays();
DROP FUNCTION governance_stays_as_read();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0007_action_items"),
        ("networking", "0026_sex_of_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IndicatorDefinition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=8, verbose_name="codice")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="versione")),
                ("valid_from", models.DateField(verbose_name="vale dal")),
                (
                    "changed_because",
                    models.CharField(blank=True, max_length=300, verbose_name="perché è cambiata"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nome")),
                ("plain", models.TextField(max_length=600, verbose_name="in parole semplici")),
                ("formula", models.TextField(max_length=600, verbose_name="come si calcola")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("input", "quello che si mette"),
                            ("process", "come si lavora"),
                            ("output", "quello che si fa"),
                            ("outcome", "quello che cambia"),
                            ("impact", "quello che resta"),
                        ],
                        max_length=10,
                        verbose_name="livello",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("people", "persone"),
                            ("hours", "ore"),
                            ("percent", "per cento"),
                            ("index", "indice da 0 a 1"),
                            ("sessions", "incontri"),
                            ("days", "giorni"),
                            ("organisations", "enti"),
                            ("families", "famiglie"),
                            ("points", "punti"),
                            ("hours_each", "ore a testa"),
                            ("places", "luoghi"),
                            ("members", "soci"),
                            ("subscribers", "iscritti"),
                        ],
                        max_length=14,
                        verbose_name="unità",
                    ),
                ),
                (
                    "calculation",
                    models.CharField(
                        choices=[
                            ("count", "quanti sono"),
                            ("distinct", "quanti sono, ciascuno contato una volta"),
                            ("sum", "somma"),
                            ("ratio", "rapporto fra due somme"),
                            ("median", "valore di mezzo"),
                            ("parity", "rapporto fra i due sessi"),
                            ("gap", "rapporto fra la zona più bassa e la più alta"),
                            ("paired", "differenza fra prima e dopo, per le stesse persone"),
                        ],
                        max_length=10,
                        verbose_name="calcolo",
                    ),
                ),
                (
                    "time",
                    models.CharField(
                        choices=[
                            ("period", "quello che è successo nel periodo"),
                            ("stock", "com'era alla fine del periodo"),
                        ],
                        default="period",
                        max_length=10,
                        verbose_name="tempo",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("up", "più è alto, meglio è"),
                            ("down", "più è basso, meglio è"),
                            ("range", "deve stare fra due valori"),
                        ],
                        default="up",
                        max_length=10,
                        verbose_name="direzione",
                    ),
                ),
                (
                    "range_low",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=14, null=True, verbose_name="da"
                    ),
                ),
                (
                    "range_high",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=14, null=True, verbose_name="a"
                    ),
                ),
                (
                    "dimensions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        default=list,
                        size=None,
                        verbose_name="si divide per",
                    ),
                ),
                (
                    "group_name",
                    models.CharField(blank=True, max_length=60, verbose_name="che cosa sono i gruppi"),
                ),
                ("frequency", models.CharField(max_length=12, verbose_name="si legge ogni")),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="Zero dove non si contano persone.",
                        verbose_name="sotto quante persone si nasconde",
                    ),
                ),
                ("counts_people", models.BooleanField(default=True, verbose_name="conta persone o famiglie")),
                ("is_core", models.BooleanField(default=False, verbose_name="nel primo nucleo")),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=14,
                        null=True,
                        verbose_name="punto di partenza",
                    ),
                ),
                (
                    "baseline_on",
                    models.DateField(blank=True, null=True, verbose_name="punto di partenza del"),
                ),
                (
                    "baseline_source",
                    models.CharField(blank=True, max_length=200, verbose_name="fonte del punto di partenza"),
                ),
                ("source", models.TextField(max_length=600, verbose_name="da dove vengono i dati")),
                ("owner", models.CharField(max_length=120, verbose_name="chi ne risponde")),
                ("rationale", models.TextField(max_length=600, verbose_name="perché lo guardiamo")),
                ("limits", models.TextField(max_length=600, verbose_name="che cosa non dice")),
                (
                    "not_fed_because",
                    models.TextField(blank=True, max_length=600, verbose_name="perché non ha ancora dati"),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.goal",
                        verbose_name="obiettivo",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.programmepoint",
                        verbose_name="punto",
                    ),
                ),
            ],
            options={
                "verbose_name": "definizione di indicatore",
                "verbose_name_plural": "definizioni di indicatori",
                "ordering": ["code", "-version"],
            },
        ),
        migrations.CreateModel(
            name="IndicatorTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_index=True, max_length=8, verbose_name="codice")),
                ("first_day", models.DateField(verbose_name="dal")),
                ("last_day", models.DateField(verbose_name="al")),
                ("value", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="traguardo")),
                ("reason", models.CharField(max_length=300, verbose_name="perché")),
                ("set_at", models.DateTimeField(verbose_name="fissato il")),
                (
                    "comune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.comune",
                        verbose_name="comune",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="fissato da",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.zone",
                        verbose_name="zona",
                    ),
                ),
            ],
            options={
                "verbose_name": "traguardo",
                "verbose_name_plural": "traguardi",
                "ordering": ["code", "-first_day", "-set_at"],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("published_at", models.DateTimeField(verbose_name="pubblicata il")),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(verbose_name="sotto quante persone si nasconde"),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pubblicata da",
                    ),
                ),
            ],
            options={
                "verbose_name": "pubblicazione",
                "verbose_name_plural": "pubblicazioni",
                "ordering": ["-published_at"],
            },
        ),
        migrations.CreateModel(
            name="PublishedCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(blank=True, max_length=20, verbose_name="diviso per")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("f", "femmina"), ("m", "maschio"), ("x", "altro")],
                        max_length=1,
                        verbose_name="sesso",
                    ),
                ),
                (
                    "age_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0-5", "da 0 a 5 anni"),
                            ("6-10", "da 6 a 10 anni"),
                            ("11-13", "da 11 a 13 anni"),
                            ("14-17", "da 14 a 17 anni"),
                            ("18-29", "da 18 a 29 anni"),
                            ("30-64", "da 30 a 64 anni"),
                            ("65-74", "da 65 a 74 anni"),
                            ("75+", "75 anni e più"),
                        ],
                        max_length=6,
                        verbose_name="età",
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=80, verbose_name="gruppo")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ok", "dato"),
                            ("no_data", "nessun dato"),
                            ("undefined", "non definito"),
                            ("suppressed", "nascosto per riservatezza"),
                        ],
                        max_length=12,
                        verbose_name="stato",
                    ),
                ),
                (
                    "numerator",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="sopra"
                    ),
                ),
                (
                    "denominator",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="sotto"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="valore"
                    ),
                ),
                (
                    "comune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.comune",
                        verbose_name="comune",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="governance.publication",
                        verbose_name="pubblicazione",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.zone",
                        verbose_name="zona",
                    ),
                ),
            ],
            options={
                "verbose_name": "casella pubblicata",
                "verbose_name_plural": "caselle pubblicate",
                "ordering": ["by", "zone", "comune", "sex", "age_band", "group"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("span", models.CharField(max_length=12, verbose_name="quanto dura")),
                ("first_day", models.DateField(verbose_name="dal")),
                ("last_day", models.DateField(verbose_name="al")),
                ("read_at", models.DateTimeField(verbose_name="letto il")),
                ("code_version", models.CharField(max_length=16, verbose_name="versione del calcolo")),
                ("digest", models.CharField(max_length=64, verbose_name="impronta delle righe")),
                ("rows", models.PositiveIntegerField(verbose_name="righe")),
                (
                    "rows_gone",
                    models.PositiveIntegerField(
                        db_default=0, default=0, verbose_name="righe che non ci sono più"
                    ),
                ),
                (
                    "definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="governance.indicatordefinition",
                        verbose_name="indicatore",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="letto da",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="governance.reading",
                        verbose_name="prende il posto di",
                    ),
                ),
            ],
            options={
                "verbose_name": "lettura di un indicatore",
                "verbose_name_plural": "letture degli indicatori",
                "ordering": ["definition", "-first_day", "-read_at"],
            },
        ),
        migrations.AddField(
            model_name="publication",
            name="reading",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publication",
                to="governance.reading",
                verbose_name="lettura",
            ),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.CharField(max_length=40, verbose_name="riga")),
                ("subject", models.CharField(max_length=80, verbose_name="contato una volta")),
                ("at", models.DateTimeField(verbose_name="quando")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("f", "femmina"), ("m", "maschio"), ("x", "altro")],
                        max_length=1,
                        verbose_name="sesso",
                    ),
                ),
                (
                    "age_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0-5", "da 0 a 5 anni"),
                            ("6-10", "da 6 a 10 anni"),
                            ("11-13", "da 11 a 13 anni"),
                            ("14-17", "da 14 a 17 anni"),
                            ("18-29", "da 18 a 29 anni"),
                            ("30-64", "da 30 a 64 anni"),
                            ("65-74", "da 65 a 74 anni"),
                            ("75+", "75 anni e più"),
                        ],
                        max_length=6,
                        verbose_name="età",
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=80, verbose_name="gruppo")),
                ("numerator", models.DecimalField(decimal_places=6, max_digits=20, verbose_name="sopra")),
                (
                    "denominator",
                    models.DecimalField(decimal_places=6, max_digits=20, null=True, verbose_name="sotto"),
                ),
                ("times", models.PositiveIntegerField(default=1, verbose_name="quante righe come questa")),
                (
                    "comune",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.comune",
                        verbose_name="comune",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.zone",
                        verbose_name="zona",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="governance.reading",
                        verbose_name="lettura",
                    ),
                ),
            ],
            options={
                "verbose_name": "riga dietro un numero",
                "verbose_name_plural": "righe dietro i numeri",
                "ordering": ["reading", "at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReadingCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(blank=True, max_length=20, verbose_name="diviso per")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("f", "femmina"), ("m", "maschio"), ("x", "altro")],
                        max_length=1,
                        verbose_name="sesso",
                    ),
                ),
                (
                    "age_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0-5", "da 0 a 5 anni"),
                            ("6-10", "da 6 a 10 anni"),
                            ("11-13", "da 11 a 13 anni"),
                            ("14-17", "da 14 a 17 anni"),
                            ("18-29", "da 18 a 29 anni"),
                            ("30-64", "da 30 a 64 anni"),
                            ("65-74", "da 65 a 74 anni"),
                            ("75+", "75 anni e più"),
                        ],
                        max_length=6,
                        verbose_name="età",
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=80, verbose_name="gruppo")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ok", "dato"),
                            ("no_data", "nessun dato"),
                            ("undefined", "non definito"),
                            ("suppressed", "nascosto per riservatezza"),
                        ],
                        max_length=12,
                        verbose_name="stato",
                    ),
                ),
                (
                    "numerator",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="sopra"
                    ),
                ),
                (
                    "denominator",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="sotto"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="valore"
                    ),
                ),
                ("people", models.PositiveIntegerField(default=0, verbose_name="persone")),
                (
                    "comune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.comune",
                        verbose_name="comune",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="governance.reading",
                        verbose_name="lettura",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.zone",
                        verbose_name="zona",
                    ),
                ),
            ],
            options={
                "verbose_name": "casella di una lettura",
                "verbose_name_plural": "caselle di una lettura",
                "ordering": ["by", "zone", "comune", "sex", "age_band", "group"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="indicatordefinition",
            constraint=models.UniqueConstraint(fields=("code", "version"), name="one_definition_a_version"),
        ),
        migrations.AddConstraint(
            model_name="indicatordefinition",
            constraint=models.UniqueConstraint(
                fields=("code", "valid_from"),
                name="one_definition_from_a_day",
                violation_error_message="C'è già una versione di questo indicatore che vale da quel giorno.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatordefinition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("version", 1), models.Q(("changed_because", ""), _negated=True), _connector="OR"
                ),
                name="a_change_says_why",
                violation_error_message="Di una nuova versione si dice perché.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatordefinition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("direction", "range"), _negated=True),
                    ("range_low__lt", models.F("range_high")),
                    _connector="OR",
                ),
                name="a_range_has_two_ends",
                violation_error_message="Servono i due valori, il più basso prima.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatortarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_day__lte", models.F("last_day"))),
                name="a_target_is_of_some_days",
                violation_error_message="L'ultimo giorno viene prima del primo.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatortarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="a_target_says_why",
                violation_error_message="Di un traguardo si dice perché.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatortarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("zone", None), ("comune", None), _connector="OR"),
                name="a_target_of_a_comune_or_a_zone",
                violation_error_message="Un traguardo è di una zona o di un comune.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedcell",
            constraint=models.UniqueConstraint(
                fields=("publication", "by", "zone", "comune", "sex", "age_band", "group"),
                name="one_published_cell_a_place",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedcell",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "ok"), ("value__isnull", False)),
                    models.Q(
                        models.Q(("status", "ok"), _negated=True),
                        ("denominator", None),
                        ("numerator", None),
                        ("value", None),
                    ),
                    _connector="OR",
                ),
                name="what_is_hidden_says_nothing",
            ),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(fields=["definition", "first_day", "last_day"], name="readings_of_a_period"),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_day__lte", models.F("last_day"))), name="a_reading_is_of_some_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(
                condition=models.Q(("supersedes", None)),
                fields=("definition", "first_day", "last_day"),
                name="one_first_reading_of_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingcell",
            constraint=models.UniqueConstraint(
                fields=("reading", "by", "zone", "comune", "sex", "age_band", "group"),
                name="one_cell_a_place",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(STAYS, UNDONE),
    ]
