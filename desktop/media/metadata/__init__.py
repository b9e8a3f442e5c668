"""What a picture says of itself, read in the child process only (R13).

``read.py`` asks each group in turn: EXIF with GPS, packets (XMP, IPTC-IIM, ICC) and comments;
``text.py`` knows in which letters cameras and programs write.
"""
