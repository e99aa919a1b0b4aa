"""The short list of what may be seen without signing in. Adding a line here is a decision."""

PUBLIC_VIEWS = {
    # Signing in and getting back in.
    "account_confirm_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    # The ground's pages.
    "networking:accessibility",
    "networking:comune_choose",
    "networking:comune_detail",
    "networking:comune_list",
    "networking:health",
    "networking:health_ready",
    "networking:home",
    "networking:page_report",
    "networking:privacy",
    "networking:programme",
    "networking:robots",
    "networking:stored_file",
    "networking:zone_detail",
}
