setting-up-notice = { $team }正在巡察{ $units }。您可以反映这些问题：
