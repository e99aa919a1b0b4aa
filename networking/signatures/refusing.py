"""Why a signed file is not taken, in sentences for who hands it in."""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext_lazy as _


class Flaw(Enum):
    """What is wrong with a signed file: its sentence."""

    UNREADABLE = _("Il file firmato non si legge: è rovinato o incompleto.")
    UNSIGNED = _("In questo file non c'è nessuna firma digitale.")
    SEVERAL = _("Nel file ci sono più firme insieme: caricane uno con una firma sola.")
    ANOTHER = _(
        "È firmato un altro documento: scarica di nuovo il PDF da questa pagina, firmalo e carica quello."
    )
    ALTERED = _("Nel PDF è cambiato qualcosa oltre alla firma: firma il PDF così come l'hai scaricato.")
    TAMPERED = _("Il documento è stato cambiato dopo la firma: la firma non vale.")
    UNBELIEVED = _("La firma non viene da un'autorità di cui il portale si fida.")
    EXPIRED = _("Quando è stato firmato, il certificato di chi firma era scaduto o non ancora valido.")
    REVOKED = _("Il certificato di chi firma è stato revocato.")
    UNSTAMPED = _("C'è la firma, ma manca la marca temporale: firma di nuovo scegliendo di aggiungerla.")
    STAMP_WRONG = _("La marca temporale non torna: è rovinata o di un altro file.")
    STAMP_UNBELIEVED = _("La marca temporale non viene da un'autorità di cui il portale si fida.")
    NOBODY_BELIEVED = _(
        "Il portale non conosce ancora le autorità di cui fidarsi: scrivi a chi lo gestisce, oppure firma su carta."
    )


class SignatureRefusedError(Exception):
    """A signed file that is not taken, with its sentence; `flaw` says which."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(str(flaw.value))
        self.flaw = flaw
