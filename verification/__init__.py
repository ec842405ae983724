"""Whether the rules do what mathematics says they must: cases so simple that the answer is known, with pictures.

``python -m verification`` from the project's folder; nothing of it is part of the package.
"""
