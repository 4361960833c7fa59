# 請假：誰不在，由誰代收提醒。

desk-menu-leave = /leave 看誰在請假，請假或銷假
command-leave = 請假與銷假
desk-leave-heading = <b>請假</b>
desk-leave-line = { $who }：{ $first } 至 { $last }
desk-leave-nobody = 現在沒有人請假。
desk-leave-whose = 為誰登記請假？
desk-leave-ask = { $who }：從哪天到哪天？請按按鈕，或傳送日期，如 2026-11-25 2026-11-27。以前登記的請假會被替換。/cancel 離開。
desk-leave-no-date = 沒有看出一個或兩個日期。請這樣寫：2026-11-25 2026-11-27。沒有改動；/cancel 離開。
desk-leave-taken = { $who }：{ $first } 至 { $last } 請假，已登記。這幾天的提醒轉給{ $other }。提前銷假用 /leave。
desk-leave-taken-alone = { $who }：{ $first } 至 { $last } 請假，已登記。沒有人可以代收，提醒照舊。提前銷假用 /leave。
desk-leave-ended = { $who }：已銷假，提醒從現在起照舊。
desk-leave-none = 沒有可以銷的假。傳送 /leave 看誰在請假。
desk-leave-refused-over = 這幾天已經過去。請從今天起選；/leave 重新開始。
desk-leave-refused-backwards = 最後一天在第一天之前。請按先後傳送；/leave 重新開始。
desk-leave-refused-too-long = 請假最長一年。請選短一些的；/leave 重新開始。
desk-leave-button-own = 我請假
desk-leave-button-colleague = 為同事登記
desk-leave-button-end = 銷假：{ $who }
desk-leave-button-today = 今天
desk-leave-button-tomorrow = 明天
desk-leave-button-this-week = 到本週日
desk-leave-button-next-week = 下週
desk-assignee-away = { $who }請假到 { $last }，提醒轉給代收的人。
announce-leave = 已為您登記請假，到 { $due } 為止。其間的提醒轉給代收的人。查看和提前銷假用 /leave。
announce-leave-ended = 已為您銷假，提醒照舊傳送給您。
