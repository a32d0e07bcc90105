"""`python -m pipeline` is the `etiograph` command."""

from pipeline.cli import main

main()
