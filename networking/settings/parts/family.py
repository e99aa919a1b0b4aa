"""The pages of families, of the desk and of one's own area belong to the ground: what higher floors bring to them."""

# Each is `(request, **about) -> (template, context) | None`, as the home's blocks.
FAMILY_BLOCKS = [
    "laboratories.pages.family_blocks.offers",
    "volunteers.pages.family_blocks.wishes",
    "laboratories.pages.family_blocks.dates",
    "volunteers.pages.company_blocks.own_referrals",
]
# On the page of somebody one answers for: with `tie`.
FAMILY_PERSON_BLOCKS = [
    "laboratories.pages.family_blocks.school",
    "volunteers.pages.family_blocks.wish",
]
# Below «whom do you look for?» of the desk.
DESK_BLOCKS = ["laboratories.pages.desk_blocks.doors"]
# Among what the desk may do for somebody: links and buttons, with `person`.
DESK_PERSON_BLOCKS = [
    "laboratories.pages.desk_blocks.book_for",
    "volunteers.pages.blocks.desk_apply",
    "volunteers.pages.family_blocks.at_the_desk",
    "volunteers.pages.company_blocks.refer_from_desk",
    "governance.pages.member_blocks.desk_apply",
]
# Among the links of one's own area: each draws list items.
PROFILE_BLOCKS = [
    "laboratories.pages.desk_blocks.own_links",
    "volunteers.pages.blocks.own_links",
    "volunteers.pages.register_blocks.own_link",
    "governance.pages.member_blocks.own_links",
    "governance.pages.body_blocks.own_links",
]
# At the foot of the page of an activity: with `activity`.
ACTIVITY_BLOCKS = ["volunteers.pages.asking_blocks.help_wanted"]
# At the foot of a register: with `session`.
REGISTER_BLOCKS = ["volunteers.pages.company_blocks.refer_from_register"]
