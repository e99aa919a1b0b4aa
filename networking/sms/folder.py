"""Development: each SMS becomes a file in `SMS_FOLDER`, which a page for staff shows beside the e-mails."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .gateways import Gateway, Receipt, check_values
from .rules import plain, segments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class FolderGateway(Gateway):
    """Takes everything, sends nothing."""

    def send(self, phone: str, text: str, *, reference: str) -> Receipt:
        """Write the message as it would leave: in the same letters, with how many SMS it makes."""
        check_values(phone, reference)
        text = plain(text)
        now = timezone.localtime()
        written = {
            "to": phone,
            "from": settings.SMS_SENDER,
            "text": text,
            "segments": segments(text),
            "at": now.isoformat(timespec="seconds"),
        }
        folder = Path(settings.SMS_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        # Under another name until it is whole: whoever reads the folder meanwhile does not find half of it.
        unfinished = folder / f"{now:%Y%m%d-%H%M%S-%f}-{reference}.part"
        unfinished.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
        unfinished.rename(unfinished.with_suffix(".json"))
        return Receipt(provider_id=unfinished.stem)

    def was_taken(self, reference: str) -> bool:
        """Whether a file bears this reference."""
        return bool(_of(reference))


def forget_after_commit(references: Iterable[str]) -> None:
    """Where messages are files of ours, delete those written to somebody who is erased."""
    for each in references:
        transaction.on_commit(_forgetting(each), robust=True)


def _forgetting(reference: str) -> Callable[[], None]:
    """What deletes them; a function, because Django says by its name which has failed, and a partial has none."""

    def forget() -> None:
        for file in _of(reference):
            file.unlink(missing_ok=True)

    return forget


def latest(count: int) -> list[dict[str, Any]]:
    """The messages of the folder, the newest first: to, from, text, segments, at."""
    files = sorted(Path(settings.SMS_FOLDER).glob("*.json"), reverse=True)[:count]
    told = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return [{**each, "at": datetime.fromisoformat(each["at"])} for each in told]


def _of(reference: str) -> list[Path]:
    """The files «day-time-fraction-reference»: the reference may have dashes of its own."""
    files = Path(settings.SMS_FOLDER).glob("*.json")
    return [file for file in files if file.stem.split("-", 3)[3] == reference]
