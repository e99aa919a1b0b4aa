"""Who somebody is, said by SPID or CIE through an issuer of OpenID Connect (ADR 0009)."""
