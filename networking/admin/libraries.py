"""What the libraries bring and nobody edits here."""

# Before Group is hidden it must have been shown.
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django_celery_beat.models import (
    ClockedSchedule,
    CrontabSchedule,
    IntervalSchedule,
    PeriodicTask,
    SolarSchedule,
)

# The code keeps the clock's schedules; groups decide nothing, roles do; second factors, sessions, sign-in addresses
# and what an identity provider says are their owner's, who finds them on their own pages.
HIDDEN = (
    Authenticator,
    ClockedSchedule,
    CrontabSchedule,
    EmailAddress,
    Group,
    IntervalSchedule,
    PeriodicTask,
    SocialAccount,
    SocialApp,
    SocialToken,
    SolarSchedule,
    UserSession,
)
for model in HIDDEN:
    if admin.site.is_registered(model):
        admin.site.unregister(model)
# Nothing is deleted by the dozen.
admin.site.disable_action("delete_selected")
