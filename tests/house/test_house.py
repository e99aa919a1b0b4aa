"""The rules of the house that a program can check."""

import re
from pathlib import Path

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.public_views import PUBLIC_VIEWS

ROOT = Path(__file__).parents[2]
APPS = {"networking", "services", "laboratories", "volunteers", "governance"}
LONGEST_FILE = 300


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in APPS]


def named_views(resolver=None, namespace=""):
    """Every named address of ours: (name, view, pattern). The admin guards itself and is asked apart."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, [namespace, entry.namespace]))
            if entry.namespace != "admin":
                yield from named_views(entry, inner)
        elif isinstance(entry, URLPattern):
            yield ":".join(filter(None, [namespace, entry.name or str(entry.pattern)])), entry.callback, entry


def test_a_view_is_public_only_if_it_is_on_the_list():
    public = {name for name, view, _pattern in named_views() if not getattr(view, "login_required", True)}

    assert public == PUBLIC_VIEWS


def test_the_admin_asks_everybody_to_sign_in(client, db):
    response = client.get("/gestione/services/service/")

    assert response.status_code == 302
    assert response.url.startswith("/accedi/")


def test_no_page_of_a_floor_names_an_address_of_the_floors_above():
    above = {
        "networking": ("services:", "laboratories:", "volunteers:", "governance:"),
        "services": ("laboratories:", "volunteers:", "governance:"),
        "laboratories": ("volunteers:", "governance:"),
        "volunteers": ("governance:",),
    }
    found = [
        f"{page.relative_to(ROOT)}: {name}"
        for floor, names in above.items()
        for page in (ROOT / "templates" / floor).rglob("*.html")
        for name in names
        if f'{{% url "{name}' in page.read_text(encoding="utf-8")
    ]

    assert found == []


def test_every_model_is_in_the_glossary():
    glossary = (ROOT / "docs/GLOSSARIO.md").read_text(encoding="utf-8")
    missing = [model.__name__ for model in our_models() if f"| {model.__name__} |" not in glossary]

    assert missing == []


def test_migrations_are_named_by_hand():
    names = [path.stem for app in APPS for path in (ROOT / app / "migrations").glob("0*.py")]

    assert names
    assert not [name for name in names if re.search(r"_auto_|_initial$", name)]


def test_no_file_of_ours_is_long():
    ours = [
        path
        for folder in [*APPS, "bin", "tests"]
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    ]
    long = {
        str(path.relative_to(ROOT)): lines
        for path in ours
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_no_template_asks_for_inline_style_or_script_or_writes_a_field():
    """The content security policy would refuse them, and fields are drawn in one place."""
    forbidden = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script>|href=\"javascript:", re.IGNORECASE)
    guilty = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        # A mail has no stylesheet of ours: what reads it knows only what is beside the words.
        if path.parent.name != "email" and forbidden.search(path.read_text())
    ]

    assert guilty == []


def test_asvs_14_2_3_no_page_of_ours_names_a_third_party():
    """Fonts, scripts and tiles are served by us; links that people click may lead elsewhere."""
    loads = re.compile(r"<(?:script|link|img|iframe|source)[^>]+(?:src|href)=\"(?:https?:)?//", re.IGNORECASE)
    guilty = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if loads.search(path.read_text())
    ]

    assert guilty == []


def test_nothing_names_a_place_outside_the_project():
    outside = re.compile(r"\.\./shared")
    files = [
        path
        for folder in [*APPS, "bin", "docs", "templates"]
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".html", ".toml", ".sh"}
    ]

    assert not [str(path) for path in files if outside.search(path.read_text(encoding="utf-8"))]
