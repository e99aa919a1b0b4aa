"""Handing in a file with a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import StoredFile
from .uploads import DOCUMENTS, FileKind, UploadRefusedError, check_room, check_upload, clean_name, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .models import User
    from .uploads import CheckedFile


class UploadField(forms.FileField):
    """A file of the given kinds; its value is a CheckedFile, which `store_upload` keeps.

    The browser offers only those kinds; the server looks at the content, whatever the browser says.
    """

    default_error_messages = {"required": _("Scegli un file.")}

    def __init__(self, *, kinds: Sequence[FileKind] = DOCUMENTS, **options: Any) -> None:
        self.kinds = tuple(kinds)
        options.setdefault("help_text", lazy(self.limits, str)())
        super().__init__(**options)

    def limits(self) -> str:
        """What may be handed in, in a sentence."""
        names = get_text_list([kind.name for kind in self.kinds], gettext("o"))
        most = max(settings.UPLOAD_MAX_BYTES[kind.subject] for kind in self.kinds)
        return gettext("{kinds}, fino a {size} MB.").format(kinds=names, size=most // 2**20)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        endings = (f".{ending}" for kind in self.kinds for ending in kind.extensions)
        return {**super().widget_attrs(widget), "accept": ",".join(endings)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not upload or upload is initial:
            return upload
        try:
            return check_upload(upload, kinds=self.kinds)
        except UploadRefusedError as refused:
            raise ValidationError(str(refused)) from refused


class StoredFileForm(forms.ModelForm):
    """A file that staff keep; once kept only its name and who may have it change.

    `by` is who hands it in: whoever shows the form says so, nobody types it.
    """

    by: User
    upload = UploadField(label=_("File"))

    class Meta:
        model = StoredFile
        fields = ("upload", "name", "is_public")
        help_texts = {
            "name": _("Come lo vedrà chi lo scarica. Se non lo scrivi, il nome che ha adesso."),
            "is_public": _("Senza questo segno lo vedi solo tu."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            del self.fields["upload"]
        elif "name" in self.fields:
            self.fields["name"].required = False

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        upload: CheckedFile | None = self.cleaned_data.get("upload")
        kind = upload.kind if upload else kind_of(self.instance.content_type)
        if name := self.cleaned_data.get("name"):
            self.cleaned_data["name"] = clean_name(name, kind)
        if upload:
            try:
                check_room(self.by, upload.size)
            except UploadRefusedError as refused:
                self.add_error("upload", str(refused))
        return cleaned
