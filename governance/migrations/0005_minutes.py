"""Minutes that freeze when they are approved, and the book they are chained in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("governance", "0004_decisions")]

    operations: list = []
