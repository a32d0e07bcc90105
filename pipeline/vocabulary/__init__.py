"""Concepts and their names: ontologies, mechanisms, users' files, variants and cues, compiled once."""

from pipeline.vocabulary.compile import Reading
from pipeline.vocabulary.files import local_id
from pipeline.vocabulary.vocabulary import Vocabulary, load

__all__ = ["Reading", "Vocabulary", "load", "local_id"]
