"""How long it takes from one comune to another. The figures are written by `load_territory`."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

WITHIN_REASON = [
    django.core.validators.MinValueValidator(1),
    django.core.validators.MaxValueValidator(300),
]


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0022_consent_to_volunteer"),
    ]

    operations = [
        migrations.CreateModel(
            name="TravelTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(validators=WITHIN_REASON, verbose_name="minuti"),
                ),
                (
                    "winter_minutes",
                    models.PositiveSmallIntegerField(
                        help_text="Dal 1° dicembre al 31 marzo.",
                        validators=WITHIN_REASON,
                        verbose_name="minuti d'inverno",
                    ),
                ),
                (
                    "is_estimate",
                    models.BooleanField(
                        default=True,
                        help_text="Togli il segno quando qualcuno l'ha controllato.",
                        verbose_name="è una stima",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="fonte")),
                (
                    "destination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ways_in",
                        to="networking.comune",
                        verbose_name="a",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ways_out",
                        to="networking.comune",
                        verbose_name="da",
                    ),
                ),
            ],
            options={
                "verbose_name": "tempo di viaggio",
                "verbose_name_plural": "tempi di viaggio",
                "ordering": ["origin__name", "destination__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("origin", "destination"),
                        name="one_travel_time_per_way",
                        violation_error_message="Per questo viaggio ci sono già i minuti.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0)),
                        name="no_travel_in_no_time",
                        violation_error_message="Un viaggio dura almeno un minuto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("winter_minutes__gte", models.F("minutes"))),
                        name="winter_is_never_quicker",
                        violation_error_message="D'inverno non ci vuole meno tempo.",
                    ),
                ],
            },
        ),
    ]
