import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0015_mail_becomes_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("service", "di servizio: a tutti, perché devono saperlo"),
                            ("news", "notizia: solo a chi ha chiesto di riceverne"),
                        ],
                        default="service",
                        max_length=10,
                        verbose_name="che comunicazione è",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Diventa l'oggetto dell'e-mail e l'SMS, e si legge nei calendari: niente nomi di persone.",
                        max_length=110,
                        verbose_name="titolo",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Frasi corte. Una riga vuota comincia un nuovo capoverso. Niente dati di persone.",
                        max_length=3000,
                        verbose_name="testo",
                    ),
                ),
                ("link", models.URLField(blank=True, verbose_name="pagina da leggere")),
                (
                    "starts_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="appuntamento: comincia"),
                ),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="finisce")),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="Si legge nei calendari: il luogo, senza nomi di persone.",
                        max_length=150,
                        verbose_name="dove",
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="scritta il")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="mandata il"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="cambiata il"),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="annullata il"),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="numero del cambiamento"
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
                        verbose_name="al comune",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.zone",
                        verbose_name="alla zona",
                    ),
                ),
            ],
            options={
                "verbose_name": "comunicazione",
                "verbose_name_plural": "comunicazioni",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("zone", None), ("comune", None), _connector="OR"),
                        name="announced_to_a_comune_or_a_zone",
                        violation_error_message="Scegli una zona o un comune, non tutti e due.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_at", None), ("starts_at", None)),
                            models.Q(
                                ("ends_at__gt", models.F("starts_at")),
                                ("ends_at__isnull", False),
                                ("starts_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_appointment_ends_after_it_starts",
                        violation_error_message="Un appuntamento ha inizio e fine, e finisce dopo che è cominciato.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_at", None), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="only_what_was_announced_is_called_off",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("news", "ricevere notizie del progetto")],
                        max_length=20,
                        verbose_name="per che cosa",
                    ),
                ),
                ("text_version", models.CharField(max_length=20, verbose_name="versione del testo")),
                ("given_at", models.DateTimeField(verbose_name="dato il")),
                (
                    "given_through",
                    models.CharField(
                        choices=[
                            ("own", "nella propria area"),
                            ("desk", "allo sportello"),
                            ("link", "dal collegamento in fondo a una e-mail"),
                        ],
                        max_length=10,
                        verbose_name="dato come",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="ritirato il")),
                (
                    "withdrawn_through",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "nella propria area"),
                            ("desk", "allo sportello"),
                            ("link", "dal collegamento in fondo a una e-mail"),
                        ],
                        max_length=10,
                        verbose_name="ritirato come",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networking.person",
                        verbose_name="di chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "consenso",
                "verbose_name_plural": "consensi",
                "ordering": ["-given_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("person", "purpose"),
                        name="one_live_consent_per_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_through", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_through", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_withdrawn_consent_says_how",
                    ),
                ],
            },
        ),
    ]
