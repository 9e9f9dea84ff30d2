"""Datelines: what stands before the first sentence."""

from __future__ import annotations

import pytest

from crawler.datelines import find


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("ARC, March 9 (Wire) - The quay reopened.", "ARC, March 9 (Wire)"),
        ("ARC (Wire) — The quay reopened.", "ARC (Wire)"),
        ("Arc, Nov. 23 (Wire) -- The quay reopened.", "Arc, Nov. 23 (Wire)"),
        ("ARC – The quay reopened.", "ARC"),
        ("PORT ARC, Harland — The quay reopened.", "PORT ARC, Harland"),
        ("Arc (wire) - Der Hafen ist offen.", "Arc (wire)"),
        ("أرك (الوكالة) - قالت هيئة الميناء", "أرك (الوكالة)"),
        ("أرك / 9 مارس / الوكالة - قالت هيئة الميناء", "أرك / 9 مارس / الوكالة"),
        ("أرك ـ الوكالة: قالت هيئة الميناء", "أرك ـ الوكالة"),
        ("آرک - خبرگزاری - سازمان بندر اعلام کرد", "آرک - خبرگزاری"),
    ],
)
def test_a_report_opens_with_its_dateline(text: str, dateline: str) -> None:
    assert find(text) == dateline


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The quay reopened on Monday.",
        "The quay - closed since May - reopened.",
        "The minister (left) - who had promised it - was there.",
        "Arc — a town of sailors.",
        "MARA LINDEN: We have waited long enough.",
        "23 November 2026 - The quay reopened.",
        "قالت هيئة الميناء - التي انتظرت طويلا",
        "The quay reopened.\nARC (Wire) - Another report",
    ],
)
def test_other_openings_are_none(text: str) -> None:
    assert find(text) is None
