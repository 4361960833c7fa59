# 匯出的一件反映裡的 README.txt，和匯不出來時說的話。指令請照原樣輸入。

export-readme =
    這裡是一件反映，和台帳裡一樣，都是封存的。

    wraps/期號/閱看人.age：一期的鑰匙，封給一位閱看人
    pieces/NNN.age：一則文字或一個附件，封給這樣一把鑰匙
    pieces/NNN-meta.age：誰在什麼時候傳的、檔案叫什麼名字，同樣封存
    MANIFEST：每個檔案的 SHA-256，核對用：sha256sum -c MANIFEST

    您自己的鑰匙放在 reader.txt 裡，用 age（age-encryption.org）就能全部打開。先取出這一件的鑰匙：
    for wrap in wraps/*/閱看人.age; do age -d -i reader.txt "$wrap"; done &gt; case.txt

    再逐個打開。原來的長度用零補齊，末尾寫著真實長度，所以是兩行：
    age -d -i case.txt pieces/001.age &gt; padded
    head -c "$(expr "$(tail -c 20 padded)" + 0)" padded &gt; 001

    名字是 NNN.exact.age 的沒有補零：age -d -i case.txt pieces/001.exact.age &gt; 001

    也可以一次全部打開：dengwen open 資料夾 --identity reader.txt --out 新資料夾

    case.txt 能打開這一整件，看完請刪除。

export-epochs-closed = 這把鑰匙打不開這一件的第 { $epochs } 期（共 { $count } 期打不開），所以什麼也沒有匯出。請找能打開全部內容的閱看人，用自己的鑰匙匯出；不帶 --identity 則照封存的原樣複製，各人打開自己有鑰匙的部分。
