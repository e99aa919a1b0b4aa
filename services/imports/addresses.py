"""The address of a page and the short code that an imported row gets."""

from django.utils.text import slugify

from services.rules import new_short_code

LONGEST = 110


def free_slug(words: str, *, taken: set[str]) -> str:
    """An address made of `words` that nobody has yet; it is added to `taken`."""
    plain = slugify(words)[:LONGEST].strip("-") or "scheda"
    slug, number = plain, 1
    while slug in taken:
        number += 1
        slug = f"{plain}-{number}"
    taken.add(slug)
    return slug


def free_code(*, taken: set[str]) -> str:
    """A short code that nobody has yet; it is added to `taken`. Among thousands, chance alone repeats some."""
    code = new_short_code()
    while code in taken:
        code = new_short_code()
    taken.add(code)
    return code
