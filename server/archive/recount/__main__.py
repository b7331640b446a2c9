"""The command behind verify.py: without an argument it checks the archive that holds this package."""

import io
import sys
from pathlib import Path

from .verify import main

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")  # a console that cannot print Chinese must not hide a difference
sys.exit(main(sys.argv[1:], str(Path(__file__).parent.parent)))
