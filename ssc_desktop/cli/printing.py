"""`print`: attendance sheets and activity sheets as PDF."""

from __future__ import annotations

from ssc_desktop.cli.command import Group
from ssc_desktop.language import N_

print_group = Group(
    "print",
    help=N_("Print sheets as PDF, in French, English or Arabic."),
    example="ssc-desktop print attendance ACSS-CI-2021-ECH-001 --language ar --output sheet.pdf",
)
