from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("services", "0007_schools_and_libraries")]

    operations = [
        migrations.AddField(
            "pendingimport",
            "seen",
            models.JSONField(blank=True, null=True, verbose_name="che cosa cambierebbe"),
        ),
        migrations.AddField(
            "pendingimport",
            "seen_at",
            models.DateTimeField(blank=True, null=True, verbose_name="guardato il"),
        ),
    ]
