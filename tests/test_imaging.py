import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.imaging import EYES, FRAME, Image, align, denoise, standardise, to_grey, upright


def picture_with_eyes(left: tuple[float, float], right: tuple[float, float], shape: tuple[int, int]) -> Image:
    """A grey ramp with a black dot on each eye."""
    image = np.full((*shape, 3), 200, dtype=np.uint8)
    radius = max(round(float(np.hypot(right[0] - left[0], right[1] - left[1])) * 0.12), 1)
    for x, y in (left, right):
        cv2.circle(image, (round(x), round(y)), radius, (0, 0, 0), -1)
    return image


def darkest(frame: Image) -> tuple[float, float]:
    """Centre of darkness, as shares of the side."""
    weight = np.maximum(140 - frame.astype(float), 0)
    y, x = np.mgrid[0 : frame.shape[0], 0 : frame.shape[1]]
    return float((x * weight).sum() / weight.sum()), float((y * weight).sum() / weight.sum())


@pytest.mark.parametrize("turn", [-25, 0, 40])
@pytest.mark.parametrize("distance", [20, 60, 240])
def test_align_brings_both_eyes_to_their_places(turn: float, distance: float) -> None:
    angle = np.deg2rad(turn)
    half = np.array([np.cos(angle), np.sin(angle)]) * distance / 2
    centre = np.array([400.0, 380.0])
    left, right = tuple(centre - half), tuple(centre + half)
    frame = align(picture_with_eyes(left, right, (800, 800)), (left, right))
    assert frame.shape == (FRAME, FRAME)
    middle = FRAME // 2
    left_x, left_y = darkest(frame[:, :middle])
    right_x, right_y = darkest(frame[:, middle:])
    found = [(left_x, left_y), (right_x + middle, right_y)]
    expected = [(x * FRAME - 0.5, y * FRAME - 0.5) for x, y in EYES]
    np.testing.assert_allclose(found, expected, atol=0.75)


def test_align_repeats_the_edge_where_a_face_leaves_the_picture() -> None:
    image = np.full((100, 100), 90, dtype=np.uint8)
    assert (align(image, ((-10.0, 5.0), (30.0, 5.0))) == 90).all()


def test_align_survives_eyes_on_one_point() -> None:
    image = np.zeros((60, 60), dtype=np.uint8)
    assert align(image, ((30.0, 30.0), (30.0, 30.0))).shape == (FRAME, FRAME)


@given(st.floats(0.2, 1.0), st.integers(0, 60), st.integers(40, 48))
def test_standardise_takes_out_brightness_and_contrast(contrast: float, brightness: int, size: int) -> None:
    face = np.linspace(0, 190, FRAME * FRAME).reshape(1, FRAME, FRAME)
    other = np.round(face * contrast + brightness).astype(np.uint8)
    ours = standardise(np.round(face).astype(np.uint8), size)
    assert ours.shape == (1, size, size, 1)
    assert ours.dtype == np.float32
    # Both are rounded to whole grey levels, half a level each at the most.
    rounding = 1 / (contrast * face.std() * 0.8)
    np.testing.assert_allclose(standardise(other, size), ours, atol=rounding)


def test_standardise_does_not_blow_up_a_blank_face() -> None:
    blank = np.full((1, FRAME, FRAME), 77, dtype=np.uint8)
    assert np.abs(standardise(blank, 44)).max() == 0


@pytest.mark.parametrize("channels", [(), (1,), (3,)])
def test_standardise_takes_all_channels_of_a_face_together(channels: tuple[int, ...]) -> None:
    faces = np.random.default_rng(1).integers(0, 255, (7, FRAME, FRAME, *channels), dtype=np.uint8)
    faces[..., -1] //= 2
    inputs = standardise(faces, 40)
    assert inputs.shape == (7, 40, 40, *(channels or (1,)))
    assert inputs.mean(axis=(1, 2, 3)) == pytest.approx(np.zeros(7), abs=1e-4)
    assert inputs.std(axis=(1, 2, 3)) == pytest.approx(np.ones(7), abs=1e-3)
    if channels == (3,):
        assert (inputs.mean(axis=(1, 2))[:, 2] < -0.3).all(), "a tint stays"


