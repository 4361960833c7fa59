# 命令行上说的话，和写进文件、给对话以外的人看的话。

roster-refused = 名册靠不住，原因见上一行，所以什么也没有做。请把最新签署的名册放回去，或者装上根密钥重新签署的名册（dengwen roster install），再执行一次。

recovery-readme =
    恢复密钥

    三位保管人里任意两位一起才能打开，一个人什么都打不开。请在不联网的电脑上、
    两位的身份文件都在时执行：

    age -d -i { $first }.txt { $file } | age -d -i { $second }.txt > recovery.txt

    文件名写着两位保管人和打开的先后：先 { $first }，后 { $second }。名册写明这把钥匙期间
    收到的每一件，都能用 recovery.txt 打开；后来有人回避的，回避以后封存的内容，要当时名册上
    仍写着这把钥匙才能打开。在 dengwen export 导出的文件夹里，先取出这一件的钥匙：

    for wrap in wraps/*/recovery.age; do age -d -i recovery.txt "$wrap"; done > case.txt

    再照那个文件夹里的 README.txt，用 case.txt 逐个打开。

    用完请销毁 recovery.txt 和 case.txt。谁拿到 recovery.txt，谁就能看到这些反映的全部内容。
