# 組員登記來信、來電、來訪等：逐項提問、後續材料、回執單。

command-register = 登記來信、來電、來訪
desk-menu-register = /register 登記來信、來電、來訪

## 提問

desk-letter-channel = 怎麼收到的？傳送 /cancel 可以先放下，已填的都在。
desk-letter-day = 哪天收到的？期限從這一天算。也可以直接輸入：2026-11-20。
desk-letter-identity = 實名還是匿名？
desk-letter-name = 反映人姓名。收到後封存，您這則訊息隨即刪除。
desk-letter-phone = 反映人電話。
desk-letter-address = 反映人地址。
desk-letter-employer = 反映人的單位，或者是哪裡人。
desk-letter-people = 一共幾個人？可以直接輸入數字。
desk-letter-joint = 是聯名嗎？
desk-letter-unit = 反映的是哪個單位？
desk-letter-concerns = 反映的是不是巡察組、第五巡視組或巡察辦的人？反映誰，誰就看不到。反映巡察組時也包括您：提交以後您不能再開啟。
desk-letter-category = 屬於哪一類？也可以直接輸入細類代碼，如 C2。
desk-letter-account = 請錄入內容：輸入文字，或者逐張傳送來信照片、檔案、錄音。收到一件封存一件，隨即從這裡刪除。
desk-letter-account-more = 已封存：文字 { $texts } 段，檔案 { $files } 個。可以繼續傳送；傳完請按「就這些」。
desk-letter-storing = 正在封存，下一件請稍等。
desk-letter-review =
    請核對：
    { $channel }，{ $day } 收到
    { $who }
    單位：{ $unit }
    類別：{ $category }
    涉及巡察人員：{ $concerns }
    文字 { $texts } 段，檔案 { $files } 個
desk-letter-who-named = 實名
desk-letter-who-unreachable = 有姓名，沒有電話和地址：按匿名算
desk-letter-who-anonymous = 匿名
desk-letter-past-you = 提交以後，這一件不封給您，您不能再開啟。回執仍由您交給反映人。
desk-letter-nobody-reads = 名冊上沒有人能打開這件，現在不能提交。已填的都在，請找組長。
desk-letter-changing = 要改哪一項？
desk-letter-of-channel = 來源
desk-letter-of-day = 收到日期
desk-letter-of-identity = 實名或匿名
desk-letter-of-name = 姓名
desk-letter-of-phone = 電話
desk-letter-of-address = 地址
desk-letter-of-employer = 反映人單位
desk-letter-of-people = 人數
desk-letter-of-joint = 是否聯名
desk-letter-of-unit = 被反映單位
desk-letter-of-concerns = 涉及巡察人員
desk-letter-of-category = 類別
desk-joint-yes = 聯名
desk-joint-no = 不是聯名

## 中途

desk-letter-left = 先放下了。已填的都封存著，傳送 /register 接著填。
desk-letter-discarding = 全部作廢？作廢以後找不回來。
desk-letter-discarded = 已作廢。傳送 /register 重新登記。
desk-letter-none = 您現在沒有正在登記的。傳送 /register 開始。
desk-letter-no-blank = 備用回執號用完了，幾秒後就有。請稍後再傳送 /register。
desk-letter-empty = 還沒有內容。請按「再補充」，輸入文字或傳送材料。
desk-letter-earlier = 這個按鈕是前面那一問的。現在問的是這個。
desk-letter-not-understood = 沒有看懂，這則已刪除。請按按鈕，或者再答一次。
desk-letter-press = 請按下面的按鈕；剛才那則沒有儲存。
desk-letter-cannot-keep = 這種收不了。文字、照片、檔案、影片、錄音都可以。
desk-letter-too-large = 這個檔案超過 { $limit }。請傳送小一點的；其餘的都在。
desk-letter-file-failed = 這個檔案沒有取到，沒有收進去。請再傳一次；其餘的都在。

## 登記完畢

desk-letter-entered =
    已登記：{ $number }，{ $day } 收到。交給反映人的回執號：

    { $receipt }
desk-letter-entered-past-you =
    已登記。這一件沒有封給您，您不能再開啟。交給反映人的回執號：

    { $receipt }

## 後續材料

desk-document-ask = { $number }：請輸入文字，或逐件傳送收到的材料。收到一件封進案卷一件，隨即從這裡刪除。
desk-document-kept = { $number }：已封進案卷。

## 回執單

desk-slip-making = 回執單馬上就來。
desk-slip-caption = 交給反映人的回執單，上面沒有姓名。這份會自動從這裡刪除。
desk-slip-no-font = 回執單做不出來：這台機器沒有中文字型，請管理員安裝 fonts-noto-cjk。回執號一樣有效。
desk-slip-not-now = 回執單現在做不出來。回執號一樣有效；以後可以在案卷裡再列印。
desk-slip-title = 信訪受理回執單
desk-slip-day = 收件日期：{ $year }年{ $day }
desk-slip-channel = 信訪形式：{ $channel }
desk-slip-contents = 材料：文字 { $texts } 段，檔案或頁 { $files } 件
desk-slip-registered = 已登記入台帳。
desk-slip-review = 由{ $fifth }審閱。
desk-slip-notice = 最遲 { $day } 告知是否受理。
desk-slip-status = Telegram：向巡察組公開的機器人傳送 /status 和回執號
desk-slip-keep = 請保管好這張回執單。拿著回執號的人都能查辦理情況。

## 按鈕

desk-button-with-name = 實名
desk-button-no-name = 匿名
desk-button-not-given = 沒有留
desk-button-one-person = 一個人
desk-button-today = 今天 { $day }
desk-button-yesterday = 昨天 { $day }
desk-button-submit = 提交登記
desk-button-discard = 作廢
desk-button-letter-done = 就這些
desk-button-letter-undo = 撤回最後一件
desk-button-letter-read = 看一遍
desk-button-letter-change = 改一項
desk-button-letter-add = 再補充
desk-button-letter-leave = 先放下
desk-button-letter-on = 接著填
desk-button-document = 添加材料
desk-button-slip = 列印回執單
