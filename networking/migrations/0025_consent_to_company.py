"""Who receives company has said yes to it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0024_credential_policies"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("news", "ricevere notizie del progetto"),
                    ("photos", "foto e video durante le attività"),
                    ("needs", "esigenze lette da chi conduce"),
                    ("going_home", "tornare a casa da solo o da sola"),
                    ("volunteering", "fare volontariato prima dei 18 anni"),
                    ("companionship", "ricevere compagnia da una volontaria o un volontario"),
                ],
                max_length=20,
                verbose_name="per che cosa",
            ),
        ),
    ]
