"""The revisions. Each one is the tables as they stood then, and stays as it is.

Those before 0005 describe what earlier versions made without counting it. A database of theirs may
stand between two of them, so they make nothing twice.
"""
