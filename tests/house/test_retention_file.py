"""Every table of the database says how long it keeps its rows, whose they are, what an erasure does of them."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.utils.module_loading import import_string

from networking import retention

WAYS = {"delete", "blank", "forget", "hold", "unlink"}
NAMED_FUNCTIONS = ("deleted_by", "blanked_by", "found_by")


def labels_by_table():
    return {model._meta.db_table: model._meta.label for model in apps.get_models(include_auto_created=True)}


def about_people():
    return {label: rule for label, rule in retention.rules().items() if not rule.is_impersonal}


def ends_at(model, path):
    """The model that a path leads to, and its last column."""
    column = None
    for step in path.split("__"):
        column = model._meta.pk if step == "pk" else model._meta.get_field(step)
        model = column.related_model or model
    return model, column


def test_every_table_of_the_database_has_a_rule(db):
    """Also the libraries', and those that only tie two tables of ours that are about nobody."""
    labels = labels_by_table()
    decided = set(retention.rules())
    without = []
    for table in connection.introspection.table_names():
        label = labels.get(table, table)
        owner = label.partition("_")[0]
        ties_impersonal = owner in decided and retention.rules()[owner].is_impersonal
        if label not in decided and not ties_impersonal:
            without.append(label)

    assert without == []


def test_every_rule_has_its_table(db):
    """A table that is gone takes its rule with it."""
    labels, tables = labels_by_table(), connection.introspection.table_names()

    assert set(retention.rules()) <= {labels.get(table, table) for table in tables}


def test_a_rule_says_whose_the_rows_are_or_that_they_are_nobodys():
    undecided = [
        label for label, rule in retention.rules().items() if rule.is_impersonal == rule.is_about_people
    ]

    assert undecided == []


def test_a_table_that_points_to_a_person_is_not_nobodys():
    """Whoever declares a table impersonal must not have overlooked whom it names."""
    subjects = {apps.get_model("networking.Person"), apps.get_model("networking.User")}
    named = [
        f"{label}.{field.name}"
        for label, rule in retention.rules().items()
        if rule.is_impersonal and "." in label
        for field in retention.model_of(label)._meta.concrete_fields
        if field.related_model in subjects
    ]

    assert named == []


def test_every_path_to_a_person_arrives():
    for label, rule in about_people().items():
        for kind, paths in (("Person", rule.person), ("User", rule.account)):
            for path in paths:
                model, column = ends_at(retention.model_of(label), path)
                is_id = column.primary_key or isinstance(column, models.UUIDField)
                assert model.__name__ == kind or is_id, f"{label}: {path}"


def test_every_named_column_exists():
    for label, rule in retention.rules().items():
        columns = [*rule.blank, *rule.email, *rule.impersonal_columns, *rule.kept_if]
        columns += rule.export or []
        columns += [name for name in (rule.since, rule.blank_since) if name]
        if "." in label:
            missing = [column for column in columns if not _has(retention.model_of(label), column)]
            assert missing == [], label


def _has(model, column):
    try:
        model._meta.get_field(column)
    except FieldDoesNotExist:
        return False
    return True


def test_every_rule_about_people_says_what_an_erasure_does_and_what_is_given():
    for label, rule in about_people().items():
        assert rule.on_erasure in WAYS, label
        assert rule.export is False or rule.export, label
        assert rule.blank or rule.on_erasure != "blank", label
        assert bool(rule.hold) == (rule.on_erasure == "hold"), label


def test_a_hold_ends():
    for label, rule in about_people().items():
        if rule.on_erasure == "hold":
            assert rule.since, label
            assert rule.days is not None, label


def test_a_dated_rule_names_a_real_moment():
    for label, rule in retention.rules().items():
        for name in filter(None, (rule.since, rule.blank_since)):
            column = retention.model_of(label)._meta.get_field(name)
            assert isinstance(column, models.DateField), label


def test_history_is_forgotten_and_never_deleted_by_a_role_that_may_not():
    for label, rule in about_people().items():
        is_history = hasattr(retention.model_of(label), "pgh_tracked_model")
        assert is_history == (rule.on_erasure == "forget"), label
        if rule.is_append_only:
            assert rule.on_erasure in {"forget", "hold", "unlink"}, label


def test_every_named_function_exists():
    for rule in retention.rules().values():
        for name in NAMED_FUNCTIONS:
            if path := getattr(rule, name):
                assert callable(import_string(path))
