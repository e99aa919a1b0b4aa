"""Giving a person an account that opens with SPID or CIE. Never by e-mail: by issuer and subject, or by a
codice fiscale that the issuer has verified at level 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils import timezone

from networking.models import Person, Role, RoleKind, User
from networking.models.persons import tax_code_index
from networking.outbox import preferring
from networking.rules import ACCOUNT_AGE, age_on

from .issuer import PROVIDER_ID
from .provider import key_of
from .troubles import (
    ConnectedElsewhereError,
    EmailTakenError,
    HasAccountError,
    RegisteredTwiceError,
    SomebodyElseError,
    UnderAgeError,
)

if TYPE_CHECKING:
    from datetime import date

    from networking.models import Comune

    from .claims import VerifiedIdentity

REASON = "who signs in with SPID or CIE is looked for by their verified codice fiscale"


def check_age(born: date | None, *, today: date) -> None:
    """Raises UnderAgeError. Where nobody says when somebody was born, the page that completes the sign-up asks."""
    if born and age_on(born, today) < ACCOUNT_AGE:
        raise UnderAgeError("birthdate")


@transaction.atomic
def registered_person(identity: VerifiedIdentity) -> Person | None:
    """Whom the desk has registered with this very codice fiscale: one with omocodia is another person's.

    Raises HasAccountError when that person already has an account.
    """
    person = _with_code_of(identity)
    if person and person.account_id:
        raise HasAccountError("codice_fiscale")
    return person


@transaction.atomic
def enrol(
    identity: VerifiedIdentity, *, email: str, comune: Comune | None, birth_date: date | None, today: date
) -> User:
    """Open an account for `identity`: of the person the desk has registered, or of a new one.

    The address is confirmed only if the issuer says so of this very one. Raises HasAccountError,
    ConnectedElsewhereError, UnderAgeError.
    """
    check_age(identity.birth_date, today=today)
    person = registered_person(identity) or Person(comune=comune)
    person.given_name = person.given_name or identity.given_name
    person.family_name = person.family_name or identity.family_name
    person.birth_date = identity.birth_date or person.birth_date or birth_date
    person.codice_fiscale = person.codice_fiscale or identity.codice_fiscale or None
    check_age(person.birth_date, today=today)
    user = _new_account(email)
    is_confirmed = identity.email_is_verified and identity.email == user.email
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_confirmed)
    _attach(identity, user)
    person.account = user
    _save(person)
    if is_confirmed:
        preferring.reroute(person, now=timezone.now())
    Role.objects.create(user=user, kind=RoleKind.CITIZEN, starts_on=today)
    return user


@transaction.atomic
def connect(identity: VerifiedIdentity, user: User) -> None:
    """Let `user`, who has signed in, also enter with `identity` from now on.

    Raises SomebodyElseError, RegisteredTwiceError, HasAccountError, ConnectedElsewhereError.
    """
    person = _person_of(user)
    check_same_person(identity, person)
    registered = _with_code_of(identity)
    if person is None:
        person = registered_person(identity) or Person(
            given_name=identity.given_name, family_name=identity.family_name, birth_date=identity.birth_date
        )
    elif registered and registered.pk != person.pk:
        raise (HasAccountError if registered.account_id else RegisteredTwiceError)("codice_fiscale")
    _attach(identity, user)
    person.account = user
    person.codice_fiscale = person.codice_fiscale or identity.codice_fiscale or None
    _save(person)
    preferring.reroute(person, now=timezone.now())


def check_same_person(identity: VerifiedIdentity, person: Person | None) -> None:
    """Raises SomebodyElseError where the account's person has another codice fiscale than the issuer says."""
    known = person.codice_fiscale if person else None
    if known and identity.codice_fiscale and known != identity.codice_fiscale:
        raise SomebodyElseError("codice_fiscale")


def disconnect(account: SocialAccount) -> None:
    """This identity no longer opens the account. The codice fiscale stays the person's."""
    account.delete()


def identities_of(user: User) -> list[SocialAccount]:
    """What opens the account of `user` besides the password."""
    return list(SocialAccount.objects.filter(user=user, provider=PROVIDER_ID).order_by("date_joined"))


def _attach(identity: VerifiedIdentity, user: User) -> None:
    """The row by which this identity opens this account; once is enough."""
    account, is_new = SocialAccount.objects.get_or_create(
        provider=PROVIDER_ID,
        uid=key_of(identity),
        defaults={"user": user, "extra_data": {"issuer": identity.issuer, "level": identity.level}},
    )
    if not is_new and account.user_id != user.pk:
        raise ConnectedElsewhereError("subject")


def _with_code_of(identity: VerifiedIdentity) -> Person | None:
    """The person with the identity's codice fiscale, who stays as they are until the transaction ends."""
    if not identity.codice_fiscale:
        return None
    people = Person.objects.for_everyone(reason=REASON)
    index = tax_code_index(identity.codice_fiscale)
    return people.filter(codice_fiscale_index=index).select_for_update().first()


def _new_account(email: str) -> User:
    """An account without a password. Somebody may have taken the address since the form was checked."""
    try:
        with transaction.atomic():
            return User.objects.create_user(email)
    except IntegrityError as error:
        raise EmailTakenError("email") from error


def _person_of(user: User) -> Person | None:
    return Person.objects.for_everyone(reason=REASON).filter(account=user).first()


def _save(person: Person) -> None:
    """Two at once with the same codice fiscale: the second finds that there is one."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise HasAccountError("codice_fiscale") from error
