setting-up-notice = { $team } is inspecting { $units }. You can write about:
