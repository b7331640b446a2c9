"""The only module that imports the package `cards` (forms, QR codes, print sheets), so that a wheel can hold
`server` and `cards` under one package name.
"""

from cards.forms import forms
from cards.paper import Column, Line, Paper, Person
from cards.qr import svg_path, terminal
from cards.samples import samples
from cards.sheet import sheet
from cards.slips import slips

__all__ = ["Column", "Line", "Paper", "Person", "forms", "samples", "sheet", "slips", "svg_path", "terminal"]
