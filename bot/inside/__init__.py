"""What an operator sees of a process from outside: figures, health, and word of trouble.

Trouble is shown at once. Work, which moves when somebody hands something in, is shown by the day
and in tens (docs/decisions/0017-trouble-at-once-work-by-the-day.md).
"""
