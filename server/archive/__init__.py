"""The archive of a meeting (bundle.zip): building it, and checking one."""
