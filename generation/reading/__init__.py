"""Reading a description: its words, what is refused, whom and what it names, where it plays, the kind of picture.

The enhancer and the sketch artist read the same. The words are data in the files beside the code, in English and
German. Standard library only, and quick to import: the process that paints imports it. Nothing here knows of pictures.
"""
