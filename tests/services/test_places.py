"""What may be told of a place."""

from services.models import Place


def test_a_place_tells_its_address_and_its_point(norcia):
    place = Place(comune=norcia, address="Via Roma 1", postcode="06046", latitude=42.79, longitude=13.09)

    assert place.public_address == "Via Roma 1, 06046 Norcia"
    assert place.public_point == (42.79, 13.09)


def test_a_protected_place_tells_neither(norcia):
    place = Place(comune=norcia, address="Via Roma 1", latitude=42.79, longitude=13.09, is_protected=True)

    assert (place.public_address, place.public_point) == ("", None)
