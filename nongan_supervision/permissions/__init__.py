"""Who sees what and who may change it: one table (``table.py``) and everything that follows from it.

The table:

===================  ==================================================================================
``table``            the table itself: a row per DocType, a column per role; plain Python
``grants``           what a cell says: rights, conditions, fields; and the roles
``conditions``       what a cell may be limited to ("own village", "Livestock", …), in SQL and in memory
``viewer``           the user who asks, as conditions see them; ``holders``: who has a role
``write_docperms``   writes the table into the DocTypes' JSON files (``python -m …``)
===================  ==================================================================================

What answers from it:

===================  ==================================================================================
``hooks``            the dictionaries that the app's ``hooks.py`` takes over
``rules``            the framework's ``permission_query_conditions`` and ``has_permission``
``scopes``           the documents on which a user has a right
``scope``            the same limits for a report's or an API's own queries; ``criterion``: as SQL there
``partial``          of what somebody sees a part alone, said on paper
``pages``            who may open a page of the app
``wording``          why something was refused, in the reader's language
===================  ==================================================================================

What the framework leaves open, closed for the app's documents and for what is hung on them:

===================  ==================================================================================
``guards``           whitelisted methods that forget to ask, made to ask; ``charts``: that of charts
``rows``             rows of child tables, never seen or changed alone
``titles``           titles of linked documents
``marks``            comments, likes, tags, assignments, following
``attachments``      files and where they hang; ``addresses``: what is drawn from an address
``desk_documents``   icons, menus, saved filters, settings of the Desk
``markup``           scripts in texts; ``shapes``: what a field may hold at all
``names``            who names a document; ``server_fields``: what the server alone fills
``pending``          a document on its way into the database, for the rules above
``conflicts``        two who change the same document
===================  ==================================================================================
"""
