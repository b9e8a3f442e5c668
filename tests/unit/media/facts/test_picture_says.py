"""Who, when, where and with what, of the values that were read from a file; in words beside it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.messages.picture_says import told
from desktop.model.media import MetadataItem
from desktop.model.values import camera_time
from desktop.reading.picture_says import Direction, PictureSays, picture_says

_ZONE = "its time zone is part of that"


def says(captured_at: str = "", **values: str) -> PictureSays:
    """Of values by ``GROUP_Key``."""
    keys = (name.split("_", 1) for name in values)
    items = [MetadataItem(group, key, values[f"{group}_{key}"]) for group, key in keys]
    return picture_says(captured_at, items)


def in_words(of: PictureSays) -> dict[str, str]:
    return dict(told(of))


def test_a_file_that_says_nothing_has_no_such_section() -> None:
    assert not says()
    assert in_words(says()) == {}
    assert not says(GPS_GPSVersionID="0x02020000")


def test_a_time_of_no_calendar_is_shown_as_it_stands_there() -> None:
    of = in_words(says("2021:13:41 25:00:00"))
    assert of == {"Date taken (camera clock)": "2021-13-41 25:00:00"}


def test_the_time_has_its_fraction_and_its_offset_or_says_that_there_is_none() -> None:
    with_offset = says("2021:03:28 03:30:00.007+05:45")
    assert in_words(with_offset) == {
        "Date taken (camera clock)": "28 March 2021, 03:30:00.007 (UTC+05:45)"
    }
    assert in_words(says("2021:03:28 03:30:00-03:30")) == {
        "Date taken (camera clock)": "28 March 2021, 03:30:00 (UTC−03:30)"
    }
    assert in_words(says("2021:03:28 03:30:00")) == {
        "Date taken (camera clock)": "28 March 2021, 03:30:00 (time zone not recorded)"
    }
    assert in_words(says("2021:03:28")) == {"Date taken (camera clock)": "28 March 2021"}


@pytest.mark.parametrize(
    ("line", "ahead", "words"),
    [
        ("2022:01:12 10:30:14+03:00", timedelta(0), "the same to the second"),
        ("2022:01:12 10:32:19+03:00", timedelta(seconds=125), "0:02:05 ahead"),
        ("2022:01:12 10:30:14", timedelta(hours=3), f"3:00:00 ahead ({_ZONE})"),
        ("2022:01:10 07:30:13+00:00", -timedelta(days=2, seconds=1), "2 days 0:00:01 behind"),
    ],
)
def test_the_clock_is_held_beside_the_satellites(line: str, ahead: timedelta, words: str) -> None:
    of = says(line, GPS_GPSDateStamp="2022:01:12", GPS_GPSTimeStamp="7, 30, 14.5")
    assert of.satellites == datetime(2022, 1, 12, 7, 30, 14)  # noqa: DTZ001
    assert of.ahead == ahead
    assert in_words(of)["Camera clock beside it"] == words
    assert in_words(of)["Time of the satellites"] == "12 January 2022, 07:30:14 (UTC)"


@pytest.mark.parametrize("clock", ["", "7, 30", "24, 0, 0", "7, 61, 0", "7, 30, 99", "nan, 1, 2"])
def test_a_time_of_satellites_that_is_none_is_left_out(clock: str) -> None:
    of = says("2022:01:12 10:30:14", GPS_GPSDateStamp="2022:01:12", GPS_GPSTimeStamp=clock)
    assert of.satellites is None
    assert of.ahead is None


def test_where_the_camera_stood_and_looked() -> None:
    of = says(
        GPS_DecimalDegrees="39.051344, -94.288772",
        GPS_GPSHPositioningError="38.8130043",
        GPS_GPSAltitude="260.560638",
        GPS_GPSAltitudeRef="0x00",
        GPS_GPSImgDirection="348.055329",
        GPS_GPSImgDirectionRef="M",
    )
    assert in_words(of) == {
        "Place (latitude, longitude)": "39.051344, -94.288772, to 39 m",
        "Height": "261 m above the sea",
        "Camera looked towards": "348° from magnetic north",
    }
    below = says(GPS_GPSAltitude="430", GPS_GPSAltitudeRef="0x01", GPS_GPSImgDirection="90")
    assert below.height == -430
    assert below.direction == Direction(90)
    assert in_words(below)["Height"] == "430 m below the sea"


@pytest.mark.parametrize(
    ("make", "model", "device"),
    [
        ("Canon", "Canon EOS 40D", "Canon EOS 40D"),
        ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
        ("Apple", "iPhone 11 Pro Max", "Apple iPhone 11 Pro Max"),
        ("Caplio", "", "Caplio"),
        ("", "RR330", "RR330"),
    ],
)
def test_the_maker_is_named_once(make: str, model: str, device: str) -> None:
    assert says(EXIF_Make=make, EXIF_Model=model).device == device


def test_the_same_words_in_several_places_are_said_once() -> None:
    of = says(EXIF_Artist="Ганна", **{"IPTC_By-line": "Ганна"}, EXIF_XPAuthor="Г. Б.")
    assert of.who == ("Ганна", "Г. Б.")
    assert in_words(of) == {"Author": "Ганна\nГ. Б."}


def test_that_it_holds_a_film_is_told_and_what_is_no_length_is_not() -> None:
    of = in_words(says(MotionPhoto_FilmBytes="2400000"))
    assert of == {
        "A film in the same file": "2.4\xa0MB, perhaps with sound: it goes wherever the file goes"
    }
    assert not says(MotionPhoto_FilmBytes="²")
    assert not says(MotionPhoto_FilmBytes="0")


def test_a_later_writing_is_told_and_that_of_the_picture_itself_is_not() -> None:
    taken = "2008:05:30 15:56:01"
    later = says(taken, EXIF_DateTime="2008:07:31 10:38:11", EXIF_Software="GIMP 2.4.5")
    assert in_words(later)["Last changed (by the program’s words)"].startswith("31 July 2008")
    assert says(taken, EXIF_DateTime=taken).changed is None


def test_numbers_of_no_earth_and_times_at_the_edge_are_let_be() -> None:
    assert not says(GPS_GPSAltitude="1e999", GPS_GPSImgDirection="4e2", GPS_GPSHPositioningError="")
    edge = says(
        "0001:01:01 00:00:00+99:59", GPS_GPSDateStamp="9999:12:31", GPS_GPSTimeStamp="23, 59, 59"
    )
    assert edge.ahead is not None
    assert "days" in in_words(edge)["Camera clock beside it"]


@given(st.text(max_size=40))
def test_whatever_stands_there_is_read_as_a_time_or_as_none(text: str) -> None:
    read = camera_time.read(text)
    assert read is None or read.at.year > 0


@given(st.dictionaries(
    st.sampled_from(["DecimalDegrees", "GPSAltitude", "GPSImgDirection", "GPSTimeStamp",
                     "GPSDateStamp", "GPSHPositioningError", "GPSAltitudeRef"]),
    st.text("0123456789.,:-+einfa ", max_size=24),
))  # fmt: skip
def test_whatever_stands_there_can_be_told(values: dict[str, str]) -> None:
    items = [MetadataItem("GPS", key, value) for key, value in values.items()]
    for label, value in told(picture_says("2022:01:12 10:30:14", items)):
        assert label
        assert value
