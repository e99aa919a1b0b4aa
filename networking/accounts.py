"""How allauth behaves in this portal."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in for those whom the staff has enrolled; sign-up by oneself is not open yet."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
