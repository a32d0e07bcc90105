"""Concepts and their names: ontologies, mechanisms, users' files, variants and cues, compiled once."""
