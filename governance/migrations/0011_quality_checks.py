"""What the rules of quality found, night after night."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0010_monitoring_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="QualityCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.SlugField(max_length=40, verbose_name="regola")),
                ("checked_on", models.DateField(verbose_name="provata il")),
                ("looked", models.PositiveIntegerField(verbose_name="righe guardate")),
                ("wrong", models.PositiveIntegerField(verbose_name="righe da sistemare")),
                ("is_blocking", models.BooleanField(default=False, verbose_name="indispensabile")),
            ],
            options={
                "verbose_name": "verifica sui dati",
                "verbose_name_plural": "verifiche sui dati",
                "ordering": ["-checked_on", "rule"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "checked_on"), name="one_check_a_rule_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("wrong__lte", models.F("looked"))),
                        name="no_more_wrong_than_looked_at",
                    ),
                ],
            },
        ),
    ]
