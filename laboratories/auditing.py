"""What the database alone cannot promise of bookings, asked again every night: each question must find nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from networking import facts

from .models import Booking

if TYPE_CHECKING:
    from datetime import datetime

FOUND = "laboratories.booking_against_a_rule"

# Every booking that holds or wants a place, still to come, with the day by which its age is counted.
LIVE = """
WITH live AS (
  SELECT b.id, b.person_id, b.booked_at, p.cycle_id, c.activity_id, party.door, party.entered_by_id,
         c.enrol_opens_at, c.enrol_closes_at, coalesce(s.local_date, first.local_date) AS day,
         coalesce(s.local_date, c.first_day) AS counted_on, s.id AS session_id
    FROM laboratories_booking b
    JOIN laboratories_party party ON party.id = b.party_id
    JOIN laboratories_pool p ON p.id = b.pool_id
    JOIN laboratories_cycle c ON c.id = p.cycle_id
    LEFT JOIN laboratories_session s ON s.id = p.session_id
    LEFT JOIN LATERAL (
      SELECT local_date FROM laboratories_session
       WHERE cycle_id = c.id AND cancelled_at IS NULL AND starts_at > b.booked_at
       ORDER BY starts_at LIMIT 1) AS first ON true
   WHERE b.state IN ('confirmed', 'offered', 'waiting'))
"""
# On that day they are too young, or too old.
AGE = """
SELECT live.id FROM live
  JOIN laboratories_activity a ON a.id = live.activity_id
  JOIN networking_person person ON person.id = live.person_id
 WHERE live.day >= %(today)s AND (
       extract(year FROM age(live.day, person.birth_date)) < a.min_age
    OR extract(year FROM age(live.day, person.birth_date)) > a.max_age)
"""
# From the web, before it opened or after it closed.
WINDOW = """
SELECT id FROM live WHERE door = 'web' AND day >= %(today)s
   AND (booked_at < enrol_opens_at OR booked_at >= enrol_closes_at)
"""
# From the web, by somebody who that day neither was that person nor could book for them.
RIGHTS = """
SELECT live.id FROM live
  JOIN networking_person person ON person.id = live.person_id
  JOIN networking_person asker ON asker.account_id = live.entered_by_id
 WHERE live.door = 'web' AND live.day >= %(today)s AND asker.id <> person.id AND NOT EXISTS (
   SELECT 1 FROM networking_guardianship g
    WHERE g.guardian_id = asker.id AND g.child_id = person.id AND g.can_book
      AND g.starts_on <= (live.booked_at AT TIME ZONE 'Europe/Rome')::date
      AND (g.ends_on IS NULL OR g.ends_on > (live.booked_at AT TIME ZONE 'Europe/Rome')::date))
"""
# More of them in one school year (from 1 September) than the activity gives to each.
LIMIT = """
SELECT id FROM (
  SELECT live.id, a.yearly_limit, row_number() OVER (
           PARTITION BY live.person_id, live.activity_id, extract(year FROM live.counted_on - interval '8 months')
           ORDER BY live.booked_at, live.id) AS number
    FROM live JOIN laboratories_activity a ON a.id = live.activity_id
   WHERE a.yearly_limit IS NOT NULL) AS counted
 WHERE number > yearly_limit
"""
QUESTIONS = {"age": AGE, "window": WINDOW, "rights": RIGHTS, "limit": LIMIT}


def against_the_rules(*, now: datetime) -> dict[str, list[UUID]]:
    """The bookings that no rule allows, by rule; empty when all is well. Nothing is changed: somebody decides."""
    found = {}
    with connection.cursor() as cursor:
        for rule, question in QUESTIONS.items():
            cursor.execute(LIVE + question, {"today": now.date()})
            if rows := [row[0] for row in cursor.fetchall()]:
                found[rule] = rows
    return found


def audit(*, now: datetime) -> int:
    """Write down what is against a rule, for `attention` to show; how many bookings."""
    found = against_the_rules(now=now)
    for rule, bookings in found.items():
        for booking in bookings:
            facts.record(FOUND, Booking(pk=booking), now=now, rule=rule)
    return sum(len(bookings) for bookings in found.values())
