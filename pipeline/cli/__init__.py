"""Thin commands over the library: each parses, calls one function and turns errors into one line."""

from pipeline.cli.app import main

__all__ = ["main"]
