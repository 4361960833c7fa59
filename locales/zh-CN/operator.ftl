# 给管机器的人看的话：出了什么事，怎么办。不写哪一件，也不写是谁。

operator-telegram = Telegram 有 { $minutes } 分钟没有回应。它只把消息保留24小时。请检查网络。
operator-disk = 磁盘只剩 { $percent }%。满了就收不了反映。请腾出空间。
operator-calendar = 还没有{ $year }年的放假安排。请运行：dengwen calendar import
operator-roster = 名册还有 { $days } 天到期。到期后谁也打不开。请重新签：dengwen roster sign --valid-until
operator-roster-refused = 名册靠不住，一切都在等。请看日志里的 roster-refused。
operator-backup = 最近一次备份太旧，或者还没有备份。请运行：dengwen backup
operator-witness = 见证人好几天没有签过检查点了。请联系见证人。
operator-outbox = 有消息等了 { $minutes } 分钟还没送出。请看信使的日志。
operator-log = 经过记录没有按时签名。请运行：dengwen verify
operator-quarantine = 隔离区里有 { $count } 条没能处理的更新。请运行：dengwen quarantine
operator-group = 机器人进不了 { $count } 个群，或者不能在里面说话。请把它加回去。
operator-over =
    已恢复：{ $kind ->
        [telegram] Telegram 又有回应了
        [disk] 磁盘有空间了
        [calendar] 放假安排有了
        [roster] 名册有效
        [backup] 备份是新的
        [witness] 见证人签了检查点
        [outbox] 没有积压的消息了
        [log] 经过记录签上名了
        [quarantine] 隔离区空了
       *[group] 群里都能说话了
    }。
