"""Until when the meetings of a pair were made, and since when its silence is counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0007_company")]

    operations = [
        migrations.AddField(
            model_name="companionship",
            name="planned_until",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="companionship",
            name="watched_from",
            field=models.DateField(editable=False, null=True),
        ),
    ]
