# 回執，以及拿到回執以後：圖片、刪除對話、撤回、自己的反映。

receipt-contents = { $day } 收到：{ $files ->
        [0] 訊息 { NUMBER($messages) } 則。
       *[other] { $messages ->
            [0] 檔案 { NUMBER($files) } 個。
           *[other] 訊息 { NUMBER($messages) } 則，檔案 { NUMBER($files) } 個。
        }
    }
receipt-notice-by = 最遲 { $day } 告訴您是否受理。
receipt-may-move = 這段時間的放假安排還沒有公布，日期可能會變。
receipt-result = 辦結後 { NUMBER($count) } { $unit ->
        [workdays] 個工作日
        [months] 個月
       *[days] 天
    }內告訴您結果。
receipt-wipe = 怕別人看手機？抄好回執號，按「抄好了，刪除對話」：48 小時內的訊息，您這邊和機器人這邊都刪；更早的請您自己刪。Telegram 的伺服器留不留，我們管不了。

## 回執圖片

picture-warning = 手機裡的圖片別人也能翻到：拿到它的人能查到您的反映。只在您要列印或存到別處時才要，存好就在手機裡刪掉。
picture-follows = 圖片裡只有回執號。存好以後，請在這裡和相簿裡都刪掉。
picture-not-now = 圖片現在做不出來。回執號一樣有效：<code>{ $number }</code>

## 刪除對話

wiping-number = 正在刪除對話。您的回執號：{ $number }，請確認抄好了。過一分鐘還在的訊息機器人刪不了，請自己刪。
wiping = 正在刪除對話。過一分鐘還在的訊息機器人刪不了，請自己刪。
wipe-too-late = 這則訊息太舊，機器人刪不了這個對話。請您在 Telegram 裡自己刪除，並選上「同時為對方刪除」。
wipe-while-writing = 還沒有刪除：您正在寫一份反映。請先提交，或用 /cancel 放棄，再按一次。已寫的內容都在。
wipe-while-storing = 還沒有刪除：您補充的檔案還在存放。請過一會兒再按一次。

## 撤回

withdraw-ask = 要撤回這份反映嗎？撤回會告訴辦案人員您不想再反映這件事；已交的內容不會刪除，辦案人員可能仍要查核。
withdrawn = 已告訴辦案人員您要撤回。內容沒有刪除，是否繼續由他們決定；用 /status 可以看進展，也可以再補充。
not-withdrawn = 沒有撤回，一切照舊。
withdraw-over = 這份反映已經辦結，不用撤回了。

## 自己的反映

mine-kept = 放好了，{ NUMBER($days) } 天內傳 /mine 就能看到。列表和您的帳號對應，加密保存；在那裡可以隨時刪掉。
mine-list = 下面是您的列表，最新的在前。
mine-none = 這裡沒有正在寫的反映，列表也是空的。
mine-anonymous = 匿名的反映不在列表裡，這裡沒有記是誰交的。請用 /status 和回執號查詢，或用 /phrase 和12個字。
mine-forgotten = 列表已刪除，反映都還在。以後請用 /status 和回執號查詢。

## 按鈕

button-picture = 要一張回執圖片
button-picture-now = 我知道，傳圖片
button-wipe-copied = 抄好了，刪除對話
button-wipe = 刪除對話
button-withdraw = 撤回
button-withdraw-yes = 確定撤回
button-withdraw-no = 不撤回
button-mine-keep = 放進我的列表
button-mine-forget = 不要這個列表

command-mine = 我的反映
