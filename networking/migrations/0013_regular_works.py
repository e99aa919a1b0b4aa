"""One row for each of the portal's regular works: when it was done last, and how it went."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networking", "0012_calendar_feeds")]

    operations = [
        migrations.CreateModel(
            name="ScheduledRun",
            fields=[
                (
                    "name",
                    models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="lavoro"),
                ),
                ("known_since", models.DateTimeField(verbose_name="conosciuto dal")),
                (
                    "started_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="cominciato l'ultima volta"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finito l'ultima volta"),
                ),
                (
                    "succeeded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="riuscito l'ultima volta"),
                ),
                (
                    "attempts",
                    models.PositiveIntegerField(
                        default=0, verbose_name="tentativi dopo l'ultima volta riuscita"
                    ),
                ),
                ("last_error", models.CharField(blank=True, max_length=100, verbose_name="ultimo errore")),
                ("wanted_at", models.DateTimeField(blank=True, null=True, verbose_name="chiesto a mano")),
            ],
            options={
                "verbose_name": "orario del portale",
                "verbose_name_plural": "orari del portale",
                "ordering": ["name"],
            },
        ),
    ]
