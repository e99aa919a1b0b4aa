"""Headers are written as the library writes them, whatever they hold; only sooner."""

from email.errors import HeaderParseError
from email.policy import compat32

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from networking.outbox.channels.mail import HEADERS

NAMES = st.sampled_from(["To", "Subject", "Message-ID", "List-Unsubscribe-Post"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=90)
PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=90)


@settings(max_examples=300, deadline=None)
@given(NAMES, TEXTS | PRINTABLE)
@example("Subject", "a" * 67)
@example("Subject", "a" * 68)
@example("Subject", "a" * 69)
@example("Subject", "parole " * 12)
@example("Subject", " due  spazi ")
def test_a_header_is_the_one_of_the_library(name, value):
    library = compat32.clone(linesep="\r\n")

    assert HEADERS.clone(linesep="\r\n").fold_binary(name, value) == library.fold_binary(name, value)


@pytest.mark.parametrize("value", ["a\nBcc: b@example.org", "a\r\nBcc: b@example.org"])
def test_no_header_hides_in_another(value):
    with pytest.raises(HeaderParseError):
        HEADERS.fold_binary("Subject", value)
