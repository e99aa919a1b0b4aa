from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dangerous", "0003_rename")]
    operations = [migrations.AddField("shelf", "room", models.IntegerField())]
