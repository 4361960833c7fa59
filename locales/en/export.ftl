# What stands in the README.txt of an exported case, and why it is not exported. Commands are to be typed as they stand.

export-readme =
    This is one case, sealed as it lies in the ledger.

    wraps/EPOCH/READER.age: the key of an epoch, sealed to one reader
    pieces/NNN.age: a message or an attachment, sealed to such a key
    pieces/NNN-meta.age: who sent it when, and the name of a file, sealed likewise
    MANIFEST: SHA-256 of every file; check with: sha256sum -c MANIFEST

    With your own key in reader.txt, age (age-encryption.org) opens it all. First the keys of the case:
    for wrap in wraps/*/READER.age; do age -d -i reader.txt "$wrap"; done &gt; case.txt

    Then each piece. Its length is hidden by zeros and ends in the true one, so two lines:
    age -d -i case.txt pieces/001.age &gt; padded
    head -c "$(expr "$(tail -c 20 padded)" + 0)" padded &gt; 001

    A file named NNN.exact.age has no zeros: age -d -i case.txt pieces/001.exact.age &gt; 001

    Or all at once: dengwen open FOLDER --identity reader.txt --out NEW-FOLDER

    case.txt opens the whole case. Delete it when you have read.

export-epochs-closed =
    { $count ->
        [one] This identity does not open epoch { $epochs } of the case, so nothing was exported.
       *[other] This identity does not open the epochs { $epochs } of the case, so nothing was exported.
    } Please ask a reader who opens all of it to export it with theirs. Without --identity it is copied as sealed as it lies, and each reader opens in the copy what they have keys for.
