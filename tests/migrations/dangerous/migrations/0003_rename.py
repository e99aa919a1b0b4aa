from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dangerous", "0002_drop")]
    operations = [migrations.RenameField("shelf", "name", "title")]
