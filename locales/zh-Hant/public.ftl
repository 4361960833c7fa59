# 反映人讀到的每一句話。寫法：先說發生了什麼，再說現在可以做什麼；不用驚嘆號，不許諾結果。

language-name = 繁體中文
date-pattern = M月d日 EEEE
choose-language = 請選擇語言。

## 開始

notice =
    <b>{ $round }</b>

    { $words }

    您寫的內容由{ $team }和{ $fifth }的人員閱看，被巡察單位看不到。

    請先了解：訊息經由 Telegram 傳送，Telegram 看得到這裡的對話。特別嚴重的事，請改用 /channels 裡的其他方式。
    危急情況請撥 110、119、120。
    本輪受理到 { $closes }。保存什麼、保存多久，見 /privacy。
    Telegram 不會告訴我們您刪除了訊息，已經存好的內容，刪了訊息也還在；提交前可以隨時全部放棄。
    未滿 14 歲，請由監護人陪同填寫。
not-open-yet = 本輪受理從 { $opens } 開始，現在還不能反映。需要的話，可以用下面的方式。
round-closed = 本輪受理已於 { $closes } 結束。以前交來的反映仍在辦理，用 /status 可以查詢。新的情況請用下面的方式反映。
privacy =
    <b>保存什麼</b>
    您寫的內容和檔案，以及您選擇留下的姓名、電話。匿名的，不保存您的 Telegram 帳號；您同意聯絡的，只留一個加密的回信地址，辦案人員打不開。
    您要了12個字的，這些字哪裡都不保存；留給您的答覆只有這些字能打開。

    <b>誰能看</b>
    { $team }和{ $fifth }；關係到其中一方的，由代替他們的人看。每份反映單獨加密，只有這些人的鑰匙能打開。{ $recovery ->
        [yes] 另有三位保管人，其中兩位一起也能打開。
       *[no] { "" }
    }
    誰在什麼時候打開過都有紀錄，紀錄若被改動，會被看出來。

    <b>為什麼，多久</b>
    用於受理和查核反映。沒有提交的草稿最多保留 { $days } 天。提交後的反映按規定移交，不會因到期自動刪除。
    您按了「放進我的列表」的，回執號和您的帳號對應著加密保存 { $list_days } 天；用 /mine 可以隨時刪掉。
    您停用了機器人的，回執或答覆加密等您 7 天。

    <b>要知道的</b>
    Telegram 看得到這裡的對話。手機上的聊天紀錄由您自己保管。
help =
    在這裡可以向巡察組反映問題，並拿到回執。

    /start 開始反映
    /status 查詢辦理情況
    /phrase 憑12個字查詢、補充
    /mine 我的反映
    /proof 索取入帳證明
    /channels 其他反映方式
    /privacy 保存什麼、誰能看
    /about 誰在主辦
    /language 換語言
    /cancel 放棄正在寫的內容
channels = <b>其他反映方式</b>
channel-line = { $kind }：{ $text }
channel-phone = 電話
channel-email = 電子郵件
channel-post = 通訊地址
channel-mailbox = 舉報箱
channel-visit = 親自來訪
channel-emergency = 緊急情況
unfinished = 您有一份還沒寫完的反映，內容都在。
unfinished-draft =
    您有一份還沒寫完的反映，{ $begun } 開始的：{ $messages ->
        [0] { "" }
       *[other] 訊息 { NUMBER($messages) } 則
    }{ $files ->
        [0] { "" }
       *[other] { $messages ->
            [0] { "" }
           *[other] ，
        }檔案 { NUMBER($files) } 個
    }。內容都在，保留到 { $until }，之後刪除。
draft-kept = 在這裡寫了沒有提交的，保留到 { $until }，之後刪除；每次有改動就重新算。{ $reminds ->
        [yes] 刪除前會提醒您一次。
       *[no] { "" }
    }
