"""Recounts this archive: python3 verify.py [ARCHIVE.zip or folder] [--key DIGEST]. 重新核算本归档。

DIGEST is the signing key's, as printed on the signed count report and the voters' cards.

Exit code 0: everything agrees. 1: every difference is listed. 2: not an archive. The code is in the folder `recount`.
"""

import runpy
import sys

if __name__ == "__main__":
    sys.dont_write_bytecode = True  # leave no __pycache__ in the archive's folder
    runpy.run_module("recount", run_name="__main__")
