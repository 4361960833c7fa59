"""`dengwen init`: from nothing to an installation that may go live, by answers alone.

questions   what is asked, by a flag or at a terminal, and what may be answered
asking      how it is asked; answers are kept until the configuration is written
document    the configuration that the answers make, with standing.toml behind it
founding    the steps after that: keys, database, roster with enrolment codes, recovery key
drill       two custodians open the recovery key; until they did, nothing goes live
telling     what is left to do, and for whom

Each step looks at what is there and does what is missing, so it can be broken off anywhere and run
again; nothing is overwritten.
"""
