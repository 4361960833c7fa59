# 組內人員讀到的每一句話：編號、要做什麼、最遲哪天。群組裡從不出現內容。

## 群組裡的通知

announce-registered = { $number }：已登記，請認領。
announce-review = { $number }：請審閱，最遲 { $due }。
announce-follow-up = { $number }：反映人有補充，請查看。
announce-withdrawn = { $number }：反映人提出撤回，請查看。
announce-checkpoint =
    { $due } 台帳校驗點。請保留這則訊息：日後若有人改動紀錄，紀錄就與它對不上。

    <pre>{ $checkpoint }</pre>
announce-released = { $number }：現在沒有人承辦，請認領。
announce-recused = { $number }：您已迴避，不能再打開。您看過、抄錄過、匯出過的，和以前備份裡的，收不回來。請不要外傳，並刪掉您手裡的副本。
announce-granted = { $number }：從現在起您可以閱看。
desk-private-only = 請到與本機器人的私人對話裡辦理。群組裡不打開任何內容。

## 加入

desk-stranger = 請傳送 /enroll 和您的邀請碼加入；邀請碼由管理員發給您。
desk-code-refused = 沒有這個邀請碼。請核對後再傳送 /enroll 和邀請碼，或向管理員要新的。
desk-already-enrolled = 這個邀請碼或帳號已經用過。要換手機或帳號，請向管理員要新的邀請碼。
desk-choose-passphrase = 邀請碼對了，訊息已刪除。請設一個通關密語，至少 { $minimum } 個字，傳來後立即刪除。如果您用 age 自己保管鑰匙，就改傳公鑰（age1…）。
desk-held-a-key = 您以前在這裡有過鑰匙。以前交來的內容，等同事重新封給您的新鑰匙後，您就能再打開。
desk-key-malformed = 這不是一把完整的 age 公鑰，訊息已刪除，沒有保存。公鑰以 age1 開頭，請重新複製再傳；也可以改設通關密語。
desk-key-of-another-kind = 這把 age 公鑰和這裡用的不是同一種，訊息已刪除，沒有保存。請向管理員問清該做哪一種；也可以改設通關密語。
desk-private-key-sent = 剛才傳來的是私鑰，訊息已刪除，沒有保存。這把鑰匙請不要再用；請做一把新的，只傳公鑰（age1…）。
desk-enrolled-device = 公鑰已收下。接下來由根金鑰保管人簽署名冊；簽署以後交來的反映，會封給您的鑰匙。傳送 /help 看能做什麼。
desk-passphrase-short = 通關密語至少 { $minimum } 個字，這一個沒有採用，訊息已刪除。請換一個長些的傳過來。
desk-repeat-passphrase = 鑰匙已做好，訊息已刪除。請把通關密語再傳一遍，核對有沒有打錯。
desk-repeat-differs = 和剛才的不一樣，訊息已刪除。請再傳一遍；想換通關密語，請重傳 /enroll 和邀請碼。
desk-enrolled = 通關密語對上了。接下來由根金鑰保管人簽署名冊；簽署以後交來的反映，您才能打開。傳送 /help 看能做什麼。
desk-bound = 已加入，訊息已刪除。您不需要通關密語。

## 選單

desk-hello = 這裡是辦公端。
desk-menu-queue = /queue 待辦
desk-menu-find = /find 按編號、日期、類別、單位或人查一件
desk-menu-recuse = /recuse 從一件反映迴避
desk-menu-rewrap = /rewrap 把反映改封給同事的新鑰匙
desk-menu-unlock = /unlock 用通關密語解鎖，才能閱看內容
desk-menu-lock = /lock 馬上鎖上
desk-menu-passphrase = /passphrase 換通關密語
desk-menu-summary = 每天的彙總會傳到這裡，不含內容。
desk-menu-language = /language 換語言
desk-menu-help = /help 看這一頁
desk-cancelled = 已放棄，什麼都沒有改。
desk-not-expected = 這則沒有用上，也沒有保存。傳送 /queue 看待辦，傳送 /help 看能做什麼。
desk-not-handled = 剛才那則沒能處理，沒有保存；以防裡面有通關密語，已經刪除。請再試一次。

## 解鎖

