"""The book of members, fees and receipts."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("governance", "0005_minutes")]

    operations: list = []
