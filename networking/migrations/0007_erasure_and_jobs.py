"""Asking to be forgotten and the proof of it; heavy work with its results; who answers for the data of a zone."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import networking.models.files


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0006_chain_of_readings"),
    ]

    operations = [
        migrations.CreateModel(
            name="ErasureProof",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("subject_digest", models.BinaryField(max_length=32, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("own", "da sé, chiudendo l'accesso"),
                            ("desk", "allo sportello o per lettera"),
                            ("retention", "da nessuno: era scaduto"),
                            ("restore", "di nuovo, dopo un ripristino"),
                        ],
                        max_length=10,
                        verbose_name="come è stato chiesto",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="chiesto il")),
                ("erased_at", models.DateTimeField(verbose_name="cancellato il")),
                ("rows", models.JSONField(verbose_name="righe per tabella")),
                ("files", models.PositiveIntegerField(default=0, verbose_name="file cancellati")),
                (
                    "holds",
                    models.JSONField(default=list, verbose_name="che cosa resta, perché e fino a quando"),
                ),
                (
                    "children_left",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="bambini rimasti senza chi risponde"
                    ),
                ),
            ],
            options={
                "verbose_name": "prova di cancellazione",
                "verbose_name_plural": "prove di cancellazione",
                "ordering": ["-erased_at"],
            },
        ),
        migrations.AddField(
            model_name="outboxmail",
            name="is_farewell",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="da dimenticare appena partita"
            ),
        ),
        migrations.AddField(
            model_name="zone",
            name="controller",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="L'ente che risponde dei dati delle persone di questa zona: si legge nella pagina Privacy.",
                max_length=200,
                verbose_name="titolare dei dati",
            ),
        ),
        migrations.AddField(
            model_name="zone",
            name="controller_contact",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="recapito del titolare"
            ),
        ),
        migrations.AddField(
            model_name="zone",
            name="protection_officer",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Nome e recapito: si leggono nella pagina Privacy.",
                max_length=200,
                verbose_name="responsabile della protezione dei dati",
            ),
        ),
        migrations.CreateModel(
            name="ErasureRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("own", "da sé, chiudendo l'accesso"),
                            ("desk", "allo sportello o per lettera"),
                            ("retention", "da nessuno: era scaduto"),
                            ("restore", "di nuovo, dopo un ripristino"),
                        ],
                        default="desk",
                        max_length=10,
                        verbose_name="come",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="chiesto il")),
                ("due_on", models.DateField(editable=False, verbose_name="rispondere entro")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("erased", "cancellata"), ("refused", "non accolta")],
                        max_length=10,
                        verbose_name="risposta",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="risposto il"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        help_text="Una frase per la persona. Se non si cancella, scrivi perché.",
                        max_length=500,
                        verbose_name="che cosa abbiamo risposto",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="risposto da",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="networking.person",
                        verbose_name="persona",
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.erasureproof",
                        verbose_name="prova",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="scritta da",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.zone",
                        verbose_name="zona sociale",
                    ),
                ),
            ],
            options={
                "verbose_name": "richiesta di cancellazione",
                "verbose_name_plural": "richieste di cancellazione",
                "ordering": ["due_on"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("person",),
                        name="one_open_erasure_request_per_person",
                        violation_error_message="Questa persona ha già una richiesta aperta.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decision", "")),
                            models.Q(
                                ("decided_at__isnull", False), models.Q(("decision", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="erasure_request_decided_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="che cosa")),
                ("parameters", models.JSONField(blank=True, default=dict, verbose_name="con quali scelte")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "in attesa"),
                            ("running", "in corso"),
                            ("done", "pronto"),
                            ("failed", "non riuscito"),
                            ("expired", "scaduto"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                ("progress", models.PositiveSmallIntegerField(default=0, verbose_name="avanzamento")),
                ("doing", models.CharField(blank=True, max_length=200, verbose_name="che cosa sta facendo")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tentativi")),
                (
                    "lease_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="preso in carico fino al"),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to=networking.models.files.random_name, verbose_name="risultato"
                    ),
                ),
                (
                    "file_name",
                    models.CharField(blank=True, max_length=150, verbose_name="nome del risultato"),
                ),
                (
                    "content_type",
                    models.CharField(blank=True, max_length=100, verbose_name="tipo del risultato"),
                ),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="perché non è riuscito")),
                ("created_at", models.DateTimeField(verbose_name="chiesto il")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="cominciato il")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finito il")),
                (
                    "expires_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="da scaricare entro"),
                ),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networking.person",
                        verbose_name="su chi",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chiesto da",
                    ),
                ),
            ],
            options={
                "verbose_name": "lavoro chiesto",
                "verbose_name_plural": "lavori chiesti",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=["created_at"],
                        name="jobs_still_to_do",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("progress__lte", 100)), name="progress_is_a_percentage"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file", ""), ("state", "done"), _connector="OR"),
                        name="only_a_finished_job_gives_a_file",
                    ),
                ],
            },
        ),
    ]