draft-reminder = 您在這裡沒做完的事保留到 { $until }。要繼續或刪除，請發 /start。
draft-was-over = 您以前在這裡寫的內容很久沒有改動，已於 { $day } 按說明刪除，沒有人看過。
begin-first = 剛才的內容沒有保存，因為還沒有開始。新的反映，請先選語言；要補充以前交的，請傳那個回執號。
old-button = 這個按鈕已經用過了。要反映新的情況請傳送 /start，要查詢請傳送 /status。
unknown-command = 沒有這個指令，剛才那則訊息沒有保存。前面寫的內容都在。
read-notice = 請先看上面的說明，然後按「開始」。
not-understood = 剛才那則訊息沒能讀懂，也沒有保存。請再傳一次；如果還是不行，請改用文字或照片。
cannot-keep-now = 剛才那則現在收不了，也沒有保存。請把寫的內容留好，過一會兒再試，或用 /channels 裡的方式。

## 本輪

draft-when-closed = 本輪受理到 { $closes } 為止，您的反映沒有提交，也不能再加內容了。以前寫的從最後一次改動起保留 { NUMBER($days) } 天，您也可以現在放棄。這件事還可以這樣反映。
closed-while-sending = 您在截止前已經按了提交。檔案還在存放，存好後自動提交，回執會傳到這裡。這期間不能再改；拿到回執號後，用 /status 可以補充。
closed-submit-again = 您在截止前按了提交，但還沒有提交成：請按「檢查」，再按「提交」。提交以前不能再加內容，以後可以用 /status 補充。
paused = 現在暫時不能提交。{ $reason }請過幾天再來。您在這裡寫的都會保留，也可以接著寫。等不及的，請用下面的方式。
paused-until = { $until } 以前暫時不能提交。{ $reason }請到那天再來。您在這裡寫的都會保留，也可以接著寫。等不及的，請用下面的方式。
paused-because = 原因：{ $reason }。
about =
    <b>{ $round }</b>
    { $opens } 至 { $closes }

    由{ $office }主辦。您提交的內容由{ $team }和{ $fifth }的人員閱看。
about-software = 軟體是登聞 { $version }。每份反映都記入一本改動必留痕跡的日誌；用 /proof 可以拿到您那份的證明。
about-source = 原始碼誰都可以看，可以查它做了什麼：{ $source }

## 提問

ask-identity =
    您想怎樣反映？
    匿名同樣受理，辦案人員也不會知道您是誰。實名會收到受理告知和辦理結果。
identity-anonymous = 匿名
identity-real-name = 實名
ask-contact = 請寫您的姓名和聯絡電話，寫在同一則訊息裡。
contact-too-long = 姓名和電話請不要超過 { NUMBER($limit) } 個字。剛才這則沒有保存，請再寫一次。
ask-unit = 您反映的是哪個單位？
unit-unsure = 不清楚或其他單位
ask-concerns = 您反映的事，是不是關係到巡察組、第五巡視組或巡察辦的人？如果是，那一方不會看到。
concerns-none = 不是
concerns-team = 巡察組的人
concerns-fifth = 第五巡視組的人
concerns-office = 巡察辦的人
ask-category = 屬於哪一類？選最接近的就好。
category-unsure = 不確定
ask-route = 辦案人員可能有話要問您、答覆您。可以在這個對話裡傳訊息給您嗎？也可以不傳，您憑提交前拿到的12個字自己來看。
route-yes = 可以
route-come = 我自己來看
route-no = 不要傳給我
ask-account = 請寫：什麼人、什麼時候、在哪裡、做了什麼。可以分幾則寫，也可以傳照片、檔案、影片或語音。寫完後按「檢查」。
choose-one = 請按一個按鈕，或傳 1 到 { NUMBER($count) } 之間的數字。剛才寫的沒有保存。
not-kept-yet = 剛才的內容還沒有保存。先回答這個問題，馬上就到寫經過的地方。
not-kept-yet-notice = 剛才的內容還沒有保存。請先看上面的說明，然後按「開始」。

## 經過

