"""`manage.py reset_second_factor E-MAIL`: for who lost it and was recognised in person."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from networking.accounts import regaining
from networking.models import User


class Command(BaseCommand):
    help = (
        "Toglie il secondo passo a chi l'ha perso. Prima riconosci la persona, mai per telefono o per e-mail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"Nessun accesso con l'e-mail {options['email']}.")
        taken = regaining.take_away_second_factor(user)
        self.stdout.write(f"tolti {taken} mezzi, chiuse le sessioni, scritto a {user.email}")
