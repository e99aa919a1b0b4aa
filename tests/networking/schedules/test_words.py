"""How often a work is done, in an operator's words."""

from datetime import timedelta

import pytest
from celery.schedules import crontab, schedule
from django.conf import settings

from networking.schedules import works
from networking.schedules.words import UnsayableError, how_often

CASES = [
    (schedule(1), "ogni secondo"),
    (schedule(5), "ogni 5 secondi"),
    (schedule(90), "ogni 90 secondi"),
    (schedule(60), "ogni minuto"),
    (schedule(900), "ogni 15 minuti"),
    (schedule(timedelta(hours=1)), "ogni ora"),
    (schedule(timedelta(hours=6)), "ogni 6 ore"),
    (schedule(timedelta(days=1)), "ogni giorno"),
    (crontab(hour=3, minute=10), "ogni notte alle 3:10"),
    (crontab(hour=23, minute=5), "ogni notte alle 23:05"),
    (crontab(hour=1, minute=0), "ogni notte all'1"),
    (crontab(hour=1, minute=30), "ogni notte all'1:30"),
    (crontab(hour=0, minute=0), "ogni notte a mezzanotte"),
    (crontab(hour=12, minute=0), "ogni giorno a mezzogiorno"),
    (crontab(hour="8,13,18", minute=0), "ogni giorno alle 8, alle 13 e alle 18"),
    (crontab(hour=7, minute="0,30"), "ogni giorno alle 7 e alle 7:30"),
    (crontab(hour=7, minute=0, day_of_week=1), "il lunedì alle 7"),
    (crontab(hour=7, minute=0, day_of_week="sun"), "la domenica alle 7"),
    (crontab(hour=7, minute=0, day_of_week="sun,sat"), "il sabato e la domenica alle 7"),
    (crontab(hour=7, minute=0, day_of_week="mon-fri"), "dal lunedì al venerdì alle 7"),
    (crontab(hour=6, minute=0, day_of_month=1), "il 1° di ogni mese alle 6"),
    (crontab(hour=6, minute=0, day_of_month="8,20"), "l'8 e il 20 di ogni mese alle 6"),
    (crontab(hour=6, minute=0, day_of_month=1, month_of_year="1,7"), "il 1° di gennaio e luglio alle 6"),
]


@pytest.mark.parametrize(("hours", "words"), CASES, ids=[words for _hours, words in CASES])
def test_how_often_is_said_as_people_say_it(hours, words):
    assert how_often(hours) == words


@pytest.mark.parametrize(
    "hours",
    [
        crontab(minute=0),
        crontab(hour=7, minute=0, day_of_week=1, day_of_month=13),
        crontab(hour=7, minute=0, month_of_year=5),
        schedule(0),
    ],
    ids=["every hour", "Monday the 13th", "all of May", "without a pause"],
)
def test_what_nobody_would_understand_is_refused(hours):
    with pytest.raises(UnsayableError):
        how_often(hours)


def test_every_work_of_ours_can_be_said():
    told = {work.name: how_often(work.schedule) for work in works()}

    assert told["applicare-la-conservazione"] == "ogni notte alle 3:10"
    assert told["spedire-gli-avvisi"] == "ogni 5 secondi"
    assert all(told.values())


def test_there_is_one_place_where_hours_are_written():
    assert not hasattr(settings, "CELERY_BEAT_SCHEDULE")
