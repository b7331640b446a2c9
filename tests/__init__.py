"""Tests of the whole product; `scripts/test` runs them."""

import os
import shutil
import sys
import tempfile

MEMORY = "/dev/shm"
LEAST_FREE_BYTES = 2 << 30

# The tests start hundreds of processes. Where bytecode files are turned off, as in many containers, each of those
# compiles the whole server again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Every acknowledged ballot waits for the disk. A killed process leaves the same files in memory; what is left after
# a power failure is not tested here.
if "TMPDIR" not in os.environ and os.path.isdir(MEMORY) and shutil.disk_usage(MEMORY).free >= LEAST_FREE_BYTES:
    os.environ["TMPDIR"] = tempfile.tempdir = MEMORY
