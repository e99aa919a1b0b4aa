"""Rules that are frozen once adopted, and what was convened."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_bodies_and_meetings")]

    operations: list = []
