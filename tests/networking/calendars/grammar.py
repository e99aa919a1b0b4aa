"""What RFC 5545 asks of a file, read by the letter and without the library that wrote it."""

from __future__ import annotations

import re
from collections import Counter

LONGEST_LINE = 75
LINE = re.compile(
    r"(?P<name>[A-Z][A-Z0-9-]*)(?P<parameters>(?:;[A-Z-]+=(?:\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]*))*):(?P<value>.*)",
    re.DOTALL,
)
TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
TEXTS = re.compile(rf"{TEXT.pattern}(?:,{TEXT.pattern})*")
MOMENT = re.compile(r"\d{8}T([01]\d|2[0-3])[0-5]\d[0-5]\d")
UTC_MOMENT = re.compile(MOMENT.pattern + "Z")
DAY = re.compile(r"\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
OFFSET = re.compile(r"[+-]\d{4}(\d{2})?")
DURATION = re.compile(r"P(\d+W|(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?)")
FORMS = {
    "PRODID": TEXT, "NAME": TEXT, "X-WR-CALNAME": TEXT, "X-WR-TIMEZONE": TEXT, "VERSION": re.compile(r"2\.0"),
    "CALSCALE": re.compile("GREGORIAN"), "METHOD": re.compile("PUBLISH|CANCEL"),
    "REFRESH-INTERVAL": DURATION, "X-PUBLISHED-TTL": DURATION,
    "TZID": TEXT, "TZNAME": TEXT, "TZOFFSETFROM": OFFSET, "TZOFFSETTO": OFFSET,
    "RRULE": re.compile(r"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=\d+|FREQ=YEARLY;BYMONTH=\d+;BYDAY=-1SU"),
    "UID": TEXT, "SUMMARY": TEXT, "LOCATION": TEXT, "DESCRIPTION": TEXT, "CATEGORIES": TEXTS,
    "URL": re.compile(r"https?://[\x21-\x7e]+"), "SEQUENCE": re.compile(r"\d+"),
    "DTSTAMP": UTC_MOMENT, "LAST-MODIFIED": UTC_MOMENT,
    "DTSTART": re.compile(f"{MOMENT.pattern}Z?|{DAY.pattern}"), "DTEND": re.compile(f"{MOMENT.pattern}Z?|{DAY.pattern}"),
    "STATUS": re.compile("CONFIRMED|TENTATIVE|CANCELLED"), "TRANSP": re.compile("OPAQUE|TRANSPARENT"),
}  # fmt: skip
ONCE = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "SUMMARY"},
}
INSIDE = {"VCALENDAR": "", "VTIMEZONE": "VCALENDAR", "VEVENT": "VCALENDAR"} | dict.fromkeys(
    ("STANDARD", "DAYLIGHT"), "VTIMEZONE"
)


def content_lines(content: bytes) -> list[str]:
    """The lines of a file, each in one piece."""
    return content.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def problems_in(content: bytes) -> list[str]:
    """Everything in which `content` is not what RFC 5545 says."""
    problems = _in_physical_lines(content)
    open_parts: list[tuple[str, Counter[str]]] = []
    zones = set(re.findall(r"^TZID:(.*)$", "\n".join(content_lines(content)), re.MULTILINE))
    for line in content_lines(content):
        match = LINE.fullmatch(line)
        if match is None:
            problems.append(f"not a content line: {line!r}")
        elif match["name"] == "BEGIN":
            inside = open_parts[-1][0] if open_parts else ""
            if INSIDE.get(match["value"]) != inside:
                problems.append(f"{match['value']} inside {inside or 'nothing'}")
            open_parts.append((match["value"], Counter()))
        elif match["name"] == "END":
            problems += _in_part(open_parts, match["value"])
        else:
            problems += _in_property(open_parts, match, zones)
    return problems + [f"{name} does not end" for name, _found in open_parts]


def _in_physical_lines(content: bytes) -> list[str]:
    problems = [] if content.endswith(b"\r\n") else ["the last line does not end"]
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        if b"\r" in line or b"\n" in line:
            problems.append(f"half a line end: {line!r}")
        if len(line) > LONGEST_LINE:
            problems.append(f"{len(line)} octets: {line!r}")
        try:
            line.decode()
        except UnicodeDecodeError:
            problems.append(f"a sign cut in two: {line!r}")
    return problems


def _in_part(open_parts: list[tuple[str, Counter[str]]], name: str) -> list[str]:
    if not open_parts or open_parts[-1][0] != name:
        return [f"END:{name} without its beginning"]
    _name, found = open_parts.pop()
    missing = [f"{name} without {each}" for each in sorted(ONCE[name]) if found[each] != 1]
    return missing + [f"{name}: {count} times {each}" for each, count in found.items() if count > 1]


def _in_property(open_parts: list[tuple[str, Counter[str]]], match: re.Match, zones: set[str]) -> list[str]:
    name, parameters, value = match["name"], match["parameters"], match["value"]
    if not open_parts:
        return [f"{name} outside everything"]
    open_parts[-1][1][name] += 1
    if name not in FORMS:
        return [f"unknown: {name}"]
    problems = [] if FORMS[name].fullmatch(value) else [f"{name}: {value!r}"]
    if name in {"DTSTART", "DTEND"} and open_parts[-1][0] == "VEVENT":
        wanted = ";VALUE=DATE" if DAY.fullmatch(value) else ""
        zone = re.fullmatch(r";TZID=(.+)", parameters)
        is_zoned = zone is not None and zone[1] in zones and not value.endswith("Z")
        if not (is_zoned or (parameters == wanted and (wanted or value.endswith("Z")))):
            problems.append(f"{name}{parameters}:{value}")
    if name == "REFRESH-INTERVAL" and parameters != ";VALUE=DURATION":
        problems.append(f"{name} without what it is")
    return problems
