"""How big a stored file is: what a person and all together may hand in is counted by it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0008_people_by_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="size",
            field=models.PositiveBigIntegerField(
                db_default=0, default=0, editable=False, verbose_name="grandezza in byte"
            ),
        ),
    ]
