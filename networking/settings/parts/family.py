"""The pages of families, of the desk and of one's own area belong to the ground: what higher floors bring to them."""

# Each is `(request, **about) -> (template, context) | None`, as the home's blocks.
FAMILY_BLOCKS = [
    "laboratories.pages.family_blocks.offers",
    "laboratories.pages.family_blocks.dates",
]
# On the page of somebody one answers for: with `tie`.
FAMILY_PERSON_BLOCKS = ["laboratories.pages.family_blocks.school"]
# Below «whom do you look for?» of the desk.
DESK_BLOCKS = ["laboratories.pages.desk_blocks.doors"]
# Among what the desk may do for somebody: links and buttons, with `person`.
DESK_PERSON_BLOCKS = ["laboratories.pages.desk_blocks.book_for"]
# Among the links of one's own area: each draws list items.
PROFILE_BLOCKS = ["laboratories.pages.desk_blocks.own_links", "volunteers.pages.blocks.own_links"]
