"""The version of the program, which archives name. The package has the same."""

VERSION = "0.1.0"
