"""What the libraries bring and nobody edits here."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django_celery_beat.models import (
    ClockedSchedule,
    CrontabSchedule,
    IntervalSchedule,
    PeriodicTask,
    SolarSchedule,
)

# The clock's schedules and the addresses of sign-in are not for editing here: the code keeps the first,
# each person's page shows the second.
for model in (ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule, EmailAddress):
    admin.site.unregister(model)
