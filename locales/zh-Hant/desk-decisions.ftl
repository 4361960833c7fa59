# Decisions about a case: what staff are asked, what was decided, and who is told.

decide-not-understood = 這沒有回答問題，什麼也沒有保存。
decide-button-without = 不寫說明
desk-kind-approval = 組長審批
desk-kind-outcome = 處理結果

## When it cannot be decided so

decide-refused-not-confirmed = 組長還沒有確認，先不呈報。什麼也沒有改動。
decide-refused-over = 這一步已經辦過，卡片上是現在的情況。什麼也沒有改動。

## The flag: important, sensitive or urgent

chase-flag = { $number }：標為重要、敏感或緊急，還沒有人確認。請今天打開卡片，確認或取消。
announce-flag-confirmed = { $number }：組長已確認重要緊急。請今天向巡察辦呈報，並在卡片上登記。
announce-flag-lifted = { $number }：組長已取消重要緊急標記，不用呈報。
announce-urgent-report = { $number }：巡察組作為重要、敏感或緊急事項向您呈報，材料由他們送達。
decide-flag-unconfirmed = 重要緊急，等組長確認
decide-flag-confirmed = 重要緊急，已確認，今天要呈報巡察辦
decide-flag-reported = { $day }已呈報巡察辦
decide-button-confirm = 確認重要緊急
decide-button-lift = 取消重要緊急
decide-button-report = 呈報巡察辦
decide-ask-confirm-words = { $number }：請寫為什麼重要緊急，最多{ $limit }個字；也可以不寫。寫下的會密封，訊息隨即刪除。
decide-ask-lift-reason = { $number }：請寫為什麼不算重要緊急，最多{ $limit }個字。寫下的會密封，訊息隨即刪除。
decide-ask-report-way = { $number }：用什麼方式向巡察辦呈報的？
decide-ask-report-whom = { $number }：呈報給了誰？請傳送姓名。
decide-ask-report-words = { $number }：還要補充什麼嗎？最多{ $limit }個字。寫下的會密封，訊息隨即刪除。
decide-done-confirm = { $number }：已確認重要緊急，承辦人今天向巡察辦呈報。
decide-done-lift = { $number }：已取消重要緊急標記，不用呈報。
decide-done-report = { $number }：已登記今天呈報。收到登記號的巡察辦人員：{ $told }人。
desk-choice-approval-flag-confirmed = 確認重要緊急
desk-choice-approval-flag-lifted = 取消重要緊急
desk-choice-report-reported = 已呈報巡察辦
desk-choice-report-paper = 書面
desk-choice-report-phone = 電話
desk-choice-report-person = 當面
desk-what-confirmed = 確認重要緊急
desk-what-reported = 呈報巡察辦
desk-what-extension = 延期
desk-what-disposition = 處置建議
desk-what-approved = 處置審批
desk-what-decided = 主管機關決定
desk-what-signed = 簽收
desk-what-rectification = 立行立改
desk-what-main = 重複件
decide-extended = { $term }：已延期{ $times }次，至{ $due }
