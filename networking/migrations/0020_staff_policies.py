"""The rules for who leads activities, as they begin: staff may change them."""

from django.db import migrations

# Two adults with minors, each with the check that art. 25-bis of D.P.R. 313/2002 asks of who works with them.
RULES = [
    ("minori", "Con minori", 2, ["clearance"]),
    ("adulti", "Con adulti", 1, []),
]


def write(apps, schema_editor):
    StaffPolicy = apps.get_model("networking", "StaffPolicy")
    for slug, name, minimum_adults, needed in RULES:
        StaffPolicy.objects.get_or_create(
            slug=slug, defaults={"name": name, "minimum_adults": minimum_adults, "needed": needed}
        )


class Migration(migrations.Migration):
    dependencies = [("networking", "0019_activities_ground")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