desk-ask-passphrase = 請傳通關密語，收到後立即刪除。
desk-passphrase-refused = 通關密語不對，訊息已刪除。請再傳一次，或傳送 /cancel 放棄。
desk-too-many-tries = 連錯幾次，{ $at } 以後才能再試。訊息已刪除。
desk-unlocked = 已解鎖到 { $at }，訊息已刪除。傳送 /lock 可以馬上鎖上。
desk-now-locked = 已鎖上。
desk-locked = 現在鎖著。請先傳送 /unlock，再按一次按鈕。
desk-nothing-to-unlock = 您這裡沒有需要解鎖的內容。
desk-no-key = 您的鑰匙在您自己的裝置上，這裡沒有要解鎖的。反映會以密封檔案交給您，請在那台裝置上用 age 打開。
desk-other-key = 通關密語對了，但名冊上是另一把鑰匙。請找管理員核對。訊息已刪除。

## 換通關密語

desk-ask-old-passphrase = 請傳現在的通關密語，收到後立即刪除。
desk-ask-new-passphrase = 通關密語對了，訊息已刪除。請傳新的，至少 { $minimum } 個字。新的傳過兩遍之前，舊的仍然有效。
desk-repeat-new-passphrase = 訊息已刪除。請把新的通關密語再傳一遍。
desk-new-differs = 和新的通關密語不一樣，訊息已刪除。請再傳一遍，或用 /passphrase 重來。在那之前舊的仍然有效。
desk-passphrase-changed = 從現在起用新的通關密語，訊息已刪除。鑰匙還是原來那把。
desk-passphrase-kept = 時間過了，什麼都沒有改，舊的通關密語仍然有效。訊息已刪除。請用 /passphrase 重來。

## 待辦

desk-queue = <b>待辦</b>，第 { $page } 頁
desk-queue-empty = 現在沒有待辦。
desk-queue-end = 後面沒有了。
desk-no-queue = 您沒有待辦；彙總每天會傳到這裡。
desk-queue-of = <b>{ $what }</b>，共 { $total } 件，第 { $page } 頁，共 { $pages } 頁
desk-queue-nothing-like-that = 現在沒有這樣的待辦（{ $what }）。按下面的按鈕看別的。
desk-queue-which-category = 看哪一類？
desk-index-building = 啟動後要先過一遍全部台帳，已到 { $percent }%。/queue 已經能用，這一步請過一分鐘再試。
desk-filter-all = 待辦
desk-filter-new = 新到
desk-filter-mine = 我的
desk-filter-unassigned = 無人承辦
desk-filter-review = 等審閱
desk-filter-overdue = 超期
desk-filter-urgent = 緊急

## 查

desk-find-what = 要查什麼？可傳登記號或其中的序號、回執號、日期（2026-11-23，或 起..止）、類別、單位、狀態、承辦人、標記、期限、辦理方式、來源；幾樣一起傳，要同時符合。
desk-found = <b>查到</b> { $total } 件，第 { $page } 頁，共 { $pages } 頁
desk-find-nothing = 您能閱看的裡面沒有這樣的。請核對一下，或少寫幾樣再查。
desk-find-unknown = 沒有查：「{ $word }」不是這裡的編號、日期、類別、單位、狀態、人或標記。請換個寫法再傳。
desk-find-over = 這次查詢已經過去。請傳送 /find 和要查的內容。
desk-find-today = 今天
desk-find-yesterday = 昨天
desk-find-withdrawn = 要撤回

## 一件反映

desk-card =
    <b>{ $number }</b>
    回執：<code>{ $receipt }</code>
    收到：{ $received }
    單位：{ $unit }
    類別：{ $category }
    { $identity }，{ $messages } 則訊息，{ $attachments } 個附件
    狀態：{ $state }，承辦：{ $assignee }
    審閱：{ $review }
desk-mailbox = 反映人有信箱，會自己來看；什麼時候看，不會告訴任何人。
desk-mark-withdrawn = 反映人已提出撤回。
desk-anonymous = 匿名
desk-nobody = 未認領
desk-unit-unsure = 不確定
desk-category-unsure = 未定
desk-state-registered = 已登記
desk-state-in-progress = 辦理中
desk-state-transferred = 已轉出
desk-state-not-accepted = 不予受理
desk-state-merged = 已併案
desk-state-retained = 存查
desk-state-answered = 已答覆
desk-state-closed = 已辦結
desk-state-archived = 已歸檔
desk-state-shredded = 期滿已銷毀
desk-review-due = 待審閱
desk-review-returned = 已退回
desk-review-reviewed = 已審閱
desk-claimed = { $number } 由您承辦。提醒從現在起傳給您。
desk-ask-noting = { $number }：請寫備註，最多 { $limit } 字。傳來後封存，訊息立即刪除。
desk-noted = { $number }：備註已封存，原訊息已刪除。
desk-ask-close = { $number }：在這裡反映的，由機器人通知；來信來訪的，請另行告知。現在辦結嗎？
desk-closed = { $number }：已辦結。

