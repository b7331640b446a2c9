"""An independent recount of a meeting's archive (评议 Pingyi), shipped in every archive and run by its verify.py.

Standard library only, Python 3.8 or later. It is written from the counting rules (DOMAIN §5) and shares no code with
the product, so that an error in one of the two shows as a difference.
"""
