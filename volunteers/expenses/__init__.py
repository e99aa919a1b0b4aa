"""What volunteers spend and are given back (art. 17, commi 3-4, D.Lgs. 117/2017): asked, decided, paid."""
