"""Names and comuni move from log-ins to persons; roles without a place that reached everywhere now say so."""

from django.db import migrations

PERSONAL = ["citizen", "guardian", "volunteer", "educator", "provider_editor"]


def names_to_persons(apps, schema_editor):
    user_model, person_model = apps.get_model("networking", "User"), apps.get_model("networking", "Person")
    people = []
    for user in user_model._base_manager.exclude(full_name="").iterator():
        given_name, _space, family_name = user.full_name.partition(" ")
        people.append(
            person_model(
                account_id=user.pk,
                given_name=given_name[:80],
                family_name=family_name[:80],
                comune_id=user.comune_id,
            )
        )
    person_model._base_manager.bulk_create(people)


def names_to_users(apps, schema_editor):
    user_model, person_model = apps.get_model("networking", "User"), apps.get_model("networking", "Person")
    for person in person_model._base_manager.exclude(account=None).iterator():
        full_name = f"{person.given_name} {person.family_name}".strip()
        user_model._base_manager.filter(pk=person.account_id).update(
            full_name=full_name[:150], comune_id=person.comune_id
        )


def whole_territory(apps, schema_editor):
    roles = apps.get_model("networking", "Role")._base_manager
    roles.filter(zone=None, comune=None).exclude(kind__in=PERSONAL).update(everywhere=True)


class Migration(migrations.Migration):
    dependencies = [("networking", "0004_people_and_safety")]

    operations = [
        migrations.RunPython(names_to_persons, names_to_users),
        migrations.RunPython(whole_territory, migrations.RunPython.noop),
    ]
