"""Signatures that people make outside and hand in: whose certificates are believed."""

from .places import VAR_DIR, env

# A folder of PEM files: the authorities that issue certificates of signature and time stamps (in Italy those of
# the list of AgID, which the owner downloads and renews). Where it is empty no signature is believed.
SIGNATURE_TRUST_FOLDER = env.str("SIGNATURE_TRUST_FOLDER", "") or str(VAR_DIR / "trusted-signatures")
