"""Who is there, for whom, and how they vote."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_convening")]

    operations: list = []
