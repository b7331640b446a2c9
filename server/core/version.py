"""The version of the program, which archives name. `pyproject.toml` states the same."""

VERSION = "0.1.0"
