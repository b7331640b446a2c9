"""README.txt of the archive, in Chinese and English."""

CHINESE = """\
会议归档 / Archive of a meeting                                                        评议 Pingyi

这里有什么
  results.docx .xlsx .html   测评结果报告：汇总表、反馈表、意见建议汇总、计票报告
  summary.csv counts.csv notes.csv report.csv   同样的表，每个文件一张
  tally.json     全部结果；“fingerprint”是结果指纹（票数），“record”是记录指纹（全部内容，含决定、加减分、
                 意见），都与签字的计票报告上的一致；确认以后又记录决定的，签字的那份列在以后的报告里
  meeting.json   会议的设置和计票规则
  inputs.json    人填写的：出席、加减分、情形、录入分、决定等次、述职摘要、点评和评价意见；每轮票数；
                 程序的版本和时区（“version”“timezone”）
  ballots.csv    计入的选票，每张票对每位测评对象一行，按内容排序：没有票证、时间和先后。
                 round 轮次，part 环节，subject 测评对象编号（见 meeting.json 的 ids），group 票种，
                 state：scored 计分、abstained 弃权、recused 回避；item1、item2…依次为各测评项目，
                 数字为所打的分，按选项打的为选项序号（从 0 起），空为弃权。
                 票数太少的票种不单列：这些行不写票种。各票种有权重时，inputs.json 的“hidden”写明
                 每位测评对象的这些票种合起来的权重和精确的加权平均分：核算得分非有它不可，熟悉计票的人
                 由它和上面那些行也可能推算出小票种的平均分。归档只交给有权看到它的人。
  log.json       会议日志，每行带上一行的校验值
  verify.py recount/   核算程序；SHA256SUMS 各文件的校验和
  SHA256SUMS.sig signing-key.pub   校验和的签名（Ed25519），以及签名的密钥

怎样核对
  装有 Python 3.8 以上的任何电脑：解压后运行   python3 verify.py --key 密钥
  密钥照票卡或签了字的计票报告上印的输入，如 ABCD EFGH IJKL MNOP QRST 写作 ABCD-EFGH-IJKL-MNOP-QRST；
  不写 --key，它先印出归档里的密钥，请与纸上的核对。
  它核对签名、校验和与会议日志，按计票规则从选票重新算出每个数字，再与 tally.json 和各 .csv 逐项比较；
  有不符的逐条列出，没有不符时退出码为 0。报告（.docx .xlsx .html）它不读，只由签名担保，可用本系统核对：
  pingyi verify 归档.zip --key 密钥   它除此以外还重新生成报告，与归档里的逐字节比较，并核对核算程序；
  旧版本写成的归档，则逐项读出报告显示的内容来比较。
  最后把印出的两个指纹与签了字的纸质计票报告逐字对照。
  归档里的核算程序也可能被换过：请用另一份归档里的，或从本系统的源代码取。
"""
CHINESE_PLAIN_HTTP = """
传送方式
  这次会议用普通 http 传送，没有加密：会场网络里能截取数据的人，当时可能看到或改动选票和密钥。
"""
ENGLISH = """
What is in it
  results.docx .xlsx .html   the record: summary, feedback sheets, notes digest, count report
  summary.csv counts.csv notes.csv report.csv   the same tables, one a file
  tally.json     every result; "fingerprint" (the votes) and "record" (everything, with decisions, adjustments
                 and notes) are on the signed count report; if a decision was recorded after it was signed,
                 later reports list the signed record among the earlier ones
  meeting.json   the meeting's document with its rules
  inputs.json    what people entered: attendance, adjustments, flags, scores, decisions, texts; and how many
                 ballots were issued and returned in each round; the program's version and the time zone
  ballots.csv    the counted ballots, one row for each ballot and subject, sorted by content: no token, no
                 time, no order. subject is an id (see "ids" in meeting.json); state is scored, abstained
                 or recused; item1, item2, … are the form's items in order: the mark, or the index of the
                 choice from 0; empty is an abstention. A group too small to be shown is not named in its
                 rows. If groups are weighted, "hidden" in inputs.json states, for each subject, the sum of
                 the weights of its hidden groups and their exact weighted mean. No weighted score can be
                 recounted without it, but together with those rows it lets an expert work out the mean of
                 a small group. Give the archive only to people who may know that.
  log.json       the meeting's log; each line contains a hash of the one before
  verify.py recount/   the recount program; SHA256SUMS the files' checksums
  SHA256SUMS.sig signing-key.pub   the signature of the checksums (Ed25519), and the key that made it

How to check it
  On any computer with Python 3.8 or later, unpack it and run   python3 verify.py --key KEY
  KEY is the signing key printed on the voters' cards and on the signed count report, typed for example as
  ABCD-EFGH-IJKL-MNOP-QRST. Without --key it first prints the archive's key: compare it with the one on paper.
  It checks the signature, the checksums and the log, recounts every number from the ballots by the rules, and
  compares tally.json and the .csv files with the result. It lists every difference; exit code 0 means that it
  found none. It does not read the .docx, .xlsx and .html papers, which the signature covers. The product does
  everything above, generates the papers again and compares them byte by byte, and compares the recount program:
  pingyi verify ARCHIVE.zip --key KEY   For an archive of an earlier version it reads what the papers show.
  Then compare the fingerprint and the record that it prints with the signed paper count report.
  The recount program in the archive may have been replaced, too: take it from another archive or from the
  product's source.
"""
ENGLISH_PLAIN_HTTP = """
How it was sent
  This meeting used plain http, which is not encrypted: whoever could intercept data in the hall's network may have
  read or changed ballots and keys at the time.
"""


def readme(plain_http: bool) -> str:
    """`plain_http`: phones were served without TLS in some round."""
    if plain_http:
        return CHINESE + CHINESE_PLAIN_HTTP + ENGLISH + ENGLISH_PLAIN_HTTP
    return CHINESE + ENGLISH
