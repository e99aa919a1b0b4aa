"""The address of a page that an imported row gets."""

from django.utils.text import slugify

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
