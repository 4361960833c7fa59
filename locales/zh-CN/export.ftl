# 导出的一件反映里的 README.txt，和导不出来时说的话。命令请照原样输入。

export-readme =
    这里是一件反映，和台账里一样，都是封存的。

    wraps/期号/阅看人.age：一期的钥匙，封给一位阅看人
    pieces/NNN.age：一条文字或一个附件，封给这样一把钥匙
    pieces/NNN-meta.age：谁在什么时候发的、文件叫什么名字，同样封存
    MANIFEST：每个文件的 SHA-256，核对用：sha256sum -c MANIFEST

    您自己的钥匙放在 reader.txt 里，用 age（age-encryption.org）就能全部打开。先取出这一件的钥匙：
    for wrap in wraps/*/阅看人.age; do age -d -i reader.txt "$wrap"; done &gt; case.txt

    再逐个打开。原来的长度用零补齐，末尾写着真实长度，所以是两行：
    age -d -i case.txt pieces/001.age &gt; padded
    head -c "$(expr "$(tail -c 20 padded)" + 0)" padded &gt; 001

    名字是 NNN.exact.age 的没有补零：age -d -i case.txt pieces/001.exact.age &gt; 001

    也可以一次全部打开：dengwen open 文件夹 --identity reader.txt --out 新文件夹

    case.txt 能打开这一整件，看完请删除。

export-epochs-closed = 这把钥匙打不开这一件的第 { $epochs } 期（共 { $count } 期打不开），所以什么也没有导出。请找能打开全部内容的阅看人，用自己的钥匙导出；不带 --identity 则按封存的原样复制，各人打开自己有钥匙的部分。
