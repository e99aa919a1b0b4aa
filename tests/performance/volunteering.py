"""Who of five thousand may do one turn: the one answer of the portal, beside a bare question written by hand."""

from __future__ import annotations

import statistics
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from networking.models import Comune, Credential, Person
from tests import factories, volunteering
from volunteers.eligibility import refusals_of
from volunteers.models import InsuranceCover, Volunteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from volunteers.models import HelpRequest

MANY, TURNS, MOST = 5_000, 15, 3
# The same rules in one plain question: who is left, without saying why of the others.
BARE = """
SELECT v.id FROM volunteers_volunteer v JOIN networking_person p ON p.id = v.person_id
  CROSS JOIN volunteers_helprequest r JOIN volunteers_helpkind k ON k.id = r.kind_id
 WHERE r.id = %s AND v.state = 'active' AND v.agreed_at IS NOT NULL AND r.cancelled_at IS NULL
   AND extract(year FROM age(r.local_date, p.birth_date)) >= greatest(k.youngest, 18)
   AND EXISTS (SELECT 1 FROM volunteers_registerentry e WHERE e.person_id = p.id AND e.event = 'enrolment'
                AND e.effective_on <= r.local_date AND NOT EXISTS (
                  SELECT 1 FROM volunteers_registerentry c WHERE c.about_id = e.id AND c.event = 'cessation'))
   AND EXISTS (SELECT 1 FROM volunteers_insurancecover c JOIN volunteers_insurancepolicy i ON i.id = c.policy_id
                WHERE c.person_id = p.id AND c.starts_on <= r.local_date AND i.ends_on > r.local_date)
   AND NOT EXISTS (SELECT 1 FROM unnest(k.needed) AS wanted(kind) WHERE NOT EXISTS (
                     SELECT 1 FROM networking_credential c WHERE c.person_id = p.id AND c.kind = wanted.kind
                        AND c.revoked_at IS NULL AND (c.expires_on IS NULL OR c.expires_on > r.local_date)))
   AND NOT EXISTS (SELECT 1 FROM volunteers_assignment a JOIN volunteers_helprequest o ON o.id = a.request_id
                    WHERE a.volunteer_id = v.id AND a.state = 'accepted' AND o.starts_at < r.ends_at
                      AND o.ends_at > r.starts_at)
   AND NOT EXISTS (SELECT 1 FROM laboratories_sessionstaff s WHERE s.person_id = p.id AND s.is_active
                      AND s.during && tstzrange(r.starts_at, r.ends_at))
"""


def print_all() -> None:
    """Print what was measured."""
    norcia = Comune.objects.get(slug="norcia")
    kind = volunteering.kind(minors="regular", needed=["clearance", "safeguarding"], minimum_adults=2)
    volunteers, request = _people(norcia), volunteering.request(norcia, kind=kind)
    for volunteer in volunteers[: MANY // 50]:
        volunteering.assign(volunteer, volunteering.request(norcia))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ours, bare = _medians(lambda: refusals_of(volunteers, request), lambda: _left(request))
    refused, left = refusals_of(volunteers, request), _left(request)
    told = "bene" if ours / bare <= MOST else "SOPRA"
    _say(
        f"chi di {MANY} può fare un turno: {ours * 1000:.0f} ms con ogni perché, SQL nudo {bare * 1000:.0f} ms: "
        f"{ours / bare:.2f} ({told}: {MOST})"
    )
    _say(
        f"  possono {MANY - len(refused)}, per l'SQL nudo {len(left)}; domande {_queries(volunteers, request)}"
    )


def _people(comune: Comune) -> list[Volunteer]:
    """Nine in ten enrolled and insured, four in five with what work with minors asks."""
    born = factories.day("1980-03-04")
    people = Person.objects.bulk_create(
        Person(given_name=f"Volontaria {each}", family_name="Misura", birth_date=born, comune=comune)
        for each in range(MANY)
    )
    section, policy = volunteering.section(), volunteering.policy()
    since = volunteering.SINCE
    for person in people[: MANY * 9 // 10]:
        volunteering.line(person, section=section)
    InsuranceCover.objects.bulk_create(
        InsuranceCover(person=person, policy=policy, starts_on=since) for person in people[: MANY * 9 // 10]
    )
    Credential.objects.bulk_create(
        Credential(person=person, kind=kind, granted_on=since, expires_on=volunteering.UNTIL)
        for person in people[: MANY * 4 // 5]
        for kind in ("clearance", "safeguarding", "safety")
    )
    moment = volunteering.MOMENT
    return Volunteer.objects.bulk_create(
        Volunteer(
            person=person,
            state="active",
            state_since=moment,
            applied_at=moment,
            met_on=since,
            agreed_at=moment + timedelta(days=1),
            agreement_version="2026-11",
        )
        for person in people
    )


def _left(request: HelpRequest) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [request.pk])
        return cursor.fetchall()


def _medians(*works: Callable[[], object]) -> list[float]:
    """The median seconds of each, by turns, so that all meet the same machine."""
    taken: list[list[float]] = [[] for _work in works]
    for _turn in range(TURNS):
        for number, work in enumerate(works):
            start = time.perf_counter()
            work()
            taken[number].append(time.perf_counter() - start)
    return [statistics.median(each) for each in taken]


def _queries(volunteers: list[Volunteer], request: HelpRequest) -> str:
    """How many questions for one volunteer, and for all of them."""
    counted = []
    for some in (volunteers[:1], volunteers):
        with CaptureQueriesContext(connection) as caught:
            refusals_of(some, request)
        counted.append(len(caught))
    return f"{counted[0]} per una persona, {counted[1]} per {MANY}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
