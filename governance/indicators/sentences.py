"""Readings in plain Italian: short sentences made of the value, its target, its direction and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.models import Direction, Status

from . import period_words, rules
from .numbers import gap, is_a_hair, plain, written
from .rules import Change, Outcome

if TYPE_CHECKING:
    from decimal import Decimal

    from .rules import Band
    from .said import Aim, Before, Said, Sureness


def sentences(said: Said) -> list[str]:
    """All that is to be said of a number, the most important first."""
    if said.not_fed_because:
        return [_("Non ancora alimentato. %(why)s") % {"why": said.not_fed_because}]
    if said.status != Status.OK or said.value is None:
        return [*_missing(said), *_revised(said)]
    return [
        *_value(said),
        *_target(said),
        *_trend(said),
        *_sureness(said),
        *_farthest(said),
        *_revised(said),
    ]


def headline(said: Said) -> str:
    """The first of them: the number and its period, or why there is none."""
    return sentences(said)[0]


def _missing(said: Said) -> list[str]:
    period, today = said.period, said.today
    if today and period.first > today:
        return [_("%(period)s non è ancora cominciato.") % {"period": period_words.subject(period)}]
    during = capfirst(period_words.during(period))
    if said.status == Status.SUPPRESSED:
        return [_hidden(said, during)]
    if said.status == Status.UNDEFINED:
        return [_("%(during)s non si può calcolare: non c'era niente su cui dividere.") % {"during": during}]
    found = [_("%(during)s non c'è nessun dato. Non vuol dire zero.") % {"during": during}]
    return [*found, *_going_on(said)]


def _hidden(said: Said, during: str) -> str:
    if not said.threshold:
        return _("%(during)s il numero è nascosto per riservatezza.") % {"during": during}
    return _(
        "%(during)s il numero è nascosto per riservatezza: riguarda meno di %(least)s persone, "
        "o ne farebbe ricavare un altro che è nascosto."
    ) % {"during": during, "least": said.threshold}


def _going_on(said: Said) -> list[str]:
    if said.today and said.period.first <= said.today <= said.period.last:
        subject = period_words.subject(said.period)
        return [_("%(period)s non è ancora finito: il numero può cambiare.") % {"period": subject}]
    return []


def _value(said: Said) -> list[str]:
    text = written(said.value or 0, said.unit, signed=said.is_delta)
    during = capfirst(period_words.during(said.period))
    found = [f"{during}: {text}."]
    if said.is_delta and said.sureness and said.sureness.interval.holds(0):
        found.append(_("Non si può dire se qualcosa è cambiato: la differenza può essere dovuta al caso."))
    elif not said.value:
        found.append(_("È uno zero contato, non un dato che manca."))
    return [*found, *_going_on(said)]


def _target(said: Said) -> list[str]:
    aim, value = said.aim, said.value
    if aim is None or value is None:
        return [_("Per questo periodo non c'è un traguardo.")]
    going = rules.progress(value, aim.baseline, aim.target, said.direction, aim.band)
    if going is None:
        return [_("Per questo periodo non c'è un traguardo.")]
    if aim.band is not None and said.direction == Direction.RANGE:
        return [_band(value, aim.band, said.unit)]
    if aim.target is None:
        return []
    words = {
        "wanted": _wanted(aim.target, said),
        "missing": _missing_to(value, aim.target, said),
    }
    first = {
        Outcome.REACHED: _("Il traguardo, %(wanted)s, è raggiunto."),
        Outcome.NOT_REACHED: _("Il traguardo è %(wanted)s: %(missing)s."),
        Outcome.KEPT: _("Il traguardo, %(wanted)s, è quello da cui siamo partiti: è mantenuto."),
        Outcome.NOT_KEPT: _(
            "Il traguardo, %(wanted)s, è quello da cui siamo partiti: non è mantenuto, %(missing)s."
        ),
    }[going.outcome]
    return [first % words, *_way(going, aim, said)]


def _wanted(target: Decimal, said: Said) -> str:
    text = written(target, said.unit, signed=said.is_delta)
    words = _("almeno %(number)s") if said.direction == Direction.UP else _("al massimo %(number)s")
    return words % {"number": text}


def _missing_to(value: Decimal, target: Decimal, said: Said) -> str:
    distance = target - value
    if is_a_hair(distance, said.unit):
        return _("manca pochissimo")
    text = gap(distance, said.unit)
    is_one = text.startswith("1 ")
    if said.direction == Direction.UP:
        words = ngettext("manca %(gap)s", "mancano %(gap)s", 1 if is_one else 2)
    else:
        words = ngettext("c'è %(gap)s di troppo", "ci sono %(gap)s di troppo", 1 if is_one else 2)
    return words % {"gap": text}


def _band(value: Decimal, band: Band, unit: str) -> str:
    between = _("Il traguardo è stare fra %(low)s e %(high)s") % {
        "low": written(band.low, unit),
        "high": written(band.high, unit),
    }
    if value < band.low:
        found = _("%(between)s: siamo sotto di %(gap)s.")
        return found % {"between": between, "gap": gap(band.low - value, unit)}
    if value > band.high:
        found = _("%(between)s: siamo sopra di %(gap)s.")
        return found % {"between": between, "gap": gap(value - band.high, unit)}
    return _("%(between)s: ci siamo.") % {"between": between}


def _way(going: rules.Progress, aim: Aim, said: Said) -> list[str]:
    if going.part is None or aim.baseline is None or going.outcome == Outcome.REACHED:
        return []
    start = written(aim.baseline, said.unit, signed=said.is_delta)
    if going.part < 0:
        return [_("Siamo più lontani di quando abbiamo cominciato (%(start)s).") % {"start": start}]
    if going.part == 0:
        return [_("Siamo dove abbiamo cominciato (%(start)s).") % {"start": start}]
    part = plain(going.part * rules.HUNDRED) + "%"
    return [
        _("Da dove abbiamo cominciato (%(start)s): %(part)s della strada.") % {"start": start, "part": part}
    ]


def _trend(said: Said) -> list[str]:
    if said.redefined_on:
        day = date_format(said.redefined_on, "j F Y")
        return [
            _("La definizione è cambiata (%(day)s): con i numeri di prima non si confronta.") % {"day": day}
        ]
    before = said.before
    if before is None:
        return []
    if before.status != Status.OK:
        during = period_words.during(before.period)
        return [_("Non si può confrontare: %(during)s non c'è un numero.") % {"during": during}]
    changed = rules.change(said.value, before.value, before.interval)
    if changed is None:
        return []
    return [_changed(changed, said, before)]


def _changed(changed: Change, said: Said, before: Before) -> str:
    versus = capfirst(period_words.compared_with(before.period))
    if changed == Change.UNCERTAIN:
        return _("%(versus)s non si può dire se è cambiato: la differenza può essere dovuta al caso.") % {
            "versus": versus
        }
    if changed == Change.SAME:
        return capfirst(period_words.like(before.period)) + "."
    distance = (said.value or 0) - (before.value or 0)
    text = _("pochissimo") if is_a_hair(distance, said.unit) else gap(distance, said.unit)
    words = {
        (Change.UP, True): _("%(versus)s: %(gap)s in più. È la direzione giusta."),
        (Change.UP, False): _("%(versus)s: %(gap)s in più. È la direzione sbagliata."),
        (Change.UP, None): _("%(versus)s: %(gap)s in più."),
        (Change.DOWN, True): _("%(versus)s: %(gap)s in meno. È la direzione giusta."),
        (Change.DOWN, False): _("%(versus)s: %(gap)s in meno. È la direzione sbagliata."),
        (Change.DOWN, None): _("%(versus)s: %(gap)s in meno."),
    }[changed, changed.is_better(said.direction)]
    return words % {"versus": versus, "gap": text}


def _sureness(said: Said) -> list[str]:
    sure = said.sureness
    if sure is None:
        return []
    low = written(sure.interval.low, said.unit, signed=said.is_delta)
    high = written(sure.interval.high, said.unit, signed=said.is_delta)
    return [
        _answered(sure),
        _("Il valore vero sta quasi certamente fra %(low)s e %(high)s (intervallo al 95%%).")
        % {"low": low, "high": high},
    ]


def _answered(sure: Sureness) -> str:
    many = {"answered": plain(sure.answered)}
    if not sure.asked:
        return (
            ngettext(
                "Ha risposto %(answered)s persona.", "Hanno risposto %(answered)s persone.", sure.answered
            )
            % many
        )
    part = plain(rules.HUNDRED * sure.answered / sure.asked) + "%"
    words = ngettext(
        "Ha risposto %(answered)s persona su %(asked)s (%(part)s).",
        "Hanno risposto %(answered)s persone su %(asked)s (%(part)s).",
        sure.answered,
    )
    return words % {**many, "asked": plain(sure.asked), "part": part}


def _farthest(said: Said) -> list[str]:
    far = said.farthest
    if far is None:
        return []
    words = {"place": far.place, "value": written(far.value, said.unit, signed=said.is_delta)}
    if far.are_some_hidden:
        return [_("Fra i comuni che si possono mostrare, il più indietro è %(place)s: %(value)s.") % words]
    return [_("Il comune più indietro è %(place)s: %(value)s.") % words]


def _revised(said: Said) -> list[str]:
    if said.revised_on is None:
        return []
    day = date_format(said.revised_on, "j F Y")
    if said.was is None:
        return [_("Rivisto (%(day)s), perché sono arrivati altri dati.") % {"day": day}]
    was = written(said.was, said.unit, signed=said.is_delta)
    return [
        _("Rivisto (%(day)s), perché sono arrivati altri dati: prima era %(was)s.") % {"day": day, "was": was}
    ]
