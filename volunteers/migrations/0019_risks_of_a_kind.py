"""The risks of each kind of help, which whoever comes reads before the first turn (art. 3, comma 12-bis, D.Lgs. 81/2008)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0018_digest_of_what_was_signed")]

    operations = [
        migrations.AddField(
            model_name="helpkind",
            name="risks",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Li legge chi si segna, prima del primo turno: il decreto legislativo 81/2008 lo chiede.",
                max_length=2000,
                verbose_name="rischi, e come evitarli",
            ),
        ),
    ]
