"""Who sees what and who may change it: one table (``table.py``) and everything that follows from it.

===================  ==================================================================================
``table.py``         the table itself: a row per DocType, a column per role; plain Python
``conditions.py``    what a cell may be limited to ("own village", "Livestock", …), in SQL and in memory
``rules.py``         the framework's ``permission_query_conditions`` and ``has_permission``, answered from it
``hooks.py``         the dictionaries that the app's ``hooks.py`` takes over
``scope.py``         the same limits for a report's or an API's own queries
``guards.py``        whitelisted methods of the framework that forget to ask, made to ask
``write_docperms``   writes the table into the DocTypes' JSON files (``python -m …``)
===================  ==================================================================================
"""