## 誰能閱看

desk-ask-which-case = 您要從哪一件迴避，或者請誰迴避？這裡沒有列出的，請開啟那一件的卡片，在「誰能看」裡辦。
desk-choose-recused = { $number }：誰不再參與？
desk-ask-leaving = { $number }：請寫明您為什麼迴避，最多 { $limit } 字，封存給留下的人看。辦理之前還會再問您一次。
desk-ask-recusing = { $number }：請寫明{ $who }為什麼迴避，最多 { $limit } 字，封存給留下的人看。辦理之前還會再問您一次。
desk-confirm-leaving = { $number }：您以後打不開它，也收不到它的訊息，並且不能再加回來。您看過、抄錄過、匯出過的，和以前備份裡的，收不回來。現在迴避嗎？
desk-confirm-recusing = { $number }：{ $who }以後打不開它，也收不到它的訊息，並且不能再加回來。已經看過、抄錄過、匯出過的，和以前備份裡的，收不回來。現在請其迴避嗎？
desk-left = { $number }：您已迴避。您看過、抄錄過、匯出過的，和以前備份裡的，收不回來。請不要外傳，並刪掉您手裡的副本。
desk-recused = { $number }：{ $who }已迴避，從現在起打不開這一件。已經看過、抄錄過、匯出過的，和以前備份裡的，收不回來。
desk-choose-granted = { $number }：再讓誰閱看？下面是按規定可以加的人。
desk-nobody-to-let-in = { $number }：名冊上沒有別的人按規定可以加。
desk-ask-granting = { $number }：{ $who }將能從頭看到全部內容。現在加上嗎？
desk-granted = { $number }：{ $who }從現在起可以閱看，已把編號告訴對方。
desk-rewrap = <b>換了鑰匙的人</b>。下面這些人以前的反映還封給舊鑰匙。按名字，就把您能打開的改封給新鑰匙。
desk-rewrap-line = { $who }：您能打開的 { $openable } 件，不能全部打開的 { $others } 件
desk-rewrap-none = 沒有人在等著改封。
desk-rewrapped = { $who }：改封好 { $done } 件，還有 { $left } 件。另有 { $others } 件您不能全部打開，要請能打開的人傳送 /rewrap。

## 閱看

desk-reading = <b>{ $number }</b>｜第 { $page } 頁，共 { $pages } 頁
desk-head = { $position }. <b>{ $who }</b>｜{ $kind }｜{ $day } { $at }
desk-caption =
    <b>{ $number }</b>
    { $what } { $name }
