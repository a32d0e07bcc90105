"""What was read and found, on disk: incremental and resumable."""