noted = 記下了。可以接著寫，或傳照片、檔案、語音。寫完後按「檢查」。
noted-photo = 照片收下了，正在加密存放。可以接著寫，寫完後按「檢查」。
noted-document = 檔案收下了，正在加密存放。可以接著寫，寫完後按「檢查」。
noted-video = 影片收下了，正在加密存放。可以接著寫，寫完後按「檢查」。
noted-voice = 語音收下了，正在加密存放。可以接著寫，寫完後按「檢查」。
noted-audio = 錄音收下了，正在加密存放。可以接著寫，寫完後按「檢查」。
noted-animation = 影片收下了，正在加密存放。可以接著寫，寫完後按「檢查」。
noted-video-note = 影片收下了，正在加密存放。可以接著寫，寫完後按「檢查」。
noted-live-photo = 照片收下了，正在加密存放。可以接著寫，寫完後按「檢查」。
noted-location = 位置記下了。可以接著寫，寫完後按「檢查」。
noted-venue = 地點記下了。可以接著寫，寫完後按「檢查」。
noted-card = 名片記下了。可以接著寫，寫完後按「檢查」。
album-noted = { $kind ->
    [photo] { NUMBER($count) } 張照片
    [video] { NUMBER($count) } 部影片
   *[other] { NUMBER($count) } 個檔案
}收下了，正在加密存放。可以接著寫，寫完後按「檢查」。
album-late = 同一組又來了一個，現在共有 { NUMBER($count) } 個。
album-refused = 另有 { NUMBER($count) } 個沒有保存，原因見上面。
draft-over = 以前寫的內容放得太久，已經照說明刪除了。剛才這則已記下；請把其餘的再寫一遍，寫完後按「檢查」。
cannot-keep = 這種訊息這裡存不了。請改用文字、照片、檔案、影片或語音。前面寫的內容都在。
edit-kept = 改動已存好，代替了原來的內容。可以接著寫，寫完後按「檢查」。
edit-kept-held-back = 改動已存好，代替了原來的內容。因為有改動，這次還沒有提交：請按「檢查」，再按「提交」。
held-back = 因為有改動，這次還沒有提交：請按「檢查」，再按「提交」。
edit-not-known = 您改的那則訊息，這裡已經找不到了，存好的內容沒有變。請把更正的內容當作新訊息傳來。
edit-added = 您的改動已註明日期，交給辦案人員。最初傳的內容也留著。傳完後按「好了」。
edit-too-late = 您改的那則訊息，這裡已經對不上了，存下的內容沒有變。如果已經提交、想更正，請傳 /status 和回執號，按「補充內容」再寫。
text-too-long = 一份反映最多 { NUMBER($limit) } 個字，剛才這則沒有保存。請把其餘的寫成檔案傳來。前面寫的內容都在。
file-too-large = 這個檔案有 { $size }，這裡最多能收 { $limit }。您可以傳壓縮後的版本，或者用 /channels 裡的方式交來。前面寫的內容都在。
too-many-files = 一份反映最多 { NUMBER($limit) } 個檔案，剛才這個沒有保存。前面的內容都在，現在可以檢查並提交，其餘的以後再補充。
file-failed = 您傳的一個檔案沒能從 Telegram 取到。請再傳一次；也可以不帶這個檔案提交。其他內容都在。
file-found-too-large = 您有一個檔案超過 { $limit }，這裡收不了。您可以傳小一點的版本，或不帶它提交，也可以用 /channels 裡的方式交來。其他內容都在。
added-file-failed = 您補充的一個檔案沒能從 Telegram 取到，沒有交給辦案人員。請用 /status 和回執號找到那份反映，再補充一次。其他內容都在。
added-file-found-too-large = 您補充的一個檔案超過 { $limit }，這裡收不了，沒有交給辦案人員。您可以補充小一點的版本，或用 /channels 裡的方式交來。
go-on-writing = 請接著寫，寫完後按「檢查」。

## 檢查和提交

nothing-written = 還沒有內容。請先寫經過，或傳一個檔案。
review =
    <b>將要提交的內容</b>
    反映方式：{ $identity }
    姓名電話：{ $contact }
    單位：{ $unit }
    是否關係到辦案人員：{ $concerns }
    類別：{ $category }
    可以聯絡我：{ $route }
    訊息：{ $messages ->
        [0] 沒有
       *[other] { NUMBER($messages) } 則，共 { NUMBER($characters) } 字
    }
    檔案：{ $files ->
        [0] 沒有
       *[other] { NUMBER($files) } 個，已存好 { NUMBER($stored) } 個
    }

    { $pieces }

    沒有問題就按「提交」。提交以後內容不能取回，但可以補充。有12個字，以後用別的手機或帳號也能查詢、補充。
