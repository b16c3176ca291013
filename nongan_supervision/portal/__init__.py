"""The producers' portal: accounts by mobile number, and a few pages on which producers keep their own records.

=================  ====================================================================================
``accounts.py``    who has an account, and which producers it belongs to
``own_records.py`` what holds for a ledger entry or a certificate that a producer writes themselves
``entries.py``     writing them: from the pages' forms to documents, by the same rules as everywhere
``pages.py``       what the pages show; everything is asked for as the user who looks
``catalogue.py``   the input catalogue, searched while one types
=================  ====================================================================================
"""
