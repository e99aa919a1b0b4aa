"""How every field of the portal is drawn."""

from __future__ import annotations

import pytest
from django import forms

from networking.forms import PageReportForm


class TastingForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nome", help_text="Come ti chiami.", required=True)
    note = forms.CharField(label="Nota", widget=forms.Textarea, required=False)
    taste = forms.ChoiceField(
        label="Gusto", choices=[("d", "Dolce"), ("s", "Salato")], widget=forms.RadioSelect
    )
    ways = forms.MultipleChoiceField(
        label="Modi",
        choices=[("t", "Telefono"), ("e", "E-mail")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="Ho letto")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_label_belongs_to_its_field_and_the_help_is_read_with_it():
    drawn = str(TastingForm())

    assert '<label for="id_name">Nome</label>' in drawn
    assert 'aria-describedby="id_name_helptext"' in drawn
    assert 'id="id_name_helptext">Come ti chiami.' in drawn


def test_what_may_be_left_out_says_so_in_words():
    drawn = str(TastingForm())

    assert "(facoltativo)" in drawn.split('for="id_note"')[1].split("</label>", maxsplit=1)[0]
    assert "(facoltativo)" not in drawn.split('for="id_name"')[1].split("</label>", maxsplit=1)[0]


def test_choices_are_a_group_with_a_name():
    drawn = str(TastingForm())

    group = drawn.split('<fieldset id="id_taste"')[1].split("</fieldset>", maxsplit=1)[0]
    assert "<legend>Gusto</legend>" in group
    assert '<label for="id_taste_1">Salato</label>' in group


def test_a_wrong_field_has_its_sentence_beside_it_and_in_the_summary():
    form = PageReportForm({"path": "/mappa/", "message": "", "email": ""})

    drawn = str(form)

    assert '<a href="#id_message">Che cosa non va?</a>: Scrivi che cosa non va' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_message_error"' in drawn
    assert 'aria-describedby="id_message_helptext id_message_error"' in drawn


def test_the_summary_of_a_group_of_choices_leads_to_the_group():
    drawn = str(TastingForm({"name": "Ada", "agreed": "on"}))

    assert '<a href="#id_taste">Gusto</a>' in drawn
    assert 'aria-describedby="id_taste_error"' in drawn


def test_an_untouched_form_accuses_nobody():
    assert "form-summary" not in str(TastingForm())


def test_what_somebody_types_comes_back_escaped():
    drawn = str(TastingForm({"name": '<b>Ada & "Lia"</b>'}))

    assert "<b>Ada" not in drawn
    assert "&lt;b&gt;Ada &amp; &quot;Lia&quot;" in drawn


@pytest.mark.parametrize("word", ["hidden", "checkbox", "radio", "textarea"])
def test_each_kind_of_field_is_drawn(word):
    assert word in str(TastingForm())
