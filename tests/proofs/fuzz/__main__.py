"""`python -m tests.proofs.fuzz TARGET [RUNS]`: one target under atheris, which looks for new branches in our code.

Ends with 0 after RUNS inputs; a broken promise ends it with its traceback and leaves the input in the folder.
"""

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any


def main(name: str, runs: str = "100000") -> None:
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["server"]):
        targets = import_module("tests.proofs.fuzz.targets")
    target = targets.TARGETS[name]
    with tempfile.TemporaryDirectory() as corpus:
        for at, seed in enumerate(target.seeds()):
            (Path(corpus) / str(at)).write_bytes(seed)
        atheris.Setup(["fuzz", f"-runs={runs}", "-max_len=200000", "-print_final_stats=1", corpus], target.feed)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
