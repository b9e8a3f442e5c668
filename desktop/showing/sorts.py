"""What may stand in a place that is to be decided about."""

from __future__ import annotations

from enum import StrEnum


class Sort(StrEnum):
    """Protected: of the register. Name, place: what nobody marked. File: a whole one."""

    PROTECTED = "protected"
    NAME = "name"
    PLACE = "place"
    FAMILY = "family"
    BIRTH = "birth"
    PHONE = "phone"
    DOCUMENT = "document"
    ACCOUNT = "account"
    EMAIL = "email"
    MESSENGER = "messenger"
    ADDRESS = "address"
    FACILITY = "facility"
    FILE = "file"
