"""The search: one question in, one answer out.

    from services.search import answer, suggest, Question

    found = answer.answer(Question(words="badante", comune="norcia"), now=timezone.now())
    lines = suggest.suggest("dopos")

How it works, and what it costs, is in docs/adr/0003-search.md.
"""

from . import answer, suggest
from .question import Order, Question

__all__ = ["Order", "Question", "answer", "suggest"]
