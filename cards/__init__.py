"""Ballot forms, sample meetings, QR codes, and print sheets of cards and paper ballots. Imports nothing of `server`."""
