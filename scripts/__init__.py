"""Programs for working on the project. None is in a wheel."""
