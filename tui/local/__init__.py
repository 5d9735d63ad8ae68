"""What is on this machine's disk: paths, records, locks and the log."""
