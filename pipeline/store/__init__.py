"""What was read and found, on disk: incremental and resumable.

One SQLite file in the output folder holds everything a build needs to go on where the last one
stopped; see `schema` for its tables.
"""

from pipeline.store.ledger import Skipped, Store, open_store
from pipeline.store.legend import Choice
from pipeline.store.pack import Packed, content_digest, pack
from pipeline.store.shelf import Shelf, Statements

__all__ = [
    "Choice",
    "Packed",
    "Shelf",
    "Skipped",
    "Statements",
    "Store",
    "content_digest",
    "open_store",
    "pack",
]