route-yes-told = 可以
route-come-told = 不可以，我自己來看
route-no-told = 不可以
review-rest = ……還有 { NUMBER($count) } 則。要看全部，請按「撤下一則」。
piece-text = { NUMBER($number) }. 文字，{ NUMBER($characters) } 字：{ $words }
piece-other = { NUMBER($number) }. { $kind }{ $sized ->
        [yes] ，{ $size }
       *[no] { "" }
    }{ $shown ->
        [yes] ：{ $words }
       *[no] { "" }
    }
piece-progress-waiting = （正在存放）
piece-progress-missing = （沒能取到）
piece-kind-text = 文字
piece-kind-photo = 照片
piece-kind-document = 檔案
piece-kind-video = 影片
piece-kind-voice = 語音
piece-kind-audio = 錄音
piece-kind-animation = 影片
piece-kind-video-note = 影片
piece-kind-live-photo = 動態照片
piece-kind-location = 位置
piece-kind-venue = 地點
piece-kind-card = 名片
piece-kind-other = 訊息
pieces-ask = 按哪個號碼，就撤下哪一則。撤下的會刪除，其他的都在。
taken-back = 已撤下並刪除：{ $kind }{ $shown ->
        [yes] 「{ $words }」
       *[no] { "" }
    }。其他內容都在。
take-not-there = 沒有撤下任何內容：那一則已經撤下過，或者屬於以前的反映。現在寫的內容沒有變。
take-over = 沒有撤下任何內容。那份反映已經提交，或者已經刪除。您手裡有回執的，就是已經提交：提交後不能撤下，但可以用 /status 補充。
change-ask = 您想改哪一項？其他的都不變。
change-identity = 匿名還是實名
change-contact = 姓名電話
change-unit = 單位
change-concerns = 是否關係到辦案人員
change-category = 類別
change-route = 可不可以聯絡我
submit-over = 剛才沒有提交新的內容。那個按鈕所屬的反映以前已經提交，或者已經刪除。您手裡有回執的，就是已經交來，用 /status 可以查詢。
submit-waits = 正在存放檔案（已存 { NUMBER($stored) } 個，共 { NUMBER($total) } 個）。全部存好後自動提交，回執會傳到這裡。
progress-told = 檔案已存 { NUMBER($stored) } 個，共 { NUMBER($total) } 個。
progress-over = 這裡沒有在等的內容了。
files-missing = 有 { NUMBER($count) } 個檔案沒能取到。您可以再傳一次，也可以不帶它們提交。其他內容都在。
files-dropped = 沒取到的檔案已去掉，其他內容都在。現在可以提交。
nobody-can-read = 現在還沒有人能打開您的反映，所以沒有提交。寫好的內容都在，請過一會兒再試，或用 /channels 裡的方式。
cannot-take-in-now = 現在暫時收不了，所以沒有提交。寫好的內容都在，請過一會兒再試，或用 /channels 裡的方式。
receipt =
    收到了。您的回執號：

    <code>{ $number }</code>

    { $contents }
    { $next }
    以後傳 /status 和回執號，可以查詢、補充或撤回，換手機也行。
receipt-next = { $team }最遲 { $register_by } 登記，{ $fifth }會審閱。
receipt-apart = 最遲 { $register_by } 登記。{ $body }看不到這份反映，由別的機構辦理。
receipt-route = 如果有問題要問您，會在這裡傳訊息給您。
receipt-no-route = 不會傳訊息給您。請保存好回執號，用它來查詢。
receipt-come = 不會傳訊息給您。要看答覆或補充內容，請傳 /phrase 和您的12個字，換了帳號也可以。
receipt-words = 憑您的12個字，用別的帳號也能查詢：在那裡傳 /phrase。
receipt-anonymous = 這份反映是匿名的，{ $words ->
        [yes] 憑據只有回執號和您的12個字
       *[no] 回執號是唯一的憑據
    }。請抄在別處。

