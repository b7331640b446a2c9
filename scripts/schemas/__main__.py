"""Writes docs/schemas: `.venv/bin/python -m scripts.schemas`."""

from pathlib import Path

from .files import files

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "schemas"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
