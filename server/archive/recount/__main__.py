"""The command behind verify.py: without an argument it checks the archive that holds this package."""

import io
import os
import sys
from pathlib import Path

from .verify import main

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")  # a console that cannot print Chinese must not hide a difference
try:
    status = main(sys.argv[1:], str(Path(__file__).parent.parent))
    sys.stdout.flush()
except BrokenPipeError:  # the reader has ended, as that of `python3 verify.py | head -1`: the check may be incomplete
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    status = 141
sys.exit(status)
