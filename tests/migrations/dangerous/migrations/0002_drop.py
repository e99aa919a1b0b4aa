from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dangerous", "0001_shelf")]
    operations = [migrations.RemoveField("shelf", "colour")]
