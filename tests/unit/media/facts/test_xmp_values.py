"""Times and the place in XMP are read, in the forms that programs write."""

from __future__ import annotations

import pytest

from desktop.media.metadata.carried import carried
from desktop.media.metadata.read import read_metadata
from desktop.reading.picture_says import picture_says
from tests.unit.media.facts.test_carried import in_jpeg, segment
from tests.unit.media.formats.tiffs import ASCII, LONG, beneath, tiff

ATTRIBUTES = (
    '<rdf:Description exif:DateTimeOriginal="2021-03-28T03:30:00.007+05:45"\n'
    ' exif:GPSLatitude=\'53,54.5S\' exif:GPSLongitude = "27,33,36W" xmp:CreateDate="2021"/>'
)
ELEMENTS = (
    "<exif:DateTimeOriginal>2021-03-28T03:30:00Z</exif:DateTimeOriginal>"
    "<exif:GPSLatitude>53,54.5N</exif:GPSLatitude><exif:GPSLongitude>27,33.6E</exif:GPSLongitude>"
)


def said(packet: str, *segments: bytes) -> tuple[dict[str, str], str]:
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet.encode())
    items, taken = read_metadata(carried(in_jpeg(*segments, xmp)), None)
    return {item.key: item.value for item in items if item.group == "XMP"}, taken


def test_attributes_and_elements_are_read() -> None:
    found, taken = said(ATTRIBUTES)
    assert taken == found["DateTimeOriginal"] == "2021:03:28 03:30:00.007+05:45"
    assert (found["DecimalDegrees"], found["CreateDate"]) == ("-53.908333, -27.560000", "2021")
    found, taken = said(ELEMENTS)
    assert (taken, found["DecimalDegrees"]) == ("2021:03:28 03:30:00+00:00", "53.908333, 27.560000")


def test_a_name_counts_by_its_namespace() -> None:
    other = ' xmlns:e="http://ns.adobe.com/exif/1.0/" xmlns:exif="urn:of-something-else"'
    assert said(ELEMENTS + other)[1] == ""
    assert said(ELEMENTS.replace("exif:", "e:") + other)[1] == "2021:03:28 03:30:00+00:00"


def test_what_exif_says_goes_before() -> None:
    time = beneath({36867: (ASCII, b"2020:01:01 10:00:00\0")}, 26)
    exif = segment(0xE1, b"Exif\0\0" + tiff({0x8769: (LONG, (-1,))}, behind=time))
    _found, taken = said(ELEMENTS, exif)
    assert taken == "2020:01:01 10:00:00"


@pytest.mark.parametrize("latitude", ["91,0N", "53,54.5E", "53.9", "x", "53,54.5N" * 20])
def test_what_is_no_place_is_none(latitude: str) -> None:
    found, _taken = said(ELEMENTS.replace("53,54.5N", latitude))
    assert "DecimalDegrees" not in found


def test_the_place_is_told() -> None:
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + ELEMENTS.encode())
    items, taken = read_metadata(carried(in_jpeg(xmp)), None)
    assert picture_says(taken, items).place == "53.908333, 27.560000"
