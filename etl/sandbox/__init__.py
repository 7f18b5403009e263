"""Processes that may break: untrusted files are read under limits of time and memory, the program unharmed."""
