# The closing report, and the message that the round is over.

closing-title = Figures of the round
closing-begins = From { $first } to { $last }, { $count } petitions and leads were received. Those about inspectors are in none of these figures.
closing-ends = The shares are of all that were received. Averages are working days after receipt.
closing-by-channel = Received, by channel
closing-by-category = Received, by category
closing-by-unit = Received, by unit
closing-by-name = Received, by name
closing-by-handling = Handling
closing-by-disposition = Proposed disposition
closing-count = Count
closing-share = Share
closing-workdays = Working days
closing-named = with a name
closing-named-confirmed = of these, confirmed
closing-anonymous = anonymous
closing-not-confirmed = of these, with a name that cannot be confirmed
closing-none-yet = none yet
closing-steps = Came so far
closing-registered = registered
closing-reviewed = reviewed
closing-answered = answered
closing-closed = closed
closing-urgent = Reported to the office as urgent
closing-states = State
closing-reviews = Review
closing-overdue = Overdue
desk-closing-caption = Figures of the round: { $count } petitions and leads, no names and no content.
desk-closing-caption-sealed = Figures of the round: { $count } petitions and leads. Sealed to your key: open it with age on your device.
desk-button-closing-report = Report of the round
announce-round-report =
    The round ended on { $due }. Received { $received }, reviewed { $reviewed }, closed { $closed }, overdue now { $overdue }.
    The button makes the report with all figures.
