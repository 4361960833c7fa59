# 反映人读到的每一句话。写法：先说发生了什么，再说现在可以做什么；不用感叹号，不许诺结果。

language-name = 简体中文
date-pattern = M月d日 EEEE
choose-language = 请选择语言。

## 开始

notice =
    <b>{ $round }</b>

    { $words }

    您写的内容由{ $team }和{ $fifth }的人员阅看，被巡察单位看不到。

    请先了解：消息经 Telegram 传送，Telegram 能看到这里的对话。特别严重的事，请改用 /channels 里的其他方式。
    危急情况请拨 110、119、120。
    本轮受理到 { $closes }。保存什么、保存多久，见 /privacy。
    Telegram 不会告诉我们您删除了消息，已经存好的内容删了消息也还在；提交前可以随时全部放弃。
    不满 14 岁，请由监护人陪同填写。
not-open-yet = 本轮受理从 { $opens } 开始，现在还不能反映。需要的话，可以用下面的方式。
round-closed = 本轮受理已于 { $closes } 结束。以前交来的反映仍在办理，用 /status 可以查。新的情况请用下面的方式反映。
privacy =
    <b>保存什么</b>
    您写的内容和文件，以及您选择留下的姓名、电话。匿名的，不保存您的 Telegram 账号；您同意联系的，只留一个加密的回信地址，办案人员打不开。
    您要了12个字的，这些字哪里都不保存；留给您的答复只有这些字能打开。

    <b>谁能看</b>
    { $team }和{ $fifth }；关系到其中一方的，由代替他们的人看。每份反映单独加密，只有这些人的钥匙能打开。{ $recovery ->
        [yes] 另有三位保管人，其中两位一起也能打开。
       *[no] { "" }
    }
    谁在什么时候打开过都有记录，改动会被看出来。

    <b>为什么，多久</b>
    用于受理和核实反映。没有提交的草稿最多保留 { $days } 天。提交后的反映按规定移交，不会因到期自动删除。
    您按了“放进我的列表”的，回执号和您的账号对应着加密保存 { $list_days } 天；用 /mine 可以随时删掉。
    您停用了机器人的，回执或答复加密等您 7 天。

    <b>要知道的</b>
    Telegram 能看到这里的对话。手机上的聊天记录由您自己保管。
help =
    在这里可以向巡察组反映问题，并拿到回执。

    /start 开始反映
    /status 查询办理情况
    /phrase 凭12个字查询、补充
    /mine 我的反映
    /proof 索取入账证明
    /channels 其他反映方式
    /privacy 保存什么、谁能看
    /about 谁在主办
    /language 换语言
    /cancel 放弃正在写的内容
channels = <b>其他反映方式</b>
channel-line = { $kind }：{ $text }
channel-phone = 电话
channel-email = 电子邮箱
channel-post = 通信地址
channel-mailbox = 举报箱
channel-visit = 来访
channel-emergency = 紧急情况
unfinished = 您有一份还没写完的反映，内容都在。
unfinished-draft =
    您有一份还没写完的反映，{ $begun } 开始的：{ $messages ->
        [0] { "" }
       *[other] 消息 { NUMBER($messages) } 条
    }{ $files ->
        [0] { "" }
       *[other] { $messages ->
            [0] { "" }
           *[other] ，
        }文件 { NUMBER($files) } 个
    }。内容都在，保留到 { $until }，之后删除。
draft-kept = 在这里写了没有提交的，保留到 { $until }，之后删除；每次有改动就重新算。{ $reminds ->
        [yes] 删除前会提醒您一次。
       *[no] { "" }
    }
draft-reminder = 您在这里没做完的事保留到 { $until }。要继续或删除，请发 /start。
draft-was-over = 您以前在这里写的内容很久没有改动，已于 { $day } 按说明删除，没有人看过。
begin-first = 刚才的内容没有保存，因为还没有开始。新的反映，请先选语言；要补充以前交的，请发那个回执号。
old-button = 这个按钮已经用过了。要反映新的情况请发 /start，要查询请发 /status。
unknown-command = 没有这个命令，刚才那条消息没有保存。前面写的内容都在。
read-notice = 请先看上面的说明，然后按“开始”。
not-understood = 刚才那条消息没能读懂，也没有保存。请再发一次；如果还不行，请换成文字或照片。
cannot-keep-now = 刚才那条现在收不了，也没有保存。请把写的内容留好，过一会儿再试，或用 /channels 里的方式。

## 本轮

