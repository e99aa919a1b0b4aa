from django.db import migrations, models

UNFINISHED = ["queued", "running"]


class Migration(migrations.Migration):
    dependencies = [("networking", "0013_regular_works")]

    operations = [
        migrations.AddField(
            "job",
            "fault",
            models.CharField(blank=True, db_default="", max_length=200, verbose_name="guasto"),
        ),
        migrations.AddField(
            "job",
            "holder",
            models.UUIDField(blank=True, editable=False, null=True, verbose_name="da chi è preso in carico"),
        ),
        migrations.AddField(
            "job",
            "leads_to",
            models.CharField(blank=True, db_default="", max_length=300, verbose_name="dove si va poi"),
        ),
        migrations.AddField(
            "job",
            "outcome",
            models.CharField(blank=True, db_default="", max_length=300, verbose_name="che cosa ne è venuto"),
        ),
        migrations.AlterField(
            "job",
            "progress",
            models.PositiveSmallIntegerField(blank=True, default=0, null=True, verbose_name="avanzamento"),
        ),
        migrations.AlterField(
            "job",
            "state",
            models.CharField(
                choices=[
                    ("queued", "in attesa"),
                    ("running", "in corso"),
                    ("done", "pronto"),
                    ("failed", "non riuscito"),
                    ("expired", "scaduto"),
                    ("cancelled", "annullato"),
                ],
                default="queued",
                max_length=10,
                verbose_name="stato",
            ),
        ),
        migrations.AddConstraint(
            "job",
            models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["queued", "running", "done", "failed", "expired", "cancelled"])
                ),
                name="state_of_a_job_is_known",
            ),
        ),
        migrations.AddConstraint(
            "job",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lease_until__isnull", False), ("state", "running")),
                    models.Q(
                        models.Q(("state", "running"), _negated=True),
                        ("holder", None),
                        ("lease_until", None),
                    ),
                    _connector="OR",
                ),
                name="a_job_is_held_while_it_runs",
            ),
        ),
        migrations.AddConstraint(
            "job",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at", None), ("state__in", UNFINISHED)),
                    models.Q(
                        models.Q(("state__in", UNFINISHED), _negated=True), ("finished_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="a_job_that_is_over_says_since_when",
            ),
        ),
    ]
