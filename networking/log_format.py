"""How a line of the log is written: one event, one line, whatever it quotes."""

from __future__ import annotations

import logging
import re
import time

# What ends a line for some reader, or moves its cursor: ASCII's and Unicode's controls, and the two separators.
CONTROLS = {code: f"\\u{code:04x}" for code in (*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029)} | {
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}
# A traceback has lines of its own: none of them can be taken for an event.
CONTINUATION = "\n    | "
# PostgreSQL quotes the whole row that it refused, with what somebody wrote: until whatever comes next in a traceback.
QUOTED_ROW = re.compile(
    r"^DETAIL:.*?(?=^CONTEXT:|^HINT:|\n\nThe above exception was|\n\nDuring handling of the above|\Z)",
    re.MULTILINE | re.DOTALL,
)
# Addresses that are keys: whoever reads the log must not be able to enter by them, not even by one mistyped.
KEYS = re.compile(
    r"(/(?:accedi/(?:password-nuova|conferma-email)|calendario|notizie/basta|famiglia/invito|posto/tieni"
    r"|laboratori/offerta)/)[^\s?\"'<>]+"
)


class LineFormatter(logging.Formatter):
    """UTC, level, where from, what; line ends inside a message are shown, not obeyed."""

    converter = time.gmtime  # type: ignore[assignment]
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        return KEYS.sub(r"\1*", super().formatMessage(record).translate(CONTROLS))

    def formatException(self, ei: object) -> str:  # noqa: N802
        told = super().formatException(ei)  # type: ignore[arg-type]
        told = QUOTED_ROW.sub("DETAIL: (not written)\n", told)
        return _continued(KEYS.sub(r"\1*", told).rstrip("\n"))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        return _continued(stack_info)


def _continued(lines: str) -> str:
    return CONTINUATION.lstrip("\n") + CONTINUATION.join(
        line.translate(CONTROLS) for line in lines.split("\n")
    )