draft-when-closed = 本轮受理到 { $closes } 为止，您的反映没有提交，也不能再加内容了。以前写的从最后一次改动起保留 { NUMBER($days) } 天，您也可以现在放弃。这件事还可以这样反映。
closed-while-sending = 您在截止前已经按了提交。文件还在存放，存好后自动提交，回执会发到这里。这期间不能再改；拿到回执号后，用 /status 可以补充。
closed-submit-again = 您在截止前按了提交，但还没有提交成：请按“检查”，再按“提交”。提交以前不能再加内容，以后可以用 /status 补充。
paused = 现在暂时不能提交。{ $reason }请过几天再来。您在这里写的都会保留，也可以接着写。等不及的，请用下面的办法。
paused-until = { $until } 以前暂时不能提交。{ $reason }请到那天再来。您在这里写的都会保留，也可以接着写。等不及的，请用下面的办法。
paused-because = 原因：{ $reason }。
about =
    <b>{ $round }</b>
    { $opens } 至 { $closes }

    由{ $office }主办。您提交的内容由{ $team }和{ $fifth }的人员阅看。
about-software = 软件是登闻 { $version }。每份反映都记入一本改动必留痕迹的日志；用 /proof 可以拿到您那份的证明。
about-source = 源代码谁都可以看，可以查它做了什么：{ $source }

## 提问

ask-identity =
    您想怎样反映？
    匿名同样受理，办案人员也不会知道您是谁。实名会收到受理告知和办理结果。
identity-anonymous = 匿名
identity-real-name = 实名
ask-contact = 请写您的姓名和联系电话，写在一条消息里。
contact-too-long = 姓名和电话请不要超过 { NUMBER($limit) } 个字。刚才这条没有保存，请再写一次。
ask-unit = 您反映的是哪个单位？
unit-unsure = 不清楚或其他单位
ask-concerns = 您反映的事，是不是关系到巡察组、第五巡视组或巡察办的人？如果是，那一方不会看到。
concerns-none = 不是
concerns-team = 巡察组的人
concerns-fifth = 第五巡视组的人
concerns-office = 巡察办的人
ask-category = 属于哪一类？选最接近的就行。
category-unsure = 不确定
ask-route = 办案人员可能有话要问您、答复您。可以在这个对话里给您发消息吗？也可以不发，您凭提交前拿到的12个字自己来看。
route-yes = 可以
route-come = 我自己来看
route-no = 不要给我发
ask-account = 请写：什么人、什么时候、在哪里、做了什么。可以分几条写，也可以发照片、文件、视频或语音。写完后按“检查”。
choose-one = 请按一个按钮，或发 1 到 { NUMBER($count) } 之间的数字。刚才写的没有保存。
not-kept-yet = 刚才的内容还没有保存。先回答这个问题，马上就到写经过的地方。
not-kept-yet-notice = 刚才的内容还没有保存。请先看上面的说明，然后按“开始”。

## 经过

