"""Readings in plain Italian, as a table: what is known of a number, and what is said."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.indicators import period_words
from governance.indicators.intervals import Interval
from governance.indicators.periods import Period, Span
from governance.indicators.rules import Band
from governance.indicators.said import Aim, Before, Farthest, Said, Sureness
from governance.indicators.sentences import headline, sentences
from governance.models import Direction, Status, Unit

MARCH = Period.of(Span.MONTH, date(2026, 3, 1))
FEBRUARY = Period.of(Span.MONTH, date(2026, 2, 1))
UP, DOWN, RANGE = Direction


def said(value=None, **changed):
    """«Volontari attivi» of March 2026, with what is changed."""
    known = {"period": MARCH, "unit": Unit.PEOPLE, "direction": UP, "status": Status.OK, **changed}
    return Said(value=None if value is None else Decimal(str(value)), **known)


def aim(target, baseline=None):
    return Aim(Decimal(str(target)), None if baseline is None else Decimal(str(baseline)))


def before(value, *interval, status=Status.OK):
    number = None if value is None else Decimal(str(value))
    return Before(FEBRUARY, status, number, Interval(*interval) if interval else None)


HIDDEN = (
    "A marzo 2026 il numero è nascosto per riservatezza: riguarda meno di 5 persone, "
    "o ne farebbe ricavare un altro che è nascosto."
)
NO_AIM = "Per questo periodo non c'è un traguardo."
DAYS = {"unit": Unit.DAYS, "direction": DOWN}
BAND = {"unit": Unit.PERCENT, "direction": RANGE, "aim": Aim(band=Band(Decimal(60), Decimal(95)))}
DELTA = {"unit": Unit.POINTS, "direction": DOWN, "is_delta": True}

TABLE = [
    # A value.
    (said(312), ["A marzo 2026: 312 persone.", NO_AIM]),
    (said(1), ["A marzo 2026: 1 persona.", NO_AIM]),
    (said(0), ["A marzo 2026: 0 persone.", "È uno zero contato, non un dato che manca.", NO_AIM]),
    (said(12345.6, unit=Unit.HOURS), ["A marzo 2026: 12.345,6 ore.", NO_AIM]),
    (
        said(12, today=date(2026, 3, 20)),
        ["A marzo 2026: 12 persone.", "Marzo 2026 non è ancora finito: il numero può cambiare.", NO_AIM],
    ),
    # No value, and why.
    (
        said(status=Status.NO_DATA, today=date(2026, 5, 1)),
        ["A marzo 2026 non c'è nessun dato. Non vuol dire zero."],
    ),
    (said(status=Status.NO_DATA, today=date(2026, 2, 1)), ["Marzo 2026 non è ancora cominciato."]),
    (
        said(status=Status.UNDEFINED, unit=Unit.PERCENT),
        ["A marzo 2026 non si può calcolare: non c'era niente su cui dividere."],
    ),
    # A comune with four participants.
    (
        said(status=Status.SUPPRESSED, threshold=5),
        [HIDDEN],
    ),
    (said(status=Status.SUPPRESSED), ["A marzo 2026 il numero è nascosto per riservatezza."]),
    (
        said(not_fed_because="Il portale non ha ancora una scala della solitudine."),
        ["Non ancora alimentato. Il portale non ha ancora una scala della solitudine."],
    ),
    # Towards a target.
    (
        said(250, aim=aim(300, 200)),
        [
            "A marzo 2026: 250 persone.",
            "Il traguardo è almeno 300 persone: mancano 50 persone.",
            "Da dove abbiamo cominciato (200 persone): 50% della strada.",
        ],
    ),
    (
        said(299, aim=aim(300)),
        ["A marzo 2026: 299 persone.", "Il traguardo è almeno 300 persone: manca 1 persona."],
    ),
    (
        said(300, aim=aim(300, 200)),
        ["A marzo 2026: 300 persone.", "Il traguardo, almeno 300 persone, è raggiunto."],
    ),
    (
        said(150, aim=aim(300, 200)),
        [
            "A marzo 2026: 150 persone.",
            "Il traguardo è almeno 300 persone: mancano 150 persone.",
            "Siamo più lontani di quando abbiamo cominciato (200 persone).",
        ],
    ),
    (
        said(34.97, unit=Unit.PERCENT, aim=aim(35)),
        ["A marzo 2026: 35%.", "Il traguardo è almeno 35%: manca pochissimo."],
    ),
    (
        said(8, **DAYS, aim=aim(7, 12)),
        [
            "A marzo 2026: 8 giorni.",
            "Il traguardo è al massimo 7 giorni: c'è 1 giorno di troppo.",
            "Da dove abbiamo cominciato (12 giorni): 80% della strada.",
        ],
    ),
    (
        said(6, **DAYS, aim=aim(7)),
        ["A marzo 2026: 6 giorni.", "Il traguardo, al massimo 7 giorni, è raggiunto."],
    ),
    # Target equal to baseline.
    (
        said(120, unit=Unit.MEMBERS, aim=aim(120, 120)),
        [
            "A marzo 2026: 120 soci.",
            "Il traguardo, almeno 120 soci, è quello da cui siamo partiti: è mantenuto.",
        ],
    ),
    (
        said(119, unit=Unit.MEMBERS, aim=aim(120, 120)),
        [
            "A marzo 2026: 119 soci.",
            "Il traguardo, almeno 120 soci, è quello da cui siamo partiti: non è mantenuto, manca 1 socio.",
        ],
    ),
    # Between two values.
    (said(70, **BAND), ["A marzo 2026: 70%.", "Il traguardo è stare fra 60% e 95%: ci siamo."]),
    (said(55, **BAND), ["A marzo 2026: 55%.", "Il traguardo è stare fra 60% e 95%: siamo sotto di 5 punti."]),
    (said(96, **BAND), ["A marzo 2026: 96%.", "Il traguardo è stare fra 60% e 95%: siamo sopra di 1 punto."]),
    # After another number.
    (
        said(312, before=before(300)),
        [
            "A marzo 2026: 312 persone.",
            NO_AIM,
            "Rispetto a febbraio 2026: 12 persone in più. È la direzione giusta.",
        ],
    ),
    (
        said(9, **DAYS, before=before(8)),
        [
            "A marzo 2026: 9 giorni.",
            NO_AIM,
            "Rispetto a febbraio 2026: 1 giorno in più. È la direzione sbagliata.",
        ],
    ),
    (
        said(7, **DAYS, before=before(9)),
        [
            "A marzo 2026: 7 giorni.",
            NO_AIM,
            "Rispetto a febbraio 2026: 2 giorni in meno. È la direzione giusta.",
        ],
    ),
    (said(300, before=before(300)), ["A marzo 2026: 300 persone.", NO_AIM, "Come a febbraio 2026."]),
    (
        said(300, before=before(None, status=Status.SUPPRESSED)),
        ["A marzo 2026: 300 persone.", NO_AIM, "Non si può confrontare: a febbraio 2026 non c'è un numero."],
    ),
    (
        said(62, unit=Unit.PERCENT, before=before(58, -3, 11)),
        [
            "A marzo 2026: 62%.",
            NO_AIM,
            "Rispetto a febbraio 2026 non si può dire se è cambiato: la differenza può essere dovuta al caso.",
        ],
    ),
    # A definition changed in mid-year: the earlier number is not compared.
    (
        said(300, before=before(250), redefined_on=date(2026, 3, 15)),
        [
            "A marzo 2026: 300 persone.",
            NO_AIM,
            "La definizione è cambiata (15 marzo 2026): con i numeri di prima non si confronta.",
        ],
    ),
    # Only some were asked.
    (
        said(62, unit=Unit.PERCENT, sureness=Sureness(42, Interval(46.8, 75), asked=60)),
        [
            "A marzo 2026: 62%.",
            NO_AIM,
            "Hanno risposto 42 persone su 60 (70%).",
            "Il valore vero sta quasi certamente fra 46,8% e 75% (intervallo al 95%).",
        ],
    ),
    (
        said(-0.4, **DELTA, sureness=Sureness(30, Interval(-0.9, 0.1))),
        [
            "A marzo 2026: −0,4 punti.",
            "Non si può dire se qualcosa è cambiato: la differenza può essere dovuta al caso.",
            NO_AIM,
            "Hanno risposto 30 persone.",
            "Il valore vero sta quasi certamente fra −0,9 punti e +0,1 punti (intervallo al 95%).",
        ],
    ),
    # Revised, and the worst comune beside the whole.
    (
        said(312, revised_on=date(2026, 4, 1), was=Decimal(300)),
        [
            "A marzo 2026: 312 persone.",
            NO_AIM,
            "Rivisto (1° aprile 2026), perché sono arrivati altri dati: prima era 300 persone.",
        ],
    ),
    (
        said(85, unit=Unit.PERCENT, farthest=Farthest("Preci", Decimal("12.5"))),
        ["A marzo 2026: 85%.", NO_AIM, "Il comune più indietro è Preci: 12,5%."],
    ),
    (
        said(85, unit=Unit.PERCENT, farthest=Farthest("Preci", Decimal(0), are_some_hidden=True)),
        ["A marzo 2026: 85%.", NO_AIM, "Fra i comuni che si possono mostrare, il più indietro è Preci: 0%."],
    ),
]


@pytest.mark.parametrize(("known", "words"), TABLE)
def test_a_number_in_words(known, words):
    assert sentences(known) == words


def test_the_first_sentence_stands_alone():
    assert headline(said(312, aim=aim(300))) == "A marzo 2026: 312 persone."


@given(
    st.decimals(-100, 100, places=1),
    st.decimals(-100, 100, places=1),
    st.floats(-50, 0),
    st.floats(0, 50),
    st.sampled_from(Direction),
)
def test_nothing_grows_or_falls_while_the_interval_spans_zero(now, then, low, high, direction):
    words = " ".join(
        sentences(said(now, direction=direction, unit=Unit.PERCENT, before=before(then, low, high)))
    )

    assert not any(each in words for each in ("in più", "in meno", "aument", "cal", "direzione"))


@pytest.mark.parametrize(
    ("span", "day", "words"),
    [
        (
            Span.MONTH,
            date(2026, 4, 9),
            ("ad aprile 2026", "rispetto ad aprile 2026", "Aprile 2026", "apr 26"),
        ),
        (
            Span.MONTH,
            date(2026, 10, 9),
            ("a ottobre 2026", "rispetto a ottobre 2026", "Ottobre 2026", "ott 26"),
        ),
        (
            Span.QUARTER,
            date(2026, 5, 1),
            ("nel 2° trimestre 2026", "rispetto al 2° trimestre 2026", "Il 2° trimestre 2026", "2° tr 26"),
        ),
        (
            Span.SO_FAR,
            date(2026, 8, 9),
            (
                "nel 2026 fino al 30 settembre",
                "rispetto al 2026 fino al 30 settembre",
                "Il 2026 fino al 30 settembre",
                "set 26",
            ),
        ),
        (Span.YEAR, date(2026, 5, 1), ("nel 2026", "rispetto al 2026", "Il 2026", "2026")),
        (
            Span.SCHOOL_YEAR,
            date(2026, 8, 1),
            (
                "nell'anno scolastico 2025-2026",
                "rispetto all'anno scolastico 2025-2026",
                "L'anno scolastico 2025-2026",
                "25-26",
            ),
        ),
    ],
)
def test_a_period_has_its_own_preposition(span, day, words):
    period = Period.of(span, day)

    assert words == (
        period_words.during(period),
        period_words.compared_with(period),
        period_words.subject(period),
        period_words.short(period),
    )
