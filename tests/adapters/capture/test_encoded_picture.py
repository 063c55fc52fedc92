"""Encoded pictures: upright, in RGB, as they are seen; and none larger than the memory is meant for."""

from __future__ import annotations

import io

import cv2
import numpy as np
import PIL.Image
import pytest
from numpy.typing import NDArray

from assistant.adapters.capture.encoded_picture import MOST_PIXELS, TooManyPixelsError, decoded, header, is_heic
from assistant.imaging import Image
from tests.helpers.pictures import GIANT_TILE, huge_picture

RED = (220, 30, 10)


def png(pixels: NDArray[np.generic]) -> bytes:
    """Of pixels in OpenCV's order of channels: BGR, and alpha."""
    return bytes(cv2.imencode(".png", pixels)[1])


def saved(picture: PIL.Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def pixels_of(data: bytes) -> Image:
    pixels = decoded(data)
    assert pixels is not None
    assert pixels.dtype == np.uint8
    return pixels


def test_a_picture_comes_in_rgb_whatever_its_channels_were() -> None:
    assert pixels_of(png(np.full((2, 3, 3), RED[::-1], np.uint8))).tolist() == [[[*RED]] * 3] * 2
    assert pixels_of(png(np.full((2, 3), 90, np.uint8))).tolist() == [[[90] * 3] * 3] * 2


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_what_is_transparent_is_white_and_what_half_is_is_mixed(depth: type[np.unsignedinteger]) -> None:
    most = np.iinfo(depth).max
    share = most // 255
    row = [[0, 0, 200 * share, alpha * share] for alpha in (0, 255, 127)]
    clear, opaque, half = pixels_of(png(np.array([row], depth)))[0].tolist()
    assert clear == [255, 255, 255]
    assert opaque == [200, 0, 0]
    assert half == pytest.approx([228, 128, 128], abs=2)


@pytest.mark.parametrize("kind", ["JPEG", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_as_the_telephone_was_held(orientation: int, kind: str) -> None:
    stored = np.full((32, 48, 3), 20, np.uint8)
    stored[:16, :16] = 230
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    # Pillow writes AVIF's own properties for it.
    shown = pixels_of(saved(PIL.Image.fromarray(stored), kind, exif=exif, quality=95))
    upright = np.rot90(stored, (0, 0, 2, 2, 3, 3, 1, 1)[orientation - 1])
    if orientation in {2, 4, 5, 7}:
        upright = upright[:, ::-1]
    assert shown.shape == upright.shape
    assert np.abs(shown.astype(int) - upright).mean() < 10


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("width", [32, 48])
def test_what_is_transparent_is_turned_with_the_picture(orientation: int, kind: str, width: int) -> None:
    stored = np.full((32, width, 4), (20, 160, 20, 0), np.uint8)
    stored[:16, :16] = (*RED, 255)
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    shown = pixels_of(saved(PIL.Image.fromarray(stored), kind, exif=exif, lossless=True))
    seen = np.where(stored[..., 3:], stored[..., :3], 255)
    upright = np.rot90(seen, (0, 0, 2, 2, 3, 3, 1, 1)[orientation - 1])
    if orientation in {2, 4, 5, 7}:
        upright = upright[:, ::-1]
    assert shown.tolist() == upright.tolist()


def test_of_an_animation_the_first_picture_is_read_and_it_is_known_as_one() -> None:
    first, second = (PIL.Image.new("RGB", (6, 4), colour) for colour in (RED, (0, 0, 0)))
    still, moving = saved(first, "GIF"), saved(first, "GIF", save_all=True, append_images=[second])
    assert pixels_of(moving)[0, 0].tolist() == pytest.approx(RED, abs=8)
    assert [found.moving for found in map(header, map(io.BytesIO, (still, moving))) if found] == [False, True]


def test_a_header_tells_the_size_and_how_large_such_a_picture_may_be() -> None:
    plain = header(io.BytesIO(png(np.zeros((4, 6, 3), np.uint8))))
    clear = header(io.BytesIO(png(np.zeros((4, 6, 4), np.uint8))))
    assert plain is not None
    assert clear is not None
    assert (plain.width, plain.height, plain.clear) == (6, 4, False)
    assert (plain.most, clear.clear, clear.most) == (MOST_PIXELS, True, MOST_PIXELS // 2)


def test_a_picture_that_claims_too_much_is_not_decoded() -> None:
    side = 2**13
    with pytest.raises(TooManyPixelsError) as caught:
        decoded(huge_picture(side + 1, side))
    assert (caught.value.width, caught.value.height, caught.value.most) == (side + 1, side, MOST_PIXELS)
    found = header(io.BytesIO(huge_picture(side, side)))
    assert found is not None
    assert found.width * found.height == found.most


@pytest.mark.parametrize(
    "data", [b"", b"Dear reader", huge_picture(100, 100)[:40], GIANT_TILE, png(np.zeros((1, 1)))[:-20]]
)
def test_what_is_no_whole_picture_is_none(data: bytes) -> None:
    assert decoded(data) is None


def test_pictures_of_telephones_are_known_by_their_brand() -> None:
    assert is_heic(b"\0\0\0\x18ftypheic\0\0\0\0")
    assert is_heic(b"\0\0\0\x18ftypmif1\0\0\0\0")
    assert not is_heic(b"\0\0\0\x18ftypavif\0\0\0\0")
    assert not is_heic(b"\0\0\0\x18ftypisom\0\0\0\0")
    assert not is_heic(b"heic")
