"""The document by which somebody's right over a child is limited or ended, and who at the desk has seen it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# The name by which the refusal is known.
NEEDS_A_DOCUMENT = "a_limit_needs_a_document"


class SeenDocument(models.Model):
    """What a row was limited by. The database asks for it whenever a right becomes less (`LIMITS_NEED_A_DOCUMENT`)."""

    proof = models.CharField(
        _("documento visto"),
        max_length=200,
        blank=True,
        db_default="",
        help_text=_(
            "Quale: per esempio «decreto del tribunale di Spoleto n. 12/2026». Non che cosa racconta."
        ),
    )
    proof_date = models.DateField(_("data del documento"), null=True, blank=True)
    proof_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("visto da"),
    )
    proof_seen_at = models.DateTimeField(_("visto il"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_proven(self) -> bool:
        """Whether somebody wrote which document they have seen."""
        return bool(self.proof)


# A right becomes less: it begins limited, is limited, is moved to another, begins later or ends sooner. Each time
# somebody has seen a document just then, and it is not one of those who answer for the same child.
LIMITS_NEED_A_DOCUMENT = pgtrigger.Trigger(
    name="limits_need_a_document",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("is_less", "boolean"), ("is_fresh", "boolean")],
    func="""
        IF TG_OP = 'INSERT' THEN
            is_less := NOT (NEW.can_book AND NEW.can_collect);
            is_fresh := true;
        ELSE
            is_less := (OLD.can_book AND NOT NEW.can_book) OR (OLD.can_collect AND NOT NEW.can_collect)
                OR coalesce(NEW.ends_on, 'infinity') < coalesce(OLD.ends_on, 'infinity')
                OR NEW.starts_on > OLD.starts_on
                OR NEW.guardian_id <> OLD.guardian_id OR NEW.child_id <> OLD.child_id;
            is_fresh := NEW.proof_seen_at IS DISTINCT FROM OLD.proof_seen_at;
        END IF;
        IF is_less AND (NEW.proof = '' OR NEW.proof_date IS NULL OR NEW.proof_seen_by_id IS NULL
                        OR NEW.proof_seen_at IS NULL OR NOT is_fresh) THEN
            RAISE EXCEPTION 'a right becomes less only by a document somebody has seen'
                USING ERRCODE = '23514', CONSTRAINT = 'a_limit_needs_a_document', TABLE = TG_TABLE_NAME;
        END IF;
        IF is_less AND EXISTS (
            SELECT 1 FROM networking_person p WHERE p.account_id = NEW.proof_seen_by_id
               AND (p.id IN (NEW.child_id, NEW.guardian_id) OR EXISTS (
                    SELECT 1 FROM networking_guardianship g WHERE g.child_id = NEW.child_id AND g.guardian_id = p.id))
        ) THEN
            RAISE EXCEPTION 'nobody limits the rights of who answers for the same child'
                USING ERRCODE = '23514', CONSTRAINT = 'nobody_limits_their_own_family', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NEW;
    """,
)