desk-reporter = 反映人
desk-kind-text = 文字
desk-kind-contact = 聯絡方式
desk-kind-photo = 照片
desk-kind-document = 檔案
desk-kind-video = 影片
desk-kind-voice = 語音
desk-kind-audio = 音訊
desk-kind-animation = 影片
desk-kind-video-note = 影片
desk-kind-live-photo = 動態照片
desk-kind-location = 位置
desk-kind-venue = 地點
desk-kind-card = 名片
desk-kind-note = 備註
desk-kind-reply = 回覆
desk-kind-recusal = 迴避
desk-recusal-of = { $who }迴避
desk-kind-accused = 被反映人
desk-kind-place = 問題屬地
desk-kind-happened = 發生時間
desk-kind-reporter = 反映人
desk-kind-verification = 實名核實
desk-kind-proposal = 擬辦意見
desk-kind-instruction = 組長批示
desk-kind-opinion = 審閱意見
desk-kind-disposition = 處置建議
desk-kind-decision = 處理決定
desk-kind-extension = 延期
desk-kind-report = 呈報
desk-kind-rectification = 整改建議
desk-kind-result = 辦理結果
desk-record-line = { $what }：{ $value }
desk-record-replaces = 代替第 { $position } 件
desk-record-withdraws = 撤回第 { $position } 件
desk-record-name = 姓名
desk-record-unit = 單位
desk-record-post = 職務
desk-record-rank = 職級
desk-record-phone = 電話
desk-record-address = 地址
desk-record-people = 人數
desk-record-joint = 聯名
desk-record-day = 日期
desk-record-until = 到期
desk-record-choice = 內容
desk-record-way = 方式
desk-record-organ = 機關
desk-record-document = 文號
desk-piece-corrects = 更正第 { $position } 件
desk-piece-edited = 發送人改於 { $day } { $at }
desk-piece-forwarded = { $named ->
    [yes] 轉發自：{ $name }
   *[no] 從別的對話轉發
}
desk-piece-answers = { $named ->
    [yes] 回覆：{ $name }
   *[no] 回覆：
}
desk-piece-quote = 「{ $text }」
desk-piece-link = 連結：{ $link }
desk-piece-closed = { $position }. 這一則封給您以前的鑰匙。請能閱看的同事傳送 /rewrap 替您改封。
desk-on-device = <b>{ $number }</b>。和台帳裡一樣封存著，附有給您的鑰匙；怎樣打開，見 README.txt。這則訊息過一會兒會刪除。
desk-too-large-for-chat = { $number } 有 { $size }，這裡最多能傳 { $limit }。請管理員匯出：dengwen export。
desk-piece-on-its-way = 這個附件還在接收，請過一會兒再看。
desk-no-such-piece = 沒有這個附件。
desk-cannot-open = 內容沒能顯示出來，什麼都沒有改。請再按一次；還不行，請告訴管理員。

## 辦不成的時候

desk-roster-refused = 名冊現在不可信，所以什麼都不打開，也不改。請告訴管理員，過一會兒再試。
desk-no-such-case = 沒有這一件，或者它不歸您辦。傳送 /queue 看待辦。
desk-not-permitted = 這一步不由您來做，什麼都沒有改。
desk-no-route = 這位反映人現在聯絡不上，剛才的話沒有送出。請用其他方式告知後，按「記錄告知」。
desk-already-claimed = 已由{ $who }承辦。
desk-already-reviewed = { $who }已於 { $day } { $at } 審閱。
desk-text-too-long = 最多 { $limit } 字，剛才的沒有保存。請縮短或分成幾則再傳。
desk-earlier-key = 這一件封給您以前的鑰匙。請能閱看的同事傳送 /rewrap 替您改封，再按一次。
list-comma = 、
desk-not-a-reader = 這個人本來就不看這一件，什麼都沒有改。
desk-first-add-one-to-read = 這樣就沒有人能看這一件了。請先加一位，例如{ $who }。
desk-first-add-one-to-review = 這樣就沒有人能審閱這一件了。請先加一位，例如{ $who }。
desk-nobody-left-to-read = 這樣就沒有人能看這一件了，名冊上也沒有人可以加。請先讓管理員登記新的人。
desk-nobody-left-to-review = 這樣就沒有人能審閱這一件了，名冊上也沒有人可以加。請先讓管理員登記新的人。
desk-not-let-in-no-reader = 這個角色不看內容，或者名冊上沒有這個人。什麼都沒有改。
desk-not-let-in-home-unit = 這個人屬於被反映的單位，不能看這一件。什麼都沒有改。
desk-not-let-in-bypassed = 這一件反映的是這個人所在的機構，不能看。什麼都沒有改。
desk-not-let-in-recused = 這個人已經迴避，不能再加回來。什麼都沒有改。
desk-not-let-in-reads-already = 這個人已經能看這一件。
desk-not-let-in-no-key = 名冊上還沒有這個人的鑰匙。簽署以後再加。
desk-refused-already-closed = 這一件已經辦結。
desk-refused-already-registered = 這一件已經登記。
desk-refused-archived = 這一件已經歸檔，不能再改。
desk-refused-not-closed = 這一件還沒有辦結。
desk-refused-not-in-progress = 還沒有人承辦，請先認領。
desk-refused-not-registered = 這一件還沒有登記，請稍後再試。
desk-refused-settled = 這一件已有處理結果，這一步不再適用。

## 按鈕

