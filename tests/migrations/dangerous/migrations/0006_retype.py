from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dangerous", "0005_index")]
    operations = [migrations.AlterField("shelf", "title", models.IntegerField())]
