"""Files that people or staff hand in: never reached by their address, always through a view that checks."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking import stored_bytes

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .people import User


def random_name(_file: StoredFile, _name: str) -> str:
    """Where the bytes lie: a name that tells nothing and nobody can guess."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Public files and one's own: nobody else's, whatever one's role."""
        if not user.is_authenticated:
            return self.filter(is_public=True)
        return self.filter(Q(is_public=True) | Q(uploaded_by=user))

    def delete(self) -> tuple[int, dict[str, int]]:
        """The rows, and after the commit their bytes."""
        files = stored_bytes.files_in(self)
        deleted = super().delete()
        stored_bytes.forget_after_commit(files)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class StoredFile(models.Model):
    """A file, the name people know it by, and who may have it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(_("file"), upload_to=random_name)
    name = models.CharField(_("nome del file"), max_length=150)
    content_type = models.CharField(_("tipo"), max_length=100, default="application/pdf")
    size = models.PositiveBigIntegerField(_("grandezza in byte"), default=0, db_default=0, editable=False)
    is_public = models.BooleanField(_("chiunque può scaricarlo"), default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("caricato da"),
    )
    uploaded_at = models.DateTimeField(_("caricato il"), auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("file conservato")
        verbose_name_plural = _("file conservati")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networking:stored_file", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The row, and after the commit its bytes."""
        deleted = super().delete(*args, **kwargs)
        stored_bytes.forget_after_commit([self.file])
        return deleted