## 十二個字

words-follow = 接下來是12個字，請按順序抄在紙上。誰有這些字，誰就能看答覆、補充內容。現在還沒有提交。如果沒看到字，請再按「提交」。
words =
    <b>您的12個字</b>

    { $list }

    抄好後按下面的按鈕：這則訊息隨即刪除，反映隨即提交。這些字不會再顯示。
words-lost = 字沒能顯示出來，也沒有提交。請再按一次「提交」。寫好的內容都在。
words-void = 那些字已經換掉，打不開任何東西，那則訊息已刪除。請抄最新的字；沒有的話，請再按「提交」。
ask-phrase = 請按順序傳您的12個字，寫在一則訊息裡。那則訊息收到就刪除。
phrase-as-text = 請把12個字打成文字，寫在一則訊息裡。剛才傳的已刪除，沒有保存。
phrase-while-writing = 您正在寫反映。請先提交，或用 /cancel 放棄，再傳 /phrase。已寫的內容都在。
phrase-too-long = 這段話比12個字長得多，沒有使用，也沒有保存，還留在這個對話裡。要反映問題請傳 /start；要查詢請傳那12個字。
phrase-finish-first = 剛才帶字的訊息已刪除，字沒有用上，因為您正在寫反映。請先提交，或用 /cancel 放棄，再傳 /phrase。已寫的內容都在。
phrase-count = 應該是12個字，剛才的訊息裡有 { NUMBER($count) } 個，已刪除。請把12個字寫在一則訊息裡再傳。
phrase-unknown-word = 第 { NUMBER($position) } 個字不在字表裡，可能寫錯了。剛才的訊息已刪除，請對照抄下的字，把12個再傳一次。
phrase-misfit = 這12個字合不起來，可能有一個寫錯了，或者順序不對。剛才的訊息已刪除，請對照抄下的字，把12個再傳一次。
phrase-nothing = 這些字打不開任何反映。剛才的訊息已刪除，請對照抄下的字，把12個再傳一次。
answers-none = 辦案人員還沒有答覆。
answers-follow = 下面有 { NUMBER($count) } 則答覆。如果別人會看您的手機，看完請在這裡刪除。
answers-damaged = 有 { NUMBER($count) } 則答覆損壞，打不開。您可以請辦案人員再寫一次。
answers-lost = 答覆沒能顯示出來。請再傳一次 /phrase。
answer-of =
    <b>{ $day } 辦案人員寫道：</b>
    { $text }
answer-closed = <b>{ $day }</b> 這份反映已辦結。
answer-transferred = <b>{ $day }</b> 這份反映已轉交辦理這類事情的單位。
answer-not-accepted = <b>{ $day }</b> 這份反映沒有受理。

## 查詢和補充

ask-receipt = 請傳回執號，樣子像 <code>LX-7K3M9-Q2TXA-W</code>。
ask-receipt-while-writing = 您正在寫反映。要查詢，請把指令和回執號寫在同一則訊息裡，像 <code>{ $command } LX-7K3M9-Q2TXA-W</code>。已寫的內容都在。
wrong-number = 沒有這個號碼的反映。可能有一個字元寫錯了：號碼最後一位是檢查碼。請對照回執再傳一次。
standing =
    <code>{ $number }</code>
    { $day } 收到。
