# 回执，以及拿到回执以后：照片、删除对话、撤回、自己的反映。

receipt-contents = { $day } 收到：{ $files ->
        [0] 消息 { NUMBER($messages) } 条。
       *[other] { $messages ->
            [0] 文件 { NUMBER($files) } 个。
           *[other] 消息 { NUMBER($messages) } 条，文件 { NUMBER($files) } 个。
        }
    }
receipt-notice-by = 最迟 { $day } 告诉您是否受理。
receipt-may-move = 这段时间的放假安排还没有公布，日期可能会变。
receipt-result = 办结后 { NUMBER($count) } { $unit ->
        [workdays] 个工作日
        [months] 个月
       *[days] 天
    }内告诉您结果。
receipt-wipe = 怕别人看手机？抄好回执号，按“抄好了，删除对话”：48 小时内的消息，您这边和机器人这边都删；更早的请您自己删。Telegram 的服务器留不留，我们管不了。

## 回执图片

picture-warning = 手机里的图片别人也能翻到：拿到它的人能查到您的反映。只在您要打印或存到别处时才要，存好就在手机里删掉。
picture-follows = 图片里只有回执号。存好以后，请在这里和相册里都删掉。
picture-not-now = 图片现在做不出来。回执号一样有效：<code>{ $number }</code>

## 删除对话

wiping-number = 正在删除对话。您的回执号：{ $number }，请确认抄好了。过一分钟还在的消息机器人删不了，请自己删。
wiping = 正在删除对话。过一分钟还在的消息机器人删不了，请自己删。
wipe-too-late = 这条消息太旧，机器人删不了这个对话。请您在 Telegram 里自己删除，并选上“同时为对方删除”。
wipe-while-writing = 还没有删除：您正在写一份反映。请先提交，或用 /cancel 放弃，再按一次。已写的内容都在。
wipe-while-storing = 还没有删除：您补充的文件还在存放。请过一会儿再按一次。

## 撤回

withdraw-ask = 要撤回这份反映吗？撤回会告诉办案人员您不想再反映这件事；已交的内容不会删除，办案人员可能仍要核实。
withdrawn = 已告诉办案人员您要撤回。内容没有删除，是否继续由他们决定；用 /status 可以看进展，也可以再补充。
not-withdrawn = 没有撤回，一切照旧。
withdraw-over = 这份反映已经办结，不用撤回了。

## 自己的反映

mine-kept = 放好了，{ NUMBER($days) } 天内发 /mine 就能看到。列表和您的账号对应，加密保存；在那里可以随时删掉。
mine-list = 下面是您的列表，最新的在前。
mine-none = 这里没有正在写的反映，列表也是空的。
mine-anonymous = 匿名的反映不在列表里，这里没有记是谁交的。请用 /status 和回执号查询，或用 /phrase 和12个字。
mine-forgotten = 列表已删除，反映都还在。以后请用 /status 和回执号查询。

## 按钮

button-picture = 要一张回执图片
button-picture-now = 我知道，发图片
button-wipe-copied = 抄好了，删除对话
button-wipe = 删除对话
button-withdraw = 撤回
button-withdraw-yes = 确定撤回
button-withdraw-no = 不撤回
button-mine-keep = 放进我的列表
button-mine-forget = 不要这个列表

command-mine = 我的反映
