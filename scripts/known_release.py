"""Record what this build puts into its archives, so that later builds recognise it.

Run at a release, after its golden folder was made (`scripts/golden_data.py`):

    .venv/bin/python -m scripts.known_release tests/data/v3/bundle.zip

It adds the digests of the archive's recount program and of the constant parts of its papers to
`server/archive/releases.json`. `tests/test_golden.py` fails for a golden archive that is not in it.
"""

import argparse
import json
from pathlib import Path

from server.archive.paper_comparison import constants_of
from server.archive.recount.archive_files import parse_json, read_archive
from server.archive.releases import RELEASES_FILE, Release, known_releases


def main() -> None:
    options = argparse.ArgumentParser(description="record the digests of a release's archive")
    options.add_argument("archive", metavar="ARCHIVE", type=Path)
    files = read_archive(options.parse_args().archive)
    version = parse_json(files["inputs.json"]).get("version")
    release = Release.of(version, files, constants_of(files))
    known = known_releases()
    if (release.version, release.program) in [(each.version, each.program) for each in known]:
        print("This build is known already.")
        return
    stored = [each.to_json() for each in (*known, release)]
    RELEASES_FILE.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