state-received = 等待登記。
state-registered = 已登記，等待辦理。
state-in-progress = 已登記，正在辦理。
state-transferred = 已轉給有權處理的單位。
state-not-accepted = 不屬於這裡受理的範圍。
state-merged = 與另一份相同的反映一起辦理。
state-retained = 已存檔，留作參考。
state-answered = 已答覆。
state-closed = 已辦結。
state-archived = 已辦結並歸檔。
state-shredded = 已辦結，保存期限已滿：您寫的和傳來的內容都已銷毀。要反映新的情況請傳送 /start。
review-due = 還沒有審閱。
review-returned = 審閱後已退回，要求補充。
review-reviewed = 已審閱。
proof-follows = 這份檔案證明：您交來的反映已經記入台帳，誰刪掉它都會被看出來。檔案裡有您的回執號，沒有您寫的內容。請放在只有您會看的地方。
proof-later = { $time } 以後可以出具證明，請到時再傳送 /proof。您的反映已經收好。
proof-not-now = 現在出不了證明，請稍後再傳送 /proof。您的反映已經收好。
proof-gone = 這份反映保存期滿，已經銷毀，不能再出具證明。您手裡已有的證明仍然有效。
button-proof = 證明
no-such-petition = 找不到這份反映。請用 /status 和回執號再試。
finish-first = 您正在寫另一份反映。請先提交，或用 /cancel 放棄，然後再按一次那個按鈕。已寫的內容都在。
answer-now = 請寫給辦案人員的內容，也可以傳照片、檔案或語音。傳完後按「好了」。
passed-on = 已加密交給辦案人員。可以接著傳，傳完後按「好了」。
album-passed-on = { $kind ->
    [photo] { NUMBER($count) } 張照片
    [video] { NUMBER($count) } 部影片
   *[other] { NUMBER($count) } 個檔案
}收下了，正在加密交給辦案人員。可以接著傳，傳完後按「好了」。
done-adding = 好的。隨時可以用 /status 查詢或再補充。

## 一下子太多

too-fast = 一下子傳得太多了。這則沒有保存，{ NUMBER($minutes) } 分鐘之內再傳的也不保存，請過後重傳。以前存好的都在，現在就可以提交。
too-many-drafts = 您今天開始寫的反映已經很多了。請明天再寫新的，或者用 /channels 裡的方式。已經提交的不受影響。
too-many-bytes = 您今天傳的檔案已經很多了，這個沒有保存。請明天再傳，提交以後也可以補充。以前存好的都在。
too-many-phrases = 您傳的字好幾次都打不開，現在先不試了，剛才的訊息已刪除。請對照抄下的字，{ NUMBER($minutes) } 分鐘後再傳。您的反映不受影響。
too-many-numbers = 您傳的好幾個號碼都查不到反映，現在先不查了。請對照回執，{ NUMBER($minutes) } 分鐘後再傳一次。您的反映不受影響。

## 放棄

cancel-ask = 要放棄正在寫的內容嗎？放棄後全部刪除，無法復原。
nothing-to-cancel = 現在沒有正在寫的內容。傳送 /start 開始反映，傳送 /status 查詢。
discarded = 寫的內容已全部刪除。想重新開始，請傳送 /start。
discarded-when-closed = 寫的內容已全部刪除。本輪受理已於 { $closes } 結束，新的情況請用 /channels 裡的方式反映。

## 按鈕

button-begin = 開始
button-continue = 接著寫
button-discard = 放棄，全部刪除
button-back = ‹ 上一步
button-review = 檢查
button-submit = 提交
button-submit-without = 去掉沒取到的檔案
button-submit-words = 先要12個字
button-copied = 抄好了，提交
button-phrase = 我有12個字
button-unsay = 刪除這則訊息
button-more = 繼續寫
button-take-back = 撤下這則
button-take-some = 撤下一則
button-take-number = ✕
button-earlier = ‹ 前面的
button-later = 後面的 ›
button-change = 改一項
button-add = 補充內容
button-done = 好了
button-progress = 看看進度

## 選單

command-start = 開始反映
command-status = 查詢辦理情況
command-phrase = 憑12個字查詢、補充
command-proof = 索取入帳證明
command-help = 可以做什麼
command-channels = 其他反映方式
command-about = 誰在主辦
command-privacy = 保存什麼、誰能看
command-language = 換語言
command-cancel = 放棄正在寫的內容

## Telegram 上的介紹

bot-description = 在這裡可以向{ $team }反映問題，匿名、實名都可以，並拿到回執。訊息經由 Telegram 傳送，Telegram 看得到對話。危急情況請撥 110、119、120。
bot-short = 向{ $team }反映問題，匿名、實名都可以。
