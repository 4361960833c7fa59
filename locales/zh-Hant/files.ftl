# 檔案除了看得見的內容，還會透露什麼。只說種類，從不說內容本身。

file-cleaned = 您的檔案裡還帶著：{ $found }。這些已經去掉，檔案看上去不變，這裡沒有人會看到。如果它們能作證據，可以保留原檔。
file-cleaned-going = 您的檔案裡還帶著：{ $found }。這些已經去掉，檔案看上去不變。如果它們能作證據，以後可以用 /status 補交原檔。
added-file-cleaned = 您的檔案裡還帶著：{ $found }。這些已經去掉，檔案看上去不變。如果它們能作證據，請按下面的按鈕再傳一次。
file-kept = 原檔已經存好，帶著：{ $found }。
file-remains = 您的檔案裡還帶著：{ $found }。這裡去不掉，檔案照原樣保存。如果不想帶上，請改傳照片或螢幕截圖。
file-unseen = { $why ->
        [too-large] 這個檔案太大，沒法檢查。
        [failed] 這個檔案沒能檢查。
       *[other] 這種檔案沒法檢查。
    }它照原樣保存，裡面可能有作者、地點或時間。如果不想帶上，請改傳照片或螢幕截圖。
submission-held = 您的反映還沒有提交。請按「檢查」看一看；可以就這樣交，再按「提交」。

found-place = 拍攝地點
found-author = 作者
found-camera = 拍攝裝置
found-time = 製作時間
found-edits = 修改者
found-notes = 標題備註
found-software = 製作軟體
found-other = 其他資訊

choose-original = 哪個檔案要照您傳來的原樣保存？
file-without-name = 檔案
keep-original-ask = 原檔裡還帶著：{ $found }。能看您反映的人都會看到，也可能看出您是誰。仍然要保留原檔嗎？
original-coming = 正在取原檔，會照您傳來的原樣保存。可以接著寫，寫完後按「檢查」。
original-too-late = 這個檔案的原檔已經取不到了。您可以再傳一次。
original-failed = 沒能從 Telegram 取到原檔。去掉這些資訊的檔案還在。您可以按「檢查」再試，也可以直接提交。
as-is-now = 您傳的下一個檔案會照原樣保存，帶著裡面的全部資訊。請現在傳來，或按「好了」。

## 提交前的提醒

caution-cleaned = 有 { NUMBER($count) } 個檔案去掉了：{ $found }。
caution-kept = 有 { NUMBER($count) } 個檔案照原樣保存，帶著：{ $found }。
caution-remains = 有 { NUMBER($count) } 個檔案還帶著：{ $found }，這裡去不掉。
caution-unseen = 有 { NUMBER($count) } 個檔案沒有檢查，裡面可能有作者的資訊。
caution-forwarded = 有 { NUMBER($count) } 則訊息會顯示您是從誰那裡得到的，看您反映的人會看到這個名字。
caution-forwarded-left-out = 有 { NUMBER($count) } 則訊息會顯示您是從誰那裡得到的。這個名字會去掉，但內容本身仍可能看得出來。
names-kept = 看您反映的人會看到轉傳的訊息來自誰，也可能因此看出您是誰。按「檢查」可以改回來。
names-left-out = 轉傳的訊息來自誰，已經去掉。
caution-contact-card = 有 { NUMBER($count) } 則訊息裡有別人的姓名和電話，看您反映的人會看到。

button-keep-original = 保留原檔
button-leave-cleaned = 不保留
button-originals = 保留某個原檔
button-keep-names = 保留訊息來自誰
button-leave-names-out = 去掉訊息來自誰
button-send-as-is = 照原樣再傳

added-name-left-out = 轉傳的訊息來自誰，這個名字已經去掉。如果要讓巡察組知道，請自己寫一則。
added-contact-card = 裡面有別人的姓名和電話，巡察組會看到。
