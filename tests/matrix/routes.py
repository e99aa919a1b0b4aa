"""What each address needs to be asked, and whose row it is. The audience is the view's own (`view.audience`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from networking.access import SIGNED_IN
from tests.house.public_views import PUBLIC_VIEWS
from tests.house.test_house import named_views
from tests.matrix import (
    asking,
    company,
    credentials,
    expenses,
    governing_actions,
    governing_decisions,
    governing_indicators,
    governing_meetings,
    governing_members,
    governing_minutes,
    governing_reports,
    governing_sitting,
    hours,
    parents,
    register,
    turns,
    volunteers,
)
from tests.matrix.arguments import Rows, fixed, named
from tests.matrix.knowing import desk_here, family_here, nobody, organization_here

if TYPE_CHECKING:
    from tests.matrix.actors import Actor


@dataclass(frozen=True)
class Route:
    """One address: who may call it, with which row, and whose that row is."""

    name: str
    is_public: bool
    audience: frozenset[str]
    arguments: Callable[[Rows], dict[str, Any]] | None = None
    knows: Callable[[Actor], bool] | None = None


DESK_BOOKING = (
    "laboratories:desk_booking",
    "laboratories:desk_booking_slip",
    "laboratories:desk_booking_cancel",
)
# The library's own views guard themselves: whoever has signed in, on what is theirs.
LIBRARY: set[str] = {
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_email",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
}
CLOSURE_PAGES = ("detail", "go_on", "reopen")
REGISTER_DEEDS = ("open", "mark", "marks", "why", "close", "reopen", "copy", "paper", "add")
ARGUMENTS: dict[str, Callable[[Rows], dict[str, Any]]] = {
    "networking:comune_detail": named(slug="comune.slug"),
    "networking:zone_detail": fixed(slug="zona-6"),
    "networking:calendar_feed": named(token="calendar.token"),
    "networking:stored_file": named(pk="file.pk"),
    "networking:family_person": named(pk="child.pk"),
    "networking:family_person_edit": named(pk="child.pk"),
    "networking:family_consents": named(pk="child.pk"),
    "laboratories:absence": named(pk="presence.pk"),
    "laboratories:schooling": named(pk="child.pk"),
    "networking:family_consent_choose": named(pk="child.pk"),
    "networking:invitation": named(token="invitation.token"),
    "networking:invitation_withdraw": named(pk="invitation.pk"),
    "networking:desk_consents": named(pk="child.pk"),
    "networking:desk_guardianship_rights": named(pk="guardianship.pk"),
    "networking:desk_person": named(pk="child.pk"),
    "networking:desk_person_edit": named(pk="child.pk"),
    "networking:desk_person_slip": named(pk="child.pk"),
    "networking:desk_person_copy": named(pk="child.pk"),
    "networking:news_stop": named(token="news.token"),
    "networking:notice": named(pk="notice.pk"),
    "networking:notice_read": named(pk="notice.pk"),
    "networking:notice_appointment": named(pk="notice.pk"),
    **{
        f"networking:desk_letter_{deed}": named(pk="letters.pk")
        for deed in ("batch", "file", "posted", "not_posted", "again")
    },
    "networking:desk_letter_returned": named(pk="letters.pk", person="child.pk"),
    "networking:job": named(pk="job.pk"),
    "networking:job_file": named(pk="job.pk"),
    "networking:job_cancel": named(pk="job.pk"),
    "networking:desk_call": named(pk="child.pk"),
    "networking:desk_call_begin": named(pk="child.pk"),
    "networking:desk_call_leave": named(pk="child.pk"),
    "networking:desk_call_undo": named(pk="child.pk"),
    "networking:desk_guardian_find": named(pk="child.pk"),
    "networking:desk_guardian_new": named(pk="child.pk"),
    "networking:desk_guardian_add": named(pk="child.pk", guardian="guardian.pk"),
    "networking:desk_guardianship_end": named(pk="guardianship.pk"),
    "networking:mail_file": fixed(name="x.eml"),
    "account_reset_password_from_key": fixed(uidb36="a", key="b-c"),
    "account_confirm_email": fixed(key="x"),
    "mfa_edit_webauthn": named(pk="passkey.pk"),
    "mfa_remove_webauthn": named(pk="passkey.pk"),
    "account_end_session": fixed(pk=1),
    "services:service_detail": named(slug="service.slug"),
    "services:service_report": named(slug="service.slug"),
    "services:short_code": named(code="service.short_code"),
    "services:category_detail": fixed(slug="ufficio-della-cittadinanza"),
    "services:topic_detail": fixed(slug="assistenza-agli-invalidi"),
    "services:situation_detail": fixed(slug="mi-sento-solo"),
    "services:organization_detail": named(slug="organization.slug"),
    "services:sitemap_section": fixed(section="pagine"),
    "services:provider_detail": named(uuid="organization.uuid"),
    "services:sheet_confirm": named(uuid="service.uuid"),
    "laboratories:activity_detail": named(slug="run_cycle.activity.slug"),
    "laboratories:cycle_calendar": named(pk="run_cycle.pk"),
    "laboratories:venue_detail": named(slug="run_cycle.venue.slug"),
    "laboratories:register": named(pk="meeting.pk"),
    **{f"laboratories:register_{deed}": named(pk="meeting.pk") for deed in REGISTER_DEEDS},
    "laboratories:desk_cycles": named(pk="child.pk"),
    "laboratories:desk_book": named(pk="child.pk", cycle="run_cycle.pk"),
    **dict.fromkeys(DESK_BOOKING, named(pk="held_booking.pk")),
    "laboratories:cycle_book": named(pk="run_cycle.pk"),
    "laboratories:booking_done": named(pk="held_booking.party_id"),
    "laboratories:booking_dates": named(pk="held_booking.party_id"),
    "laboratories:booking_detail": named(pk="held_booking.pk"),
    "laboratories:booking_cancel": named(pk="held_booking.pk"),
    "laboratories:seat_keep": named(token="seat.token"),
    "laboratories:offer": named(token="offer.token"),
    "laboratories:offer_answer": named(pk="offer.pk"),
    "laboratories:cycle_queue": named(pk="offer.cycle"),
    "laboratories:cycle_queue_answer": named(pk="offer.cycle", party="offer.party"),
    "laboratories:certificate_check": named(number="certificate.number"),
    "laboratories:family_certificate": named(pk="certificate.pk"),
    "laboratories:certificate_file": named(pk="certificate.pk"),
    "laboratories:certificate_revoke": named(pk="certificate.pk"),
    "laboratories:cycle_certificates": named(pk="run_cycle.pk"),
    "laboratories:cycle_certificates_issue": named(pk="run_cycle.pk"),
    **{f"laboratories:closure_{page}": named(pk="closure.pk") for page in CLOSURE_PAGES},
    **volunteers.ARGUMENTS,
    **turns.ARGUMENTS,
    **asking.ARGUMENTS,
    **company.ARGUMENTS,
    **expenses.ARGUMENTS,
    **hours.ARGUMENTS,
    **credentials.ARGUMENTS,
    **parents.ARGUMENTS,
    **register.ARGUMENTS,
    **governing_actions.ARGUMENTS,
    **governing_decisions.ARGUMENTS,
    **governing_indicators.ARGUMENTS,
    **governing_meetings.ARGUMENTS,
    **governing_members.ARGUMENTS,
    **governing_minutes.ARGUMENTS,
    **governing_reports.ARGUMENTS,
    **governing_sitting.ARGUMENTS,
}
# Whose the row is, where it is somebody's. Whoever does not know of it finds nothing there: 404.
KNOWS: dict[str, Callable[[Actor], bool]] = {
    "laboratories:register": desk_here,
    **{f"laboratories:register_{deed}": desk_here for deed in REGISTER_DEEDS},
    **dict.fromkeys(("laboratories:desk_cycles", "laboratories:desk_book", *DESK_BOOKING), desk_here),
    **dict.fromkeys(
        (f"laboratories:booking_{page}" for page in ("done", "dates", "detail", "cancel")), family_here
    ),
    "laboratories:family_certificate": family_here,
    "laboratories:offer_answer": family_here,
    "laboratories:cycle_queue": desk_here,
    "laboratories:cycle_queue_answer": desk_here,
    "laboratories:certificate_file": desk_here,
    "laboratories:certificate_revoke": desk_here,
    "laboratories:cycle_certificates": desk_here,
    "laboratories:cycle_certificates_issue": desk_here,
    **{f"laboratories:closure_{page}": desk_here for page in CLOSURE_PAGES},
    **volunteers.KNOWS,
    **turns.KNOWS,
    **asking.KNOWS,
    **company.KNOWS,
    **expenses.KNOWS,
    **hours.KNOWS,
    **credentials.KNOWS,
    **parents.KNOWS,
    **register.KNOWS,
    **governing_actions.KNOWS,
    **governing_decisions.KNOWS,
    **governing_meetings.KNOWS,
    **governing_members.KNOWS,
    **governing_minutes.KNOWS,
    **governing_sitting.KNOWS,
    "networking:stored_file": family_here,
    "networking:mail_file": nobody,
    "networking:family_person": family_here,
    "networking:family_person_edit": family_here,
    "networking:family_consents": family_here,
    "laboratories:absence": family_here,
    "laboratories:schooling": family_here,
    "networking:family_consent_choose": family_here,
    "networking:invitation_withdraw": family_here,
    "networking:desk_consents": desk_here,
    "networking:desk_guardianship_rights": desk_here,
    "networking:desk_person": desk_here,
    "networking:desk_person_edit": desk_here,
    "networking:desk_person_slip": desk_here,
    "networking:desk_person_copy": desk_here,
    "networking:notice": family_here,
    "networking:notice_read": family_here,
    "networking:notice_appointment": family_here,
    **{
        f"networking:desk_letter_{deed}": desk_here
        for deed in ("batch", "file", "posted", "not_posted", "again", "returned")
    },
    "networking:job": family_here,
    "networking:job_file": family_here,
    "networking:job_cancel": family_here,
    "networking:desk_call": desk_here,
    "networking:desk_call_begin": desk_here,
    "networking:desk_call_leave": desk_here,
    "networking:desk_call_undo": desk_here,
    "networking:desk_guardian_find": desk_here,
    "networking:desk_guardian_new": desk_here,
    "networking:desk_guardian_add": desk_here,
    "networking:desk_guardianship_end": desk_here,
    "services:provider_detail": organization_here,
    "services:sheet_confirm": organization_here,
    "account_end_session": nobody,
    "mfa_edit_webauthn": nobody,
    "mfa_remove_webauthn": nobody,
}
# Everybody sees what can be asked for; whoever asks for it signs in first, and what they chose is kept.
SIGN_IN_TO_SEND = {"laboratories:cycle_book"}
# Pages that are there only where something is configured, or in the midst of signing in.
SOMETIMES_ABSENT = {
    "identity_begin",
    "identity_callback",
    "identity_complete",
    "identity_connect",
    "identity_connections",
    "socialaccount_login_cancelled",
    "networking:security_txt",
    # Without a second factor there is nothing to take away or to read.
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "account_confirm_email",
    "services:topic_detail",
    "services:situation_detail",
    "services:sitemap_section",
}


class UnclassifiedError(Exception):
    """An address that nobody has decided about."""


def route_of(name: str, view: Any, parameters: set[str]) -> Route:
    """The route's line in the matrix. Raises UnclassifiedError when its audience or arguments are not said."""
    is_public = name in PUBLIC_VIEWS
    audience = (
        SIGNED_IN
        if is_public or name in LIBRARY
        else getattr(getattr(view, "view_class", view), "audience", None)
    )
    if audience is None:
        raise UnclassifiedError(f"{name}: the view says no audience (networking.access.audience)")
    if parameters and name not in ARGUMENTS:
        raise UnclassifiedError(f"{name}: say in tests/matrix/routes.py what it is asked with")
    return Route(name, is_public, audience, ARGUMENTS.get(name), KNOWS.get(name))


def classify() -> tuple[list[Route], list[str]]:
    """Every named address of ours, and what is not said of the others; the admin's are asked apart."""
    routes, unsaid = [], []
    for name, view, pattern in named_views():
        try:
            routes.append(route_of(name, view, set(pattern.pattern.regex.groupindex)))
        except UnclassifiedError as error:
            unsaid.append(str(error))
    return routes, unsaid