def some_face(contrast: float) -> Image:
    """Edges and soft shades, as a face has."""
    face = np.full((FRAME, FRAME), 110, dtype=np.uint8)
    cv2.ellipse(face, (24, 24), (17, 22), 0, 0, 360, 170, -1, cv2.LINE_AA)
    for x in (15, 33):
        cv2.ellipse(face, (x, 18), (5, 2), 0, 0, 360, 60, -1, cv2.LINE_AA)
    cv2.line(face, (17, 35), (31, 35), 80, 2, cv2.LINE_AA)
    return (cv2.GaussianBlur(face, (0, 0), 0.7) * contrast + 20).astype(np.uint8)


@pytest.mark.parametrize(("contrast", "noise"), [(1.0, 8.0), (1.0, 15.0), (0.3, 4.0)])
def test_denoise_takes_out_most_of_a_dim_rooms_noise(contrast: float, noise: float) -> None:
    face = some_face(contrast)
    grain = np.random.default_rng(0).normal(0, noise, (5, *face.shape))
    noisy = (face + grain).clip(0, 255).astype(np.uint8)
    given_to = noisy.copy()
    before, after = (np.sqrt(np.mean((faces - face.astype(float)) ** 2)) for faces in (noisy, denoise(noisy)))
    assert after < 0.55 * before
    np.testing.assert_array_equal(noisy, given_to)


@pytest.mark.parametrize("contrast", [1.0, 0.3, 0.0])
def test_denoise_leaves_what_is_hardly_noisy_as_it_is(contrast: float) -> None:
    clean = some_face(contrast)[np.newaxis]
    grainy = some_face(1.0) + np.random.default_rng(0).normal(0, 0.05 * clean.std(), clean.shape)
    for faces in (clean, grainy.clip(0, 255).astype(np.uint8)):
        np.testing.assert_array_equal(denoise(faces), faces)


def test_denoise_judges_each_face_for_itself() -> None:
    clean = some_face(1.0)
    noisy = (clean + np.random.default_rng(0).normal(0, 12, clean.shape)).clip(0, 255).astype(np.uint8)
    together = denoise(np.stack([clean, noisy]))
    np.testing.assert_array_equal(together[0], clean)
    np.testing.assert_array_equal(together[1:], denoise(noisy[np.newaxis]))
    assert denoise(np.empty((0, FRAME, FRAME), dtype=np.uint8)).shape == (0, FRAME, FRAME)


def test_grey_of_grey_rgb_and_rgba() -> None:
    grey = np.arange(64, dtype=np.uint8).reshape(8, 8)
    rgb = np.repeat(grey[..., np.newaxis], 3, axis=2)
    rgba = np.dstack([rgb, np.full((8, 8), 255, dtype=np.uint8)])
    for image in (grey, rgb, rgba):
        np.testing.assert_array_equal(to_grey(image), grey)


def test_a_picture_is_upright_as_its_orientation_says() -> None:
    stored = np.array([[1, 2, 3], [4, 5, 6]], dtype=np.uint8)
    corners = {
        1: (1, 3, 4),
        2: (3, 1, 6),
        3: (6, 4, 3),
        4: (4, 6, 1),
        5: (1, 4, 3),
        6: (4, 1, 6),
        7: (6, 3, 4),
        8: (3, 6, 1),
    }
    for orientation, expected in corners.items():
        shown = upright(stored, orientation)
        assert shown.shape == (stored.shape if orientation < 5 else stored.shape[::-1])
        assert (shown[0, 0], shown[0, -1], shown[-1, 0]) == expected
    np.testing.assert_array_equal(upright(stored, 0), stored)
