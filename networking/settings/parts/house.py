"""The apps, what every request passes through, the templates, language and time, the log."""

from django.utils.translation import gettext_lazy as _

from .places import BASE_DIR

INSTALLED_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_celery_beat",
    "pgtrigger",
    "pghistory",
    # After those whose admin pages the ground takes away.
    "networking",
    "services",
    "laboratories",
    "volunteers",
    "governance",
    "csp",
    "networking.apps.GestioneConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "networking.middleware.WriteRefusals",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "networking.middleware.RefuseControlCharacters",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before those that set cookies, so that it sees them on the answer.
    "networking.middleware.NeverStorePrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "networking.middleware.EndStaffSessions",
    "networking.middleware.AskSecondFactor",
    # Every change of a tracked row says who made it and from which page.
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "networking.urls"
WSGI_APPLICATION = "networking.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "networking.context.portal",
                "networking.context.doors",
            ],
            "builtins": ["django.templatetags.i18n", "networking.templatetags.portal"],
        },
    }
]
FORM_RENDERER = "networking.renderers.BootstrapItaliaRenderer"

# The ground draws pages whose blocks belong to higher floors: it finds them by name,
# so that no import runs upward.
HOME_BLOCKS = [
    "services.blocks.search_box",
    "services.blocks.life_situations",
    "laboratories.pages.blocks.this_week",
    "volunteers.pages.blocks.a_hand",
    "networking.blocks.net_of_comuni",
    "networking.blocks.programme",
]
# On the page of the project, before its territory.
PROGRAMME_BLOCKS = ["governance.pages.indicators.how_it_goes", "governance.pages.body_blocks.who_decides"]
# Where papers to download come from: each a `networking.papers.PaperSource`, by name.
PAPER_SOURCES = [
    "governance.pages.papers.AGENDA",
    "governance.pages.papers.ACCOUNTS",
    "governance.pages.minutes_papers.WHOLE",
    "governance.pages.minutes_papers.EXTRACTS",
    "governance.pages.report_papers.REPORTS",
]
COMUNE_BLOCKS = [
    "services.blocks.comune_desk",
    "services.blocks.comune_services",
    "laboratories.pages.blocks.comune_activities",
    "laboratories.pages.blocks.comune_venues",
    "services.blocks.comune_organizations",
    "governance.pages.comune_numbers.way_in",
]
ZONE_BLOCKS = ["services.blocks.zone_services"]
# Maps of their pages for search engines, by name.
SITEMAP_SECTIONS = {
    "calendari": "laboratories.pages.sitemaps.CalendarMap",
    "attivita": "laboratories.pages.sitemaps.ActivityMap",
    "spazi": "laboratories.pages.sitemaps.VenueMap",
}

# What waits for whoever enters /gestione/, on its first page.
ATTENTION_BLOCKS = [
    "networking.attention.late_processes",
    "networking.attention.late_works",
    "networking.attention.jobs_in_trouble",
    "laboratories.attention.bookings_against_rules",
    "laboratories.attention.sessions_without_staff",
    "laboratories.attention.registers_to_finish",
    "laboratories.attention.school_years_missing",
    "volunteers.asking_attention.too_few",
    "volunteers.attention.turns_to_cover",
    "volunteers.company_attention.pairs_to_look_at",
    "volunteers.company_attention.wishes",
    "volunteers.attention.applications",
    "volunteers.attention.credentials_expiring",
    "volunteers.register_attention.to_sign",
    "volunteers.expense_attention.to_decide",
    "volunteers.expense_attention.to_pay",
    "governance.member_attention.applications",
    "governance.member_attention.accounts",
    "networking.attention.erasure_requests",
    "services.attention.sheet_to_confirm",
    "services.attention.error_reports",
    "networking.attention.page_reports",
    "networking.attention.undelivered_notices",
    "networking.attention.sms_that_do_not_leave",
    "networking.attention.late_calls",
    "networking.attention.letters_to_post",
    "networking.attention.letters_never_fetched",
    "services.attention.never_verified",
    "services.attention.stale",
    "services.attention.drafts",
    "networking.attention.own_role_ends",
    "networking.attention.ending_roles",
    "networking.attention.staff_without_second_factor",
]

# Each app brings its own demonstration data, from the ground up.
DEMO_BUILDERS = [
    "networking.demo.build",
    "networking.demo_people.build",
    "networking.demo_announcements.build",
    "networking.demo_letters.build",
    "services.demo.build",
    "laboratories.demo.build",
    "volunteers.demo.build",
    "governance.demo.build",
]

# --- language, time ---

LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italiano"))]
LOCALE_PATHS = [BASE_DIR / "networking/locale"]
TIME_ZONE = "Europe/Rome"
USE_TZ = True
FORMAT_MODULE_PATH = ["networking.formats"]

# --- log ---

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "networking.log_format.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Django's own two would write errors a second time, and in lines of their own make.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # How far a document is, and what it left out with the words around it.
        "weasyprint": {"level": "CRITICAL"},
        "weasyprint.progress": {"level": "CRITICAL"},
        "fontTools": {"level": "CRITICAL"},
    },
}
