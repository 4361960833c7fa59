# 給管機器的人看的話：出了什麼事，怎麼辦。不寫哪一件，也不寫是誰。

operator-telegram = Telegram 有 { $minutes } 分鐘沒有回應。它只把訊息保留24小時。請檢查網路。
operator-disk = 磁碟只剩 { $percent }%。滿了就收不了反映。請騰出空間。
operator-calendar = 還沒有{ $year }年的放假安排。請執行：dengwen calendar import
operator-roster = 名冊還有 { $days } 天到期。到期後誰也打不開。請重新簽：dengwen roster sign --valid-until
operator-roster-refused = 名冊靠不住，一切都在等。請看日誌裡的 roster-refused。
operator-backup = 最近一次備份太舊，或者還沒有備份。請執行：dengwen backup
operator-witness = 見證人好幾天沒有簽過檢查點了。請聯絡見證人。
operator-outbox = 有訊息等了 { $minutes } 分鐘還沒送出。請看信使的日誌。
operator-log = 經過記錄沒有按時簽名。請執行：dengwen verify
operator-quarantine = 隔離區裡有 { $count } 條沒能處理的更新。請執行：dengwen quarantine
operator-group = 機器人進不了 { $count } 個群，或者不能在裡面說話。請把它加回去。
operator-over =
    已恢復：{ $kind ->
        [telegram] Telegram 又有回應了
        [disk] 磁碟有空間了
        [calendar] 放假安排有了
        [roster] 名冊有效
        [backup] 備份是新的
        [witness] 見證人簽了檢查點
        [outbox] 沒有積壓的訊息了
        [log] 經過記錄簽上名了
        [quarantine] 隔離區空了
       *[group] 群裡都能說話了
    }。