noted = 记下了。可以接着写，或发照片、文件、语音。写完后按“检查”。
noted-photo = 照片收下了，正在加密存放。可以接着写，写完后按“检查”。
noted-document = 文件收下了，正在加密存放。可以接着写，写完后按“检查”。
noted-video = 视频收下了，正在加密存放。可以接着写，写完后按“检查”。
noted-voice = 语音收下了，正在加密存放。可以接着写，写完后按“检查”。
noted-audio = 录音收下了，正在加密存放。可以接着写，写完后按“检查”。
noted-animation = 视频收下了，正在加密存放。可以接着写，写完后按“检查”。
noted-video-note = 视频收下了，正在加密存放。可以接着写，写完后按“检查”。
noted-live-photo = 照片收下了，正在加密存放。可以接着写，写完后按“检查”。
noted-location = 位置记下了。可以接着写，写完后按“检查”。
noted-venue = 地点记下了。可以接着写，写完后按“检查”。
noted-card = 名片记下了。可以接着写，写完后按“检查”。
album-noted = { $kind ->
    [photo] { NUMBER($count) } 张照片
    [video] { NUMBER($count) } 个视频
   *[other] { NUMBER($count) } 个文件
}收下了，正在加密存放。可以接着写，写完后按“检查”。
album-late = 同一组又来了一个，现在共有 { NUMBER($count) } 个。
album-refused = 另有 { NUMBER($count) } 个没有保存，原因见上面。
draft-over = 以前写的内容放得太久，已经按说明删除了。刚才这条已记下；请把其余的再写一遍，写完后按“检查”。
cannot-keep = 这种消息这里存不了。请改用文字、照片、文件、视频或语音。前面写的内容都在。
edit-kept = 改动已存好，代替了原来的内容。可以接着写，写完后按“检查”。
edit-kept-held-back = 改动已存好，代替了原来的内容。因为有改动，这次还没有提交：请按“检查”，再按“提交”。
held-back = 因为有改动，这次还没有提交：请按“检查”，再按“提交”。
edit-not-known = 您改的那条消息，这里已经找不到了，存好的内容没有变。请把更正的内容作为新消息发来。
edit-added = 您的改动已注明日期，交给办案人员。最初发的内容也留着。发完后按“好了”。
edit-too-late = 您改的那条消息，这里已经对不上了，存下的内容没有变。如果已经提交、想更正，请发 /status 和回执号，按“补充内容”再写。
text-too-long = 一份反映最多 { NUMBER($limit) } 个字，刚才这条没有保存。请把其余的写成文件发来。前面写的内容都在。
file-too-large = 这个文件有 { $size }，这里最多能收 { $limit }。您可以发压缩后的版本，或者用 /channels 里的方式交来。前面写的内容都在。
too-many-files = 一份反映最多 { NUMBER($limit) } 个文件，刚才这个没有保存。前面的内容都在，现在可以检查并提交，其余的以后再补充。
file-failed = 您发的一个文件没能从 Telegram 取到。请再发一次；也可以不带这个文件提交。其他内容都在。
file-found-too-large = 您有一个文件超过 { $limit }，这里收不了。您可以发小一点的版本，或不带它提交，也可以用 /channels 里的方式交来。其他内容都在。
added-file-failed = 您补充的一个文件没能从 Telegram 取到，没有交给办案人员。请用 /status 和回执号找到那份反映，再补充一次。其他内容都在。
added-file-found-too-large = 您补充的一个文件超过 { $limit }，这里收不了，没有交给办案人员。您可以补充小一点的版本，或用 /channels 里的方式交来。
go-on-writing = 请接着写，写完后按“检查”。

## 检查和提交

nothing-written = 还没有内容。请先写经过，或发一个文件。
review =
    <b>将要提交的内容</b>
    反映方式：{ $identity }
    姓名电话：{ $contact }
    单位：{ $unit }
    是否关系到办案人员：{ $concerns }
    类别：{ $category }
    可以联系我：{ $route }
    消息：{ $messages ->
        [0] 没有
       *[other] { NUMBER($messages) } 条，共 { NUMBER($characters) } 字
    }
    文件：{ $files ->
        [0] 没有
       *[other] { NUMBER($files) } 个，已存好 { NUMBER($stored) } 个
    }

    { $pieces }

    没有问题就按“提交”。提交以后内容不能取回，但可以补充。有12个字，以后用别的手机或账号也能查询、补充。
route-yes-told = 可以
route-come-told = 不可以，我自己来看
route-no-told = 不可以
review-rest = ……还有 { NUMBER($count) } 条。要看全部，请按“撤下一条”。
piece-text = { NUMBER($number) }. 文字，{ NUMBER($characters) } 字：{ $words }
piece-other = { NUMBER($number) }. { $kind }{ $sized ->
        [yes] ，{ $size }
       *[no] { "" }
    }{ $shown ->
        [yes] ：{ $words }
       *[no] { "" }
    }
piece-progress-waiting = （正在存放）
piece-progress-missing = （没能取到）
piece-kind-text = 文字
piece-kind-photo = 照片
piece-kind-document = 文件
piece-kind-video = 视频
piece-kind-voice = 语音
piece-kind-audio = 录音
piece-kind-animation = 视频
piece-kind-video-note = 视频
piece-kind-live-photo = 动态照片
piece-kind-location = 位置
piece-kind-venue = 地点
piece-kind-card = 名片
piece-kind-other = 消息
pieces-ask = 按哪个号码，就撤下哪一条。撤下的会删除，其他的都在。
taken-back = 已撤下并删除：{ $kind }{ $shown ->
        [yes] “{ $words }”
       *[no] { "" }
    }。其他内容都在。
