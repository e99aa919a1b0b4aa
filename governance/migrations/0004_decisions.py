"""Decisions numbered without gaps, and what is left to do."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("governance", "0003_presence_and_ballots")]

    operations: list = []
