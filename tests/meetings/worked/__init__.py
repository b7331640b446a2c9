"""Worked examples: each sample meeting is held on a real server, and its record is compared with a count by hand."""
