"""Sheets for the tests: made by the portal's own export, or written by hand."""

from django.core.files.uploadedfile import SimpleUploadedFile

from networking.models import Zone
from networking.models.scope import Scope
from services import exporting
from services.imports import ORGANIZATIONS, SERVICES, plan_for, read

EVERYWHERE = Scope(everywhere=True)
TABLES = {"enti": ORGANIZATIONS, "servizi": SERVICES}


def zone(number):
    """The scope of somebody who works for one zone."""
    return Scope(zones=frozenset({Zone.objects.get(number=number).pk}))


def upload(content, name="foglio.csv"):
    """A file as the browser sends it."""
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def exported(table, rows=None, extension="csv", scope=EVERYWHERE):
    """What the portal hands out, as a file handed in again."""
    rows = table.rows_within(scope) if rows is None else rows
    content, _type = exporting.sheet_of(table, rows, extension=extension)
    return upload(content, f"foglio.{extension}")


def csv_of(table, *rows):
    """A sheet with only the columns that the rows name."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    needed = [name for name, heading in table.headings.items() if heading in table.required]
    names += [name for name in needed if name not in names]
    lines = [";".join(table.headings[name] for name in names)]
    lines += [";".join(f'"{row.get(name, "")}"' for name in names) for row in rows]
    return upload("\n".join(lines))


def planned(table, file, scope=EVERYWHERE):
    """What the file would do; it must be readable."""
    sheet = read(file, table)
    assert sheet.problems == []
    return plan_for(table, sheet.rows, scope)


def refusals(table, file, scope=EVERYWHERE):
    """What is to be mended: (row, column, sentence)."""
    sheet = read(file, table)
    problems = sheet.problems or plan_for(table, sheet.rows, scope).problems
    return [(each.row, each.column, each.sentence) for each in problems]
