"""From text to annotation: the rooms read, recognise and relate, composed."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.model import Annotation, Article
from pipeline.read import find_sources, read
from pipeline.recognise import Recogniser
from pipeline.relate import relate
from pipeline.settings import Settings
from pipeline.vocabulary import Vocabulary, load
from pipeline.vocabulary.vocabulary import Report


class Annotator:
    """Finds mentions and relations in texts and articles.

    Building one loads the compiled vocabulary (the first time on a machine compiles it, under a
    minute).  It holds no thread and no open file, and pickles as its settings, so that it can be
    handed to worker processes, which load their own.

    >>> annotator = Annotator()
    >>> found = annotator("Mesenchymal stem cells do not cure multiple sclerosis.")
    >>> [(mention.text, mention.type, mention.concept) for mention in found.mentions][0]
    ('Mesenchymal stem cells', 'CellType', 'CL:0000134')
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        report: Report | None = None,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.vocabulary = vocabulary or load(self.settings, report=report)
        self._recognise = Recogniser(self.vocabulary)

    def __call__(self, article: Article | str) -> Annotation:
        """The article, or the text as an article without a title, with what was found in it."""
        if isinstance(article, str):
            article = Article("text", "", article)
        return relate(self._recognise(article))

    def __reduce__(self) -> tuple[type, tuple[Settings]]:
        return type(self), (self.settings,)


def articles(paths: Sequence[Path | str]) -> Iterator[Article | ReadError]:
    """The articles of files and folders in sorted order; what can't be read comes as its error.

    So does a path that does not exist, or a folder with nothing in it that can be read.

    >>> [str(error) for error in articles(["no/such/folder"])]
    ['no/such/folder: there is no such file or folder; check the path']
    """
    for source in find_sources(paths):
        if isinstance(source, ReadError):
            yield source
        else:
            yield from read(source)


def annotate(
    inputs: Iterable[Article | ReadError], annotator: Annotator
) -> Iterator[Annotation | ReadError]:
    """Annotate articles one by one; errors pass through, so that nothing is lost in silence."""
    for item in inputs:
        yield item if isinstance(item, ReadError) else annotator(item)
