"""Pages of those who write for an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from networking.access import audience
from networking.models import RoleKind
from services import verifying
from services.models import Organization, Service

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@audience(RoleKind.PROVIDER_EDITOR)
@require_safe
def provider_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Our sheets: when each was checked, and which mistakes people reported."""
    organization = get_object_or_404(
        Organization.objects.edited_by(request.user, timezone.localdate()), uuid=uuid
    )
    sheets = organization.services.published().prefetch_related("verifications", "error_reports")
    return render(request, "services/provider_detail.html", {"organization": organization, "sheets": sheets})


@audience(RoleKind.PROVIDER_EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """“È tutto giusto”: one press, one verification.

    Who had been signed out when pressing comes back from signing in by looking: looking confirms nothing.
    """
    ours = Organization.objects.edited_by(request.user, timezone.localdate())
    service = get_object_or_404(Service.objects.published().filter(organization__in=ours), uuid=uuid)
    if request.method != "POST":
        messages.info(request, _("La scheda non è ancora confermata: premi di nuovo il suo pulsante."))
        return redirect("services:provider_detail", uuid=service.organization.uuid)
    verifying.confirm_sheet(
        service=service, by=request.user, on_behalf_of=service.organization.name, now=timezone.now()
    )
    messages.success(request, _("Grazie: la scheda risulta verificata oggi."))
    return redirect("services:provider_detail", uuid=service.organization.uuid)
