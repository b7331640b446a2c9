"""Tests of the whole product; `scripts/test` runs them."""

import os
import sys

# The tests start hundreds of processes. Where bytecode files are turned off, as in many containers, each of those
# compiles the whole server again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
