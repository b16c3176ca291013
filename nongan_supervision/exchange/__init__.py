"""Excel in and out: registers that towns keep by hand become documents, and what can't be taken comes back.

`importer.import_register` is the one way in, for the command, the Desk and the sample year alike.
"""
