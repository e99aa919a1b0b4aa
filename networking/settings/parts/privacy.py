"""What is given to and told of people's own data, and whom to write to about safety."""

from datetime import timedelta

from .places import env

# What people may ask a worker to do: each app declares its kinds of job.
JOB_KINDS = [
    "networking.exporting.archive.JOBS",
    "networking.announcing.publishing.JOBS",
    "networking.outbox.letters.jobs.JOBS",
    "services.jobs.JOBS",
    "laboratories.timetable.jobs.JOBS",
    "governance.reporting.jobs.JOBS",
]
# Who tells whoever asked that a job is over: notices stand above jobs, which they use to print letters.
WHEN_A_JOB_IS_OVER = "networking.job_notices.tell_it_is_over"
# Heavy work is bounded: so many at once, whatever is waiting.
JOBS_AT_ONCE = 2
# Who does a job renews this every second; who is dead or frozen does not, and somebody else takes it.
JOBS_LEASE = timedelta(minutes=1)
# Where the declaration of accessibility is, once whoever runs the portal has filed it with AgID.
ACCESSIBILITY_DECLARATION_URL = env.str("ACCESSIBILITY_DECLARATION_URL", "")
# Whoever finds a hole in the portal writes here: an e-mail or an address of a page.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")
# Until when what security.txt says may be believed: a date like 2027-11-30 (RFC 9116 asks for one).
SECURITY_CONTACT_UNTIL = env.str("SECURITY_CONTACT_UNTIL", "")
