"""Reports on paper: PDF from plain records.

``interview_summary`` takes dataclasses and gives bytes; it knows no vault and writes no
file. ``load`` gathers those dataclasses from an open vault. The rest is how it is set:
``fonts``, ``styles``, ``setting`` (text into paragraphs), ``document`` (pages, bookmarks),
``footers``, and one module a section. ReportLab is imported only when a report is made.
"""
