# 文件除了看得见的内容，还会透露什么。只说种类，从不说内容本身。

file-cleaned = 您的文件里还带着：{ $found }。这些已经去掉，文件看上去不变，这里没有人会看到。如果它们能作证据，可以保留原件。
file-cleaned-going = 您的文件里还带着：{ $found }。这些已经去掉，文件看上去不变。如果它们能作证据，以后可以用 /status 补交原件。
added-file-cleaned = 您的文件里还带着：{ $found }。这些已经去掉，文件看上去不变。如果它们能作证据，请按下面的按钮再发一次。
file-kept = 原件已经存好，带着：{ $found }。
file-remains = 您的文件里还带着：{ $found }。这里去不掉，文件按原样保存。如果不想带上，请改发照片或截图。
file-unseen = { $why ->
        [too-large] 这个文件太大，没法检查。
        [failed] 这个文件没能检查。
       *[other] 这种文件没法检查。
    }它按原样保存，里面可能有作者、地点或时间。如果不想带上，请改发照片或截图。
submission-held = 您的反映还没有提交。请按“检查”看一看；可以就这样交，再按“提交”。

found-place = 拍摄地点
found-author = 作者
found-camera = 拍摄设备
found-time = 制作时间
found-edits = 修改者
found-notes = 标题备注
found-software = 制作软件
found-other = 其他信息

choose-original = 哪个文件要按您发来的原样保存？
file-without-name = 文件
keep-original-ask = 原件里还带着：{ $found }。能看您反映的人都会看到，也可能看出您是谁。仍然要保留原件吗？
original-coming = 正在取原件，会按您发来的原样保存。可以接着写，写完后按“检查”。
original-too-late = 这个文件的原件已经取不到了。您可以再发一次。
original-failed = 没能从 Telegram 取到原件。去掉这些信息的文件还在。您可以按“检查”再试，也可以直接提交。
as-is-now = 您发的下一个文件会按原样保存，带着里面的全部信息。请现在发来，或按“好了”。

## 提交前的提醒

caution-cleaned = 有 { NUMBER($count) } 个文件去掉了：{ $found }。
caution-kept = 有 { NUMBER($count) } 个文件按原样保存，带着：{ $found }。
caution-remains = 有 { NUMBER($count) } 个文件还带着：{ $found }，这里去不掉。
caution-unseen = 有 { NUMBER($count) } 个文件没有检查，里面可能有作者的信息。
caution-forwarded = 有 { NUMBER($count) } 条消息会显示您是从谁那里得到的，看您反映的人会看到这个名字。
caution-forwarded-left-out = 有 { NUMBER($count) } 条消息会显示您是从谁那里得到的。这个名字会去掉，但内容本身仍可能看得出来。
names-kept = 看您反映的人会看到转发的消息来自谁，也可能因此看出您是谁。按“检查”可以改回来。
names-left-out = 转发的消息来自谁，已经去掉。
caution-contact-card = 有 { NUMBER($count) } 条消息里有别人的姓名和电话，看您反映的人会看到。

button-keep-original = 保留原件
button-leave-cleaned = 不保留
button-originals = 保留某个原件
button-keep-names = 保留消息来自谁
button-leave-names-out = 去掉消息来自谁
button-send-as-is = 按原样再发

added-name-left-out = 转发的消息来自谁，这个名字已经去掉。如果要让巡察组知道，请自己写一条。
added-contact-card = 里面有别人的姓名和电话，巡察组会看到。
