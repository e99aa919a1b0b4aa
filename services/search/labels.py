"""The names that filters show, and the synonyms: small tables, read once and kept with the index."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from networking.models import Comune, Zone
from services.models import Category, Language, Synonym, TargetGroup

from .stemming import Lexemes, lexemes_of, plain_words

Stems = tuple[tuple[str, ...], ...]


class ComuneLabel(NamedTuple):
    """What the search says of a comune."""

    id: int
    slug: str
    name: str
    zone: str
    latitude: float
    longitude: float


class Expansion(NamedTuple):
    """Further words to look for: how near in meaning they are, and how a person reads them.

    Words that people say and our texts avoid are looked for and not read: their text is empty.
    What an acronym means is for who types that very word: «SAL» has the stem of «salute».
    """

    lexemes: Lexemes
    is_same: bool
    text: str
    only_for: str = ""


@dataclass(frozen=True)
class Labels:
    """Values of the filters by slug, in the order in which they are shown; synonyms by lexemes."""

    comuni: dict[str, ComuneLabel]
    zones: dict[str, str]
    categories: dict[str, str]
    parents: dict[str, str]
    targets: dict[str, str]
    languages: dict[str, str]
    synonyms: dict[Stems, list[Expansion]] = field(repr=False)
    longest_synonym: int = 1


def load() -> Labels:
    """Read them all (six queries)."""
    comuni = Comune.objects.select_related("zone").in_order()
    categories, parents = _category_tree()
    synonyms = _synonyms()
    return Labels(
        comuni={
            each.slug: ComuneLabel(
                each.id, each.slug, each.name, each.zone.slug, each.latitude, each.longitude
            )
            for each in comuni
        },
        zones=dict(Zone.objects.values_list("slug", "name")),
        categories=categories,
        parents=parents,
        targets=dict(TargetGroup.objects.values_list("slug", "name")),
        languages=dict(Language.objects.values_list("code", "name")),
        synonyms=synonyms,
        longest_synonym=max((len(key) for key in synonyms), default=1),
    )


def _category_tree() -> tuple[dict[str, str], dict[str, str]]:
    """Names by slug, each root followed by its children; and the parents' slugs."""
    children: dict[str, list[tuple[str, str]]] = {}
    for slug, name, parent in Category.objects.values_list("slug", "name", "parent__slug"):
        children.setdefault(parent or "", []).append((slug, name))
    names, parents = {}, {}
    for root, root_name in children.get("", []):
        names[root] = root_name
        for slug, name in children.get(root, []):
            names[slug] = name
            parents[slug] = root
    return names, parents


def _synonyms() -> dict[Stems, list[Expansion]]:
    """Both ways for words of the same meaning; otherwise only towards the word of the sheets."""
    same = {Synonym.Relation.SYNONYM, Synonym.Relation.MISSPELLING, Synonym.Relation.ACRONYM}
    rows = list(Synonym.objects.values_list("term", "preferred", "relation", "avoid_in_texts"))
    lexemes = lexemes_of([text for term, preferred, *_rest in rows for text in (term, preferred)])
    synonyms: dict[Stems, list[Expansion]] = {}
    for term, preferred, relation, is_avoided in rows:
        is_same = relation in same
        only_for = " ".join(plain_words(term)) if relation == Synonym.Relation.ACRONYM else ""
        _add(synonyms, lexemes[term], Expansion(lexemes[preferred], is_same, preferred, only_for))
        if is_same:
            _add(synonyms, lexemes[preferred], Expansion(lexemes[term], is_same, "" if is_avoided else term))
    return synonyms


def _add(synonyms: dict[Stems, list[Expansion]], key: Lexemes, expansion: Expansion) -> None:
    stems = tuple(lexeme.stems for lexeme in key)
    if stems and expansion.lexemes:
        synonyms.setdefault(stems, []).append(expansion)