take-not-there = 没有撤下任何内容：那一条已经撤下过，或者属于以前的反映。现在写的内容没有变。
take-over = 没有撤下任何内容。那份反映已经提交，或者已经删除。您手里有回执的，就是已经提交：提交后不能撤下，但可以用 /status 补充。
change-ask = 您想改哪一项？其他的都不变。
change-identity = 匿名还是实名
change-contact = 姓名电话
change-unit = 单位
change-concerns = 是否关系到办案人员
change-category = 类别
change-route = 可不可以联系我
submit-over = 刚才没有提交新的内容。那个按钮所属的反映以前已经提交，或者已经删除。您手里有回执的，就是已经交来，用 /status 可以查。
submit-waits = 正在存放文件（已存 { NUMBER($stored) } 个，共 { NUMBER($total) } 个）。全部存好后自动提交，回执会发到这里。
progress-told = 文件已存 { NUMBER($stored) } 个，共 { NUMBER($total) } 个。
progress-over = 这里没有在等的内容了。
files-missing = 有 { NUMBER($count) } 个文件没能取到。您可以再发一次，也可以不带它们提交。其他内容都在。
files-dropped = 没取到的文件已去掉，其他内容都在。现在可以提交。
nobody-can-read = 现在还没有人能打开您的反映，所以没有提交。写好的内容都在，请过一会儿再试，或用 /channels 里的方式。
cannot-take-in-now = 现在暂时收不了，所以没有提交。写好的内容都在，请过一会儿再试，或用 /channels 里的方式。
receipt =
    收到了。您的回执号：

    <code>{ $number }</code>

    { $contents }
    { $next }
    以后发 /status 和回执号，可以查询、补充或撤回，换手机也行。
receipt-next = { $team }最迟 { $register_by } 登记，{ $fifth }会审阅。
receipt-apart = 最迟 { $register_by } 登记。{ $body }看不到这份反映，由别的机构办理。
receipt-route = 如果有问题要问您，会在这里给您发消息。
receipt-no-route = 不会给您发消息。请保存好回执号，用它来查询。
receipt-come = 不会给您发消息。要看答复或补充内容，请发 /phrase 和您的12个字，换了账号也可以。
receipt-words = 凭您的12个字，用别的账号也能查询：在那里发 /phrase。
receipt-anonymous = 这份反映是匿名的，{ $words ->
        [yes] 凭据只有回执号和您的12个字
       *[no] 回执号是唯一的凭据
    }。请抄在别处。

## 十二个字

words-follow = 接下来是12个字，请按顺序抄在纸上。谁有这些字，谁就能看答复、补充内容。现在还没有提交。如果没看到字，请再按“提交”。
words =
    <b>您的12个字</b>

    { $list }

    抄好后按下面的按钮：这条消息随即删除，反映随即提交。这些字不会再显示。
words-lost = 字没能显示出来，也没有提交。请再按一次“提交”。写好的内容都在。
words-void = 那些字已经换掉，打不开任何东西，那条消息已删除。请抄最新的字；没有的话，请再按“提交”。
ask-phrase = 请按顺序发您的12个字，写在一条消息里。那条消息收到就删除。
phrase-as-text = 请把12个字打成文字，写在一条消息里。刚才发的已删除，没有保存。
phrase-while-writing = 您正在写反映。请先提交，或用 /cancel 放弃，再发 /phrase。已写的内容都在。
phrase-too-long = 这段话比12个字长得多，没有使用，也没有保存，还留在这个对话里。要反映问题请发 /start；要查询请发那12个字。
phrase-finish-first = 刚才带字的消息已删除，字没有用上，因为您正在写反映。请先提交，或用 /cancel 放弃，再发 /phrase。已写的内容都在。
phrase-count = 应该是12个字，刚才的消息里有 { NUMBER($count) } 个，已删除。请把12个字写在一条消息里再发。
phrase-unknown-word = 第 { NUMBER($position) } 个字不在字表里，可能写错了。刚才的消息已删除，请对照抄下的字，把12个再发一次。
phrase-misfit = 这12个字合不起来，可能有一个写错了，或者顺序不对。刚才的消息已删除，请对照抄下的字，把12个再发一次。
phrase-nothing = 这些字打不开任何反映。刚才的消息已删除，请对照抄下的字，把12个再发一次。
answers-none = 办案人员还没有答复。
answers-follow = 下面有 { NUMBER($count) } 条答复。如果别人会看您的手机，看完请在这里删除。
answers-damaged = 有 { NUMBER($count) } 条答复损坏，打不开。您可以请办案人员再写一次。
answers-lost = 答复没能显示出来。请再发一次 /phrase。
answer-of =
    <b>{ $day } 办案人员写道：</b>
    { $text }
answer-closed = <b>{ $day }</b> 这份反映已办结。
answer-transferred = <b>{ $day }</b> 这份反映已转交办理这类事情的单位。
answer-not-accepted = <b>{ $day }</b> 这份反映没有受理。

## 查询和补充

ask-receipt = 请发回执号，样子像 <code>LX-7K3M9-Q2TXA-W</code>。
ask-receipt-while-writing = 您正在写反映。要查询，请把命令和回执号写在一条消息里，像 <code>{ $command } LX-7K3M9-Q2TXA-W</code>。已写的内容都在。
wrong-number = 没有这个号码的反映。可能有一个字符写错了：号码最后一位是校验码。请对照回执再发一次。
standing =
    <code>{ $number }</code>
    { $day } 收到。
