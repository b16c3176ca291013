"""Writes many documents at once as if each had been saved on its own.

A document that is saved in the ordinary way costs some twenty queries. Here the same checks are made on the
same document objects, with every lookup done once for a few hundred of them, and one statement writes them:

==================  ===========================================================================
``checks.py``       what the framework checks of a document's own fields
``links.py``        that links lead somewhere, and the fields that are fetched through them
``rights.py``       whether the user may create such a document, asked once per kind of document
``naming.py``       names from the naming series, reserved in blocks
``insert.py``       the multi-row statements
``search.py``       the global search, told of all of them at once
``listeners.py``    who must hear of every single document; if anybody does, each is saved on its own
``writer.py``       puts these together
==================  ===========================================================================
"""
