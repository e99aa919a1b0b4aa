"""A secret address at which a calendar reads somebody's dates."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0011_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "token_hash",
                    models.BinaryField(max_length=32, unique=True, verbose_name="impronta dell'indirizzo"),
                ),
                ("created_at", models.DateTimeField(verbose_name="creato il")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="tolto il")),
                (
                    "last_read_on",
                    models.DateField(blank=True, null=True, verbose_name="letto l'ultima volta il"),
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
                "verbose_name": "indirizzo di calendario",
                "verbose_name_plural": "indirizzi di calendario",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("person",),
                        name="one_live_calendar_per_person",
                    )
                ],
            },
        ),
    ]
