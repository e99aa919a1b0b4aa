"""Pictures come out drawn again: the picture, upright, and nothing else."""

import io
import resource
import time

import pytest
from PIL import Image

from networking import typesetting
from networking.uploads import PICTURES, UploadRefusedError, check_upload
from tests.networking.uploads.files import (
    HUGE_WEBP,
    PLACE,
    chunk,
    huge_png,
    photograph,
    picture,
    upload,
)

ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def taken(content, kind="JPEG"):
    """The picture as it would be kept."""
    return check_upload(upload(content, f"foto.{ENDINGS[kind]}"), kinds=PICTURES).content


def opened(content):
    return Image.open(io.BytesIO(content))


def refusal(content, kind="JPEG"):
    with pytest.raises(UploadRefusedError) as refused:
        taken(content, kind)
    return str(refused.value)


@pytest.mark.parametrize("kind", ENDINGS)
def test_asvs_14_2_8_place_and_camera_are_gone(kind):
    before = photograph(kind)
    assert PLACE.encode() in before

    after = taken(before, kind)

    assert not opened(after).getexif()
    assert set(opened(after).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression", "loop", "background", "timestamp", "duration"}  # fmt: skip
    assert PLACE.encode() not in after
    assert b"Marca" not in after


def test_asvs_14_2_8_words_and_profiles_beside_the_picture_are_gone():
    end = picture("PNG").index(b"IDAT") - 4
    whole = picture("PNG")
    noted = whole[:end] + chunk(b"tEXt", b"Comment\0" + PLACE.encode()) + whole[end:]

    assert PLACE.encode() not in taken(noted, "PNG")


@pytest.mark.parametrize("kind", ENDINGS)
def test_a_photograph_taken_sideways_stands_upright(kind):
    after = opened(taken(photograph(kind, orientation=6), kind)).convert("RGB")

    assert after.size == (40, 60)
    # Turned a quarter to the right, what was on the left is above.
    assert after.getpixel((20, 5))[0] > 200
    assert after.getpixel((20, 55))[0] < 50


def test_asvs_5_2_2_what_hides_behind_the_picture_is_gone():
    program = b"<script>alert(1)</script>" + b"PK\x03\x04" * 9

    assert program not in taken(picture() + program)


@pytest.mark.parametrize(
    ("bomb", "kind"), [(huge_png(), "PNG"), (huge_png(6_000), "PNG"), (HUGE_WEBP, "WEBP")]
)
def test_asvs_5_2_6_a_pixel_flood_is_refused_at_once_and_in_little_memory(bomb, kind):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()

    assert "troppi punti" in refusal(bomb, kind)
    assert time.monotonic() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 * 1024


def test_asvs_5_2_6_a_jpeg_whose_head_declares_a_flood_is_refused():
    flood = bytearray(picture())
    place = flood.index(b"\xff\xc0") + 5
    flood[place : place + 4] = b"\xff\xff\xff\xff"

    assert "troppi punti" in refusal(bytes(flood))


def test_words_that_unpack_to_a_flood_are_refused():
    import zlib

    whole = picture("PNG")
    start = whole.index(b"IDAT") - 4
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b" " * 80_000_000))

    assert "rovinata" in refusal(whole[:start] + bomb + whole[start:], "PNG")


def test_a_large_photograph_becomes_as_large_as_we_show_it():
    assert opened(taken(picture(size=(4_000, 3_000)))).size == (2_000, 1_500)
    assert opened(taken(photograph(size=(4_000, 3_000), orientation=6))).size == (1_500, 2_000)


def test_what_shines_through_stays_so():
    after = opened(taken(picture("PNG", mode="RGBA"), "PNG"))

    assert after.mode == "RGBA"
    assert after.getpixel((50, 20))[3] == 0


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1"])
def test_pictures_in_every_palette_are_taken(mode):
    kind = "JPEG" if mode in {"CMYK", "L"} else "PNG"

    assert opened(taken(Image_in(mode, kind), kind)).size == (60, 40)


def Image_in(mode, kind):
    out = io.BytesIO()
    Image.new(mode, (60, 40)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(kind):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)

    assert "si muove" in refusal(out.getvalue(), kind)


def test_a_telephones_double_photograph_gives_the_first():
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(
        out, "MPO", save_all=True, append_images=[Image.new("RGB", (20, 20), "blue")]
    )

    assert opened(taken(out.getvalue())).getpixel((5, 5))[0] > 200


@pytest.mark.parametrize("kind", ENDINGS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_broken_picture_says_so(kind, share):
    """Also in a process that draws documents, whose library would have Pillow fill in the rest."""
    assert typesetting.draw
    whole = picture(kind, size=(300, 200))

    assert "rovinata" in refusal(whole[: int(len(whole) * share)], kind)
