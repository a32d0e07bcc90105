"""How much the readers take from untrusted input, and why each bound stands where it stands."""

MAX_ARTICLE_CHARS = 5_000_000
"""Longest article that is read.  A research article has fifty to a hundred thousand characters, a
thesis about half a million; ten times that is no article but many in one file, or an attack."""

MAX_DOCUMENT_BYTES = 100_000_000
"""Largest file that must be held in memory as a whole (text, HTML, JATS, PDF, a Word part): parsed
it takes up to ten times as much."""

MAX_RECORD_BYTES = 50_000_000
"""Largest single record of a format that holds many (PubMed, BioC, PubTator, JSON lines): those
are streamed, so that only a record is in memory at a time."""

MAX_STREAM_BYTES = 40_000_000_000
"""Most bytes that one file may unpack to: room for the largest archives of open-access articles,
which are read member by member, and an end to what never ends."""

MAX_RATIO = 200
"""Most bytes that one compressed byte may unpack to.  Articles reach 3 to 40; bombs 1,000."""

RATIO_FLOOR = 10_000_000
"""Below this many bytes the ratio does not matter: a small repetitive file is no attack."""

MAX_MEMBERS = 2_000_000
"""Most members of one archive: more articles than any is handed round with."""

MAX_DEPTH = 2_000
"""Most HTML elements open at once; pages have up to fifty.  XML has its own bound in libxml2."""

MAX_PDF_STREAM = 30_000_000
"""Most bytes that a stream of a PDF other than an image may unpack to: a page has some hundred
thousand, the largest embedded fonts twenty million."""

MAX_PAGES = 3_000
"""Most pages of one PDF."""

MAX_PARAGRAPHS = 200_000
"""Most paragraphs of a Word document: a thousand pages have some ten thousand."""

MAX_FOLDERS = 100_000
"""Most folders of one URL: a server that makes them up has no end of them."""
