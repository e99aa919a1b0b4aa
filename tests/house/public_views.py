"""The short list of what may be seen without signing in. Adding a line here is a decision."""

PUBLIC_VIEWS = {
    # Signing in and getting back in.
    "account_closed",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signed_out",
    "account_signup",
    "identity_begin",
    "identity_callback",
    "identity_complete",
    "socialaccount_login_cancelled",
    "mfa_authenticate",
    "mfa_login_webauthn",
    # The ground's pages.
    "networking:accessibility",
    # The address itself is the key: calendars cannot sign in.
    "networking:calendar_feed",
    "networking:comune_choose",
    "networking:comune_detail",
    "networking:comune_list",
    "networking:health",
    # The link in the mail, signed by us, says whose it is: who wants to stop should not have to sign in.
    "networking:news_stop",
    "networking:health_ready",
    "networking:home",
    "networking:page_report",
    "networking:privacy",
    "networking:programme",
    "networking:robots",
    "networking:security_txt",
    "networking:violation",
    "networking:stored_file",
    "networking:zone_detail",
    # What can be booked everybody may read; who asks for a place signs in.
    "laboratories:cycle_book",
    # Activities and spaces.
    "laboratories:activity_detail",
    "laboratories:calendar",
    "laboratories:cycle_calendar",
    "laboratories:school_support",
    "laboratories:training",
    "laboratories:venue_detail",
    "laboratories:venue_list",
    # The link of an offered place, signed by us, says whose it is: who is asked in a hurry should not have to sign in.
    "laboratories:offer",
    # The catalogue.
    "services:category_detail",
    "services:category_list",
    "services:map",
    "services:map_data",
    "services:organization_detail",
    "services:organization_list",
    "services:search",
    "services:service_detail",
    "services:service_report",
    "services:short_code",
    "services:sitemap",
    "services:sitemap_section",
    "services:situation_detail",
    "services:suggestions",
    "services:topic_detail",
    "services:topic_list",
    # A certificate is checked by whoever has its number in hand.
    "laboratories:certificate_ask",
    "laboratories:certificate_check",
    "volunteers:hours_check",
    "volunteers:hours_check_ask",
    # Whoever reads a request for help may be the one who gives it; the signed link says whose invitation it is.
    "volunteers:home",
    "volunteers:turn_detail",
    # Who is alone asks with a name and a telephone.
    "volunteers:company",
    "volunteers:invitation",
    # The link in the notice, signed by us, says whose place it is.
    "laboratories:seat_keep",
    # Who sits in the bodies of the project, and for which comune.
    "governance:bodies",
    # What is public of what they decide.
    "governance:decisions",
    "governance:documents",
    "governance:decision",
    # The copy of the minutes for everybody, and whether a file that somebody holds is true.
    "governance:minutes_check",
    "governance:minutes_check_ask",
    "governance:minutes_extract",
    "governance:minutes_public_list",
    # How the project is doing, in numbers of nobody.
    "governance:indicators",
    "governance:indicators_data",
    "governance:indicator",
    "governance:comune_numbers",
    "governance:indicator_data",
    # The reports that were approved and given to everybody.
    "governance:reports",
    "governance:report",
    "governance:report_pdf",
    "governance:report_data",
    # What it costs to join, and how one asks.
    "governance:association",
}
