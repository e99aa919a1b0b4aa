"""Pages of `/gestione/` that tell of people: whoever looks is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from networking import access_log
from networking.models import AccessRecord, Person

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest, HttpResponse

Deed = AccessRecord.Deed


class WritesReadings:
    """For a page whose rows name people: the readings are of them, so that they and an inquiry find them."""

    def people_of(self, row: Any) -> Collection[Person | None]:
        """Whom a row tells of."""
        return [row]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)  # type: ignore[misc]
        if shown := getattr(answer, "context_data", {}).get("cl"):
            people = {person for row in shown.result_list for person in self.people_of(row) if person}
            self.write_down(request, Deed.LISTED, Person, rows=len(people))
        return answer

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        answer = super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        if row := getattr(answer, "context_data", {}).get("original"):
            self._write_read(request, row)
        return answer

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        answer = super().history_view(request, object_id, extra_context)  # type: ignore[misc]
        self._write_read(request, answer.context_data["object"])
        return answer

    def _write_read(self, request: HttpRequest, row: Any) -> None:
        for person in filter(None, self.people_of(row)):
            self.write_down(request, Deed.READ, person)

    def write_down(
        self, request: HttpRequest, deed: AccessRecord.Deed, subject: Person | type[Person], rows: int = 1
    ) -> None:
        """Of a person, or of the table for so many of them."""
        access_log.record(reader=request.user, deed=deed, subject=subject, rows=rows, page=request.path)