desk-button-queue = 待辦
desk-button-earlier = 上一頁
desk-button-later = 下一頁
desk-button-filter-all = 全部
desk-button-filter-new = 新到
desk-button-filter-mine = 我的
desk-button-filter-unassigned = 無人承辦
desk-button-filter-review = 等審閱
desk-button-filter-overdue = 超期
desk-button-filter-urgent = 緊急
desk-button-by-category = 類別
desk-button-any-category = 所有類別
desk-button-again = 再試一次
desk-button-section-reporter = 聯絡反映人
desk-button-section-decisions = 辦理決定
desk-button-section-papers = 文書
desk-button-section-access = 誰能看
desk-button-read = 閱看
desk-button-claim = 認領
desk-button-note = 備註
desk-button-reply = 回覆反映人
desk-button-told = 記錄告知
desk-button-review = 審閱
desk-button-stamp = 已審閱
desk-button-close = 辦結
desk-button-close-now = 現在辦結
desk-button-grant = 增加閱看人
desk-button-grant-now = 現在加上
desk-button-step-back = 自己迴避
desk-button-recuse = 請同事迴避
desk-button-recuse-now = 是，現在
desk-button-myself = 我自己
desk-button-go-on = 繼續
desk-button-card = 打開這一件
desk-button-back = 返回
desk-button-next-page = 下一頁
desk-button-file = { $position }. { $kind } { $size }

command-queue = 待辦
command-find = 查一件反映
command-recuse = 從一件反映迴避
command-rewrap = 改封給新鑰匙
command-unlock = 用通關密語解鎖
command-lock = 馬上鎖上
command-passphrase = 換通關密語

## Telegram 上的介紹

desk-bot-description = 這裡是{ $team }的辦公端，只供辦案人員使用，不受理反映。
desk-bot-short = { $team }的辦公端，不受理反映。

## 分辦

announce-assigned = { $number }：已交您承辦，請閱看並開始辦理。
announce-assigned-until = { $number }：已交您承辦，請閱看並開始辦理；下一步最遲 { $due } 完成。
announce-taken-off = { $number }：已另作安排，您不用再承辦。
desk-choose-assignee = { $number }，承辦人：{ $assignee }。交給誰辦？下面是能閱看這一件的人。
desk-nobody-to-assign = { $number }：沒有別的人能打開並承辦。您可以在卡片上加人。
desk-assigned = { $number }：由{ $who }承辦，已私下通知。
desk-assigned-to-you = { $number } 由您承辦。提醒從現在起傳給您。
desk-put-back = { $number }：現在沒有人承辦，等人認領。
desk-changed-meanwhile = { $number } 剛才有變化：{ $changes }。這次沒有改動。現在是這樣的。
desk-changed-line = { $who }（{ $what }）
desk-what-assignee = 承辦人
desk-what-category = 類別
desk-what-unit = 單位
desk-what-marks = 標記
desk-what-readers = 閱看人
desk-what-review = 審閱
desk-what-state = 狀態
desk-not-assignable = 這個人不能打開或承辦這一件，沒有改動。請重新選。
desk-button-assign = 分辦
desk-button-put-back = 暫不交人

## 分類和標記

announce-pressing = { $number }：有同事標為重要、敏感或緊急，請今天開啟卡片，確認或取消。
announce-own-unit = { $number }：涉及的單位現在是您所在的單位。請不要再看，打開卡片辦理迴避。
announce-readers-unit = { $number }：有一位閱看人來自現在涉及的單位。請打開卡片，讓其迴避。
desk-triage =
    <b>{ $number }</b>
    類別：{ $category }
    單位：{ $unit }
    標記：{ $marks }
    已寫明：{ $records }
    要改哪一項，請按按鈕。
desk-mark-important = 重要
desk-mark-sensitive = 敏感
desk-mark-urgent = 緊急
desk-mark-principal = 涉主要負責人
desk-no-marks = 無
desk-choose-category = { $number }：是哪一類？下一步選細類。
desk-choose-item = { $number }：是哪一細類？第一個按鈕只定大類。
desk-choose-unit = { $number }：涉及哪個單位？
desk-unit-readers = { $number }：{ $who }來自這個單位，現在還能打開，只有迴避才會停止。本人和組長都會知道。
desk-about-inspectors = 是否反映巡察幹部，決定誰能打開，所以這一類不能在這裡改。如果反映的是閱看人，請讓其迴避。
desk-button-triage = 分類和要素
desk-button-category = 類別
desk-button-unit = 單位
desk-button-mark = 標為{ $what }
desk-button-unmark = 不再標為{ $what }
