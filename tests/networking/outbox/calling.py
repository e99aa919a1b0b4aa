"""A man who is told by telephone, and the operators who call him."""

from networking.outbox import Kind, Telling, Words, calls, tell
from networking.outbox.call_outcomes import Call, record
from tests import factories

PHONE = "+390743999903"
REASONS_GONE = set()


def compose(notice, _now):
    if notice.key in REASONS_GONE:
        return None
    return Words(
        f"Avviso {notice.key}", ("Domani viene il medico.", "Porta la tessera."), short="Domani medico."
    )


KINDS = (Kind("prova.visita", "Visita", compose),)


def told(person, key, now, **fields):
    """Something to tell `person` by telephone."""
    return tell("prova.visita", Telling(person=person, key=key, **fields), now=now)


def row(key="x"):
    """The notice as it is kept now."""
    return factories.notices().get(key=key)


def called(person, by, now):
    """A call that has just begun."""
    [first, *_others] = calls.begin(person, by=by, now=now)
    return Call(person, first.holder, by)


def after(person, by, now, outcome, **fields):
    """A whole call with its outcome; the notice «x» afterwards."""
    record(called(person, by, now), outcome, now=now, **fields)
    return row()
