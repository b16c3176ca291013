"""Lists and reports as files: in the user's words, and safe to open.

The framework's own exports have three faults for an office that passes its files on. A text that begins with = is
written as a formula, so a producer's name can run on the computer of whoever opens the list. Options and states come
out in English, and some headings in a translation that is not this app's. And a CSV has no mark of its encoding,
without which a Chinese Excel shows Chinese as garbage.

============  =====================================================================================
``table.py``  what is to be written: headings, kinds of columns, rows
``lists.py``  the table of a list, in the words of the form
``reports.py``  the table of a report
``about.py``  the line below the title: town, filters in words, who made it and when
``formats.py``  how numbers are shown
``files.py``  tables as .xlsx, in the layout of ``exchange/layout.py``, and .csv: texts stay texts, numbers stay numbers
``guards.py``  what stands in the framework's place, for this app's DocTypes and reports
============  =====================================================================================
"""
