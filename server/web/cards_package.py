"""The only module that imports the package `cards` (forms, QR codes, print sheets), so that a wheel can hold
`server` and `cards` under one package name.
"""

from cards.ballot_sheet import ballot_sheets
from cards.card_sheet import CARDS_PER_PAGE, WIFI_CARDS_PER_PAGE, CardNetwork, CardSheet, card_sheet
from cards.form_files import forms
from cards.paper_ballot import MAX_COLUMNS, Column, Item, PaperBallot, Person, Span
from cards.qr import svg_path, terminal
from cards.sample_files import samples, samples_in
from cards.sheet_layout import PAPERS

__all__ = [
    "CARDS_PER_PAGE",
    "WIFI_CARDS_PER_PAGE",
    "CardNetwork",
    "CardSheet",
    "Column",
    "Item",
    "MAX_COLUMNS",
    "PAPERS",
    "PaperBallot",
    "Person",
    "Span",
    "ballot_sheets",
    "card_sheet",
    "forms",
    "samples",
    "samples_in",
    "svg_path",
    "terminal",
]
