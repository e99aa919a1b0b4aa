"""The family's pages, which belong to the ground, and what higher floors bring to them."""

# Each is `(request, **about) -> (template, context) | None`, as the home's blocks.
FAMILY_BLOCKS = [
    "laboratories.family_blocks.offers",
    "laboratories.family_blocks.dates",
]
# On the page of somebody one answers for: with `tie`.
FAMILY_PERSON_BLOCKS = ["laboratories.family_blocks.school"]
