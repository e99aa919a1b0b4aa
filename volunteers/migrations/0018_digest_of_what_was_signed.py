"""The digest of the file that was handed in signed: whoever touches it afterwards is found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0017_agreement_ends")]

    operations = [
        migrations.AddField(
            model_name="registerseal",
            name="signed_digest",
            field=models.BinaryField(
                editable=False, max_length=32, null=True, verbose_name="SHA-256 del file firmato"
            ),
        ),
        migrations.AddConstraint(
            model_name="registerseal",
            constraint=models.CheckConstraint(
                condition=models.Q(how="") | models.Q(signed_digest__isnull=False),
                name="what_was_signed_has_its_digest",
            ),
        ),
    ]