state-received = 等待登记。
state-registered = 已登记，等待办理。
state-in-progress = 已登记，正在办理。
state-transferred = 已转给有权处理的单位。
state-not-accepted = 不属于这里受理的范围。
state-merged = 与另一份相同的反映一起办理。
state-retained = 已存档，留作参考。
state-answered = 已答复。
state-closed = 已办结。
state-archived = 已办结并归档。
state-shredded = 已办结，保存期限已满：您写的和发来的内容都已销毁。要反映新的情况请发 /start。
review-due = 还没有审阅。
review-returned = 审阅后已退回，要求补充。
review-reviewed = 已审阅。
proof-follows = 这份文件证明：您交来的反映已经记入台账，谁删掉它都会被看出来。文件里有您的回执号，没有您写的内容。请放在只有您会看的地方。
proof-later = { $time } 以后可以出具证明，请到时再发 /proof。您的反映已经收好。
proof-not-now = 现在出不了证明，请稍后再发 /proof。您的反映已经收好。
proof-gone = 这份反映保存期满，已经销毁，不能再出具证明。您手里已有的证明仍然有效。
button-proof = 证明
no-such-petition = 找不到这份反映。请用 /status 和回执号再试。
finish-first = 您正在写另一份反映。请先提交，或用 /cancel 放弃，然后再按一次那个按钮。已写的内容都在。
answer-now = 请写给办案人员的内容，也可以发照片、文件或语音。发完后按“好了”。
passed-on = 已加密交给办案人员。可以接着发，发完后按“好了”。
album-passed-on = { $kind ->
    [photo] { NUMBER($count) } 张照片
    [video] { NUMBER($count) } 个视频
   *[other] { NUMBER($count) } 个文件
}收下了，正在加密交给办案人员。可以接着发，发完后按“好了”。
done-adding = 好的。随时可以用 /status 查询或再补充。

## 一下子太多

too-fast = 一下子发得太多了。这条没有保存，{ NUMBER($minutes) } 分钟之内再发的也不保存，请过后重发。以前存好的都在，现在就可以提交。
too-many-drafts = 您今天开始写的反映已经很多了。请明天再写新的，或者用 /channels 里的办法。已经提交的不受影响。
too-many-bytes = 您今天发的文件已经很多了，这个没有保存。请明天再发，提交以后也可以补充。以前存好的都在。
too-many-phrases = 您发的字好几次都打不开，现在先不试了，刚才的消息已删除。请对照抄下的字，{ NUMBER($minutes) } 分钟后再发。您的反映不受影响。
too-many-numbers = 您发的好几个号码都查不到反映，现在先不查了。请对照回执，{ NUMBER($minutes) } 分钟后再发一次。您的反映不受影响。

## 放弃

cancel-ask = 要放弃正在写的内容吗？放弃后全部删除，不能恢复。
nothing-to-cancel = 现在没有正在写的内容。发 /start 开始反映，发 /status 查询。
discarded = 写的内容已全部删除。想重新开始，请发 /start。
discarded-when-closed = 写的内容已全部删除。本轮受理已于 { $closes } 结束，新的情况请用 /channels 里的方式反映。

## 按钮

button-begin = 开始
button-continue = 接着写
button-discard = 放弃，全部删除
button-back = ‹ 上一步
button-review = 检查
button-submit = 提交
button-submit-without = 去掉没取到的文件
button-submit-words = 先要12个字
button-copied = 抄好了，提交
button-phrase = 我有12个字
button-unsay = 删除这条消息
button-more = 继续写
button-take-back = 撤下这条
button-take-some = 撤下一条
button-take-number = ✕
button-earlier = ‹ 前面的
button-later = 后面的 ›
button-change = 改一项
button-add = 补充内容
button-done = 好了
button-progress = 看看进度

## 菜单

command-start = 开始反映
command-status = 查询办理情况
command-phrase = 凭12个字查询、补充
command-proof = 索取入账证明
command-help = 可以做什么
command-channels = 其他反映方式
command-about = 谁在主办
command-privacy = 保存什么、谁能看
command-language = 换语言
command-cancel = 放弃正在写的内容

## Telegram 上的介绍

bot-description = 在这里可以向{ $team }反映问题，匿名、实名都可以，并拿到回执。消息经 Telegram 传送，Telegram 能看到对话。危急情况请拨 110、119、120。
bot-short = 向{ $team }反映问题，匿名、实名都可以。
