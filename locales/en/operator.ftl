# To whoever looks after the machine: what is wrong, what to do. Never which case, nor who.

operator-telegram = Telegram has not answered for { $minutes } minutes. It keeps messages for 24 hours only. Please check the network.
operator-disk = { $percent }% of the disk is left. When it is full, nothing can be taken in. Please make room.
operator-calendar = The holidays of { $year } are not known. Please run: dengwen calendar import
operator-roster = The roster ends in { $days } days; after that nobody can read. Please sign it anew: dengwen roster sign --valid-until
operator-roster-refused = The roster is not believed, and everything waits. See roster-refused in the log.
operator-backup = The last backup is too old, or there is none. Please run: dengwen backup
operator-witness = No witness has signed a checkpoint for days. Please ask them.
operator-outbox = A message has waited for { $minutes } minutes. See the courier's log.
operator-log = The log was not signed in time. Please run: dengwen verify
operator-quarantine = { $count } updates that could not be handled are in quarantine. Please run: dengwen quarantine
operator-group = The bot is not in { $count } of its groups, or may not write there. Please add it again.
operator-over =
    { $kind ->
        [telegram] Telegram answers again.
        [disk] There is room on the disk again.
        [calendar] The holidays are known.
        [roster] The roster is in force.
        [backup] There is a new backup.
        [witness] A witness has signed.
        [outbox] No message waits for too long any more.
        [log] The log is signed again.
        [quarantine] Nothing is in quarantine any more.
       *[group] The bot can write to all of its groups.
    }
