"""Persons apart from log-ins, who answers for whom, the history of changes, the log of readings."""

import uuid

import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import networking.models.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0003_patron_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(editable=False, verbose_name="giorno")),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="numero nel giorno")),
                ("at", models.DateTimeField(editable=False, verbose_name="quando")),
                ("reader", models.UUIDField(null=True, verbose_name="accesso di chi legge")),
                ("reader_name", models.CharField(blank=True, max_length=254, verbose_name="chi")),
                ("reader_salt", models.BinaryField(null=True)),
                ("reader_digest", models.BinaryField()),
                (
                    "reader_roles",
                    models.CharField(blank=True, max_length=300, verbose_name="con quale ruolo"),
                ),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("read", "ha letto"),
                            ("listed", "ha cercato o elencato"),
                            ("exported", "ha esportato"),
                            ("printed", "ha stampato"),
                            ("forgot", "ha cancellato dalla storia"),
                        ],
                        max_length=10,
                        verbose_name="che cosa ha fatto",
                    ),
                ),
                ("subject_label", models.CharField(max_length=100, verbose_name="tabella")),
                ("subject_id", models.CharField(blank=True, max_length=40, verbose_name="riga")),
                ("rows", models.PositiveIntegerField(default=1, verbose_name="quante righe")),
                ("page", models.CharField(blank=True, max_length=200, verbose_name="pagina")),
                ("previous_hash", models.BinaryField()),
                ("row_hash", models.BinaryField()),
            ],
            options={
                "verbose_name": "lettura registrata",
                "verbose_name_plural": "registro delle letture",
                "ordering": ["-day", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Guardianship",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("parent", "genitore"),
                            ("tutor", "tutore o tutrice"),
                            ("foster", "affidatario o affidataria"),
                            ("support", "amministratore o amministratrice di sostegno"),
                        ],
                        default="parent",
                        max_length=10,
                        verbose_name="come",
                    ),
                ),
                ("can_book", models.BooleanField(default=True, verbose_name="può prenotare")),
                ("can_collect", models.BooleanField(default=True, verbose_name="può venire a prendere")),
                ("starts_on", models.DateField(verbose_name="dal")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Quel giorno non vale più.", null=True, verbose_name="fino al"
                    ),
                ),
            ],
            options={
                "verbose_name": "responsabilità",
                "verbose_name_plural": "responsabilità",
                "ordering": ["child", "guardian", "starts_on"],
            },
        ),
        migrations.CreateModel(
            name="GuardianshipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("parent", "genitore"),
                            ("tutor", "tutore o tutrice"),
                            ("foster", "affidatario o affidataria"),
                            ("support", "amministratore o amministratrice di sostegno"),
                        ],
                        default="parent",
                        max_length=10,
                        verbose_name="come",
                    ),
                ),
                ("can_book", models.BooleanField(default=True, verbose_name="può prenotare")),
                ("can_collect", models.BooleanField(default=True, verbose_name="può venire a prendere")),
                ("starts_on", models.DateField(verbose_name="dal")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Quel giorno non vale più.", null=True, verbose_name="fino al"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("given_name", models.CharField(max_length=80, verbose_name="nome")),
                ("family_name", models.CharField(max_length=80, verbose_name="cognome")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="data di nascita")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telefono")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail di chi non ha un accesso"
                    ),
                ),
                (
                    "codice_fiscale",
                    networking.models.sealed.EncryptedTextField(
                        blank=True, max_length=16, null=True, verbose_name="codice fiscale"
                    ),
                ),
                ("codice_fiscale_index", models.BinaryField(blank=True, max_length=32, null=True)),
                (
                    "needs",
                    networking.models.sealed.EncryptedTextField(
                        blank=True,
                        help_text="Allergie, disabilità, aiuti che servono: solo quello che serve davvero.",
                        null=True,
                        verbose_name="esigenze",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="registrata il"
                    ),
                ),
            ],
            options={
                "verbose_name": "persona",
                "verbose_name_plural": "persone",
                "ordering": ["family_name", "given_name", "id"],
            },
        ),
        migrations.CreateModel(
            name="PersonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("given_name", models.CharField(max_length=80, verbose_name="nome")),
                ("family_name", models.CharField(max_length=80, verbose_name="cognome")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="data di nascita")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telefono")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail di chi non ha un accesso"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="registrata il"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("citizen", "Cittadina o cittadino"),
                            ("guardian", "Genitore o tutore"),
                            ("volunteer", "Volontaria o volontario"),
                            ("educator", "Educatrice o educatore"),
                            ("desk_operator", "Operatrice o operatore di sportello"),
                            ("provider_editor", "Redattrice o redattore di un ente"),
                            ("volunteer_coordinator", "Coordinamento dei volontari"),
                            ("cabina_member", "Componente della Cabina di Regia"),
                            ("secretary", "Segreteria della Cabina di Regia"),
                            ("monitoring_officer", "Responsabile del monitoraggio"),
                            ("administrator", "Amministrazione del portale"),
                        ],
                        max_length=30,
                        verbose_name="ruolo",
                    ),
                ),
                (
                    "everywhere",
                    models.BooleanField(
                        default=False,
                        help_text="Vale per tutti i 21 comuni. Senza zona, comune e questo segno, il ruolo non dà accesso ai dati di nessuno.",
                        verbose_name="tutto il territorio",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="dal")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True,
                        help_text="Quel giorno il ruolo non vale più.",
                        null=True,
                        verbose_name="fino al",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("is_active", models.BooleanField(default=True, verbose_name="attivo")),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="iscritto il"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AlterModelOptions(
            name="user",
            options={"ordering": ["email"], "verbose_name": "accesso", "verbose_name_plural": "accessi"},
        ),
        migrations.RemoveConstraint(
            model_name="role",
            name="role_has_one_scope",
        ),
        migrations.AddField(
            model_name="role",
            name="everywhere",
            field=models.BooleanField(
                default=False,
                help_text="Vale per tutti i 21 comuni. Senza zona, comune e questo segno, il ruolo non dà accesso ai dati di nessuno.",
                verbose_name="tutto il territorio",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_roleevent" ("comune_id", "ends_on", "everywhere", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "user_id", "zone_id") VALUES (NEW."comune_id", NEW."ends_on", NEW."everywhere", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."starts_on", NEW."user_id", NEW."zone_id"); RETURN NULL;',
                    hash="5ebfddebefba644157831db5ce3e5e7dc36f0d98",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a74da",
                    table="networking_role",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "networking_roleevent" ("comune_id", "ends_on", "everywhere", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "user_id", "zone_id") VALUES (NEW."comune_id", NEW."ends_on", NEW."everywhere", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."starts_on", NEW."user_id", NEW."zone_id"); RETURN NULL;',
                    hash="c624a2b0a90cdff6d121c26d6452920562e05a66",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2deb7",
                    table="networking_role",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_roleevent" ("comune_id", "ends_on", "everywhere", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "user_id", "zone_id") VALUES (OLD."comune_id", OLD."ends_on", OLD."everywhere", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."starts_on", OLD."user_id", OLD."zone_id"); RETURN NULL;',
                    hash="4e3ec3e372383179a8f9b4b4229083f4fbe49a77",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_eb1b2",
                    table="networking_role",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_userevent" ("date_joined", "email", "id", "is_active", "is_superuser", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_superuser", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="9c224868a506a3b494fa3f5d28ef970560831bb8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b4fe2",
                    table="networking_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."password" IS DISTINCT FROM (NEW."password"))',
                    func='INSERT INTO "networking_userevent" ("date_joined", "email", "id", "is_active", "is_superuser", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_superuser", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="35789ea86fdeca9f40de0593ceaa53fb815c4b81",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4f838",
                    table="networking_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_userevent" ("date_joined", "email", "id", "is_active", "is_superuser", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."date_joined", OLD."email", OLD."id", OLD."is_active", OLD."is_superuser", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="811127ce5d04373239f1546c7407bba6a107e443",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e83de",
                    table="networking_user",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comune", None), ("zone", None)),
                    models.Q(("everywhere", False), ("zone", None)),
                    models.Q(("comune", None), ("everywhere", False)),
                    _connector="OR",
                ),
                name="role_has_one_scope",
                violation_error_message="Scegli una zona, un comune o tutto il territorio: uno solo dei tre.",
            ),
        ),
        migrations.AddIndex(
            model_name="accessrecord",
            index=models.Index(fields=["subject_label", "subject_id", "day"], name="readings_of_a_row"),
        ),
        migrations.AddIndex(
            model_name="accessrecord",
            index=models.Index(fields=["reader", "day"], name="readings_of_a_reader"),
        ),
        migrations.AddConstraint(
            model_name="accessrecord",
            constraint=models.UniqueConstraint(fields=("day", "number"), name="one_reading_per_number"),
        ),
        migrations.AddField(
            model_name="guardianshipevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="networking.guardianship",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="account",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="person",
                to=settings.AUTH_USER_MODEL,
                verbose_name="accesso",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="comune",
            field=models.ForeignKey(
                blank=True,
                help_text="Vuoto per chi abita fuori dai 21 comuni.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networking.comune",
                verbose_name="comune di residenza",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                help_text="Solo per chi abita fuori dai 21 comuni: per gli altri la dice il comune.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networking.zone",
                verbose_name="zona che la segue",
            ),
        ),
        migrations.AddField(
            model_name="guardianshipevent",
            name="child",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="networking.person",
                verbose_name="per chi",
            ),
        ),
        migrations.AddField(
            model_name="guardianshipevent",
            name="guardian",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="networking.person",
                verbose_name="chi risponde",
            ),
        ),
        migrations.AddField(
            model_name="guardianship",
            name="child",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="networking.person",
                verbose_name="per chi",
            ),
        ),
        migrations.AddField(
            model_name="guardianship",
            name="guardian",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="networking.person",
                verbose_name="chi risponde",
            ),
        ),
        migrations.AddField(
            model_name="personevent",
            name="account",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="accesso",
            ),
        ),
        migrations.AddField(
            model_name="personevent",
            name="comune",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Vuoto per chi abita fuori dai 21 comuni.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="networking.comune",
                verbose_name="comune di residenza",
            ),
        ),
        migrations.AddField(
            model_name="personevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="networking.person",
            ),
        ),
        migrations.AddField(
            model_name="personevent",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Solo per chi abita fuori dai 21 comuni: per gli altri la dice il comune.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="networking.zone",
                verbose_name="zona che la segue",
            ),
        ),
        migrations.AddField(
            model_name="roleevent",
            name="comune",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="networking.comune",
                verbose_name="comune",
            ),
        ),
        migrations.AddField(
            model_name="roleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="networking.role",
            ),
        ),
        migrations.AddField(
            model_name="roleevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="persona",
            ),
        ),
        migrations.AddField(
            model_name="roleevent",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="networking.zone",
                verbose_name="zona sociale",
            ),
        ),
        migrations.AddField(
            model_name="userevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["comune", "family_name", "given_name"], name="people_of_a_comune"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("comune", None), ("zone", None), _connector="OR"),
                name="zone_only_without_comune",
                violation_error_message="La zona si sceglie solo per chi abita fuori dai 21 comuni.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                fields=("codice_fiscale_index",),
                name="one_person_per_codice_fiscale",
                violation_error_message="C'è già una persona con questo codice fiscale.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_personevent" ("account_id", "birth_date", "comune_id", "created_at", "email", "family_name", "given_name", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "zone_id") VALUES (NEW."account_id", NEW."birth_date", NEW."comune_id", NEW."created_at", NEW."email", NEW."family_name", NEW."given_name", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."zone_id"); RETURN NULL;',
                    hash="effd125dd5becf35d030e6b3389743dad1dd3bba",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2595b",
                    table="networking_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "networking_personevent" ("account_id", "birth_date", "comune_id", "created_at", "email", "family_name", "given_name", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "zone_id") VALUES (NEW."account_id", NEW."birth_date", NEW."comune_id", NEW."created_at", NEW."email", NEW."family_name", NEW."given_name", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."zone_id"); RETURN NULL;',
                    hash="1f24230b344e27c58feac750b74c77b34c0c9230",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a6f7b",
                    table="networking_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_personevent" ("account_id", "birth_date", "comune_id", "created_at", "email", "family_name", "given_name", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "zone_id") VALUES (OLD."account_id", OLD."birth_date", OLD."comune_id", OLD."created_at", OLD."email", OLD."family_name", OLD."given_name", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."zone_id"); RETURN NULL;',
                    hash="6d4e4c270fc95b4b912dea16f2a17606b69c166b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c6248",
                    table="networking_person",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="guardianship",
            constraint=models.CheckConstraint(
                condition=models.Q(("guardian", models.F("child")), _negated=True),
                name="nobody_answers_for_oneself",
                violation_error_message="Una persona non può rispondere per sé stessa.",
            ),
        ),
        migrations.AddConstraint(
            model_name="guardianship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                ),
                name="guardianship_ends_after_it_starts",
                violation_error_message="Finirebbe prima di cominciare.",
            ),
        ),
        migrations.AddConstraint(
            model_name="guardianship",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on", None)),
                fields=("guardian", "child"),
                name="one_open_guardianship_per_pair",
                violation_error_message="Questa persona risponde già per lei.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guardianship",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_guardianshipevent" ("can_book", "can_collect", "child_id", "ends_on", "guardian_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."can_book", NEW."can_collect", NEW."child_id", NEW."ends_on", NEW."guardian_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."starts_on"); RETURN NULL;',
                    hash="1de921ddce062d6464f2d50a6053f1cb1b9f0d39",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f38f9",
                    table="networking_guardianship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guardianship",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "networking_guardianshipevent" ("can_book", "can_collect", "child_id", "ends_on", "guardian_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."can_book", NEW."can_collect", NEW."child_id", NEW."ends_on", NEW."guardian_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."starts_on"); RETURN NULL;',
                    hash="85ff33d1eb5908a67f97010109bf25bf123a822f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a0c8e",
                    table="networking_guardianship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guardianship",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_guardianshipevent" ("can_book", "can_collect", "child_id", "ends_on", "guardian_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."can_book", OLD."can_collect", OLD."child_id", OLD."ends_on", OLD."guardian_id", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;',
                    hash="95854aca22d7e2d6637354b7d94cd40f779a444b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_39486",
                    table="networking_guardianship",
                    when="AFTER",
                ),
            ),
        ),
    ]
