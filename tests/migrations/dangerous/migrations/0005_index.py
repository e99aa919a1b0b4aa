from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dangerous", "0004_not_null")]
    operations = [migrations.AddIndex("shelf", models.Index(fields=["title"], name="shelf_title"))]
