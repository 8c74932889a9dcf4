# The Inspect room.

inspect-title = 这是什么？
inspect-lead = 粘贴或拖入证书、证书请求、密钥、令牌、kubeconfig、清单或错误消息，数量不限。Certbench 会说明每一项是什么、Kubernetes 会把其持有者当作谁，以及其中有什么问题。
inspect-label = 粘贴任意内容
inspect-passphrase = 加密内容的口令
inspect-files = 选择文件
inspect-folder = 选择文件夹
inspect-drop = 或将文件和文件夹拖放到此处
inspect-sources = 来自 { $count } 个来源
inspect-reading = 正在读取：{ $done } / { $total }
inspect-result = { $count ->
    [0] 未识别出任何内容
   *[other] 识别出 { $count } 项
}
inspect-clear = 清空
inspect-filter = 筛选
inspect-matching = 匹配 { $matching } 项，共 { $total } 项
inspect-page = 第 { $from } 至 { $to } 项，共 { $count } 项
inspect-previous = 上一页
inspect-next = 下一页
inspect-column-position = 顺序
inspect-column-kind = 类型
inspect-column-name = 内容
inspect-column-expiry = 到期时间
inspect-column-severity = 检查结果
inspect-unread-title = 有 { $count } 项无法读取
inspect-unread-line = 停在第 { $line } 行
inspect-unread-byte = 停在字节偏移 { $byte } 处
inspect-repairs-title = 读取前已修复
inspect-lost = 引擎不得不重新启动，已放弃此输入：{ $name }。其他输入已重新读取。
inspect-paste = 粘贴的内容
inspect-too-large = { $name } 大于 64 MiB，未读取。

repair-byte-order-mark = 已去除字节顺序标记（BOM）。
repair-utf-16 = 已从 UTF-16 解码。
repair-escaped-line-breaks = 已将写成两个字符的 \n 还原为换行。
repair-margin = 已去除 PEM 各行的缩进或引号。
repair-invisible = 已去除不可见字符或全角空格。
repair-markdown = 已去除 Markdown 的反斜杠。
repair-wrapped = 已去除令牌中间的换行。
repair-end-line = END 行缺失，或其标签与 BEGIN 行不一致。
repair-surroundings = 已去除令牌前后的 Bearer 或引号。

kind-certificate = 证书
kind-certificate-request = 证书请求
kind-revocation-list = 吊销列表
kind-public-key = 公钥
kind-private-key = 私钥
kind-jwt = 令牌
kind-jwks = 密钥集
kind-oidc-discovery = OIDC 发现文档
kind-kubeconfig = kubeconfig
kind-object = Kubernetes 对象
kind-bootstrap-token = 启动引导令牌
kind-static-token-file = 静态令牌文件
kind-error-text = 拒绝消息
kind-certificate-text = openssl 文本输出

headline-client-certificate = { $count ->
    [0] 用户 { $user } 的客户端证书，无组
   *[other] 用户 { $user } 的客户端证书，组：{ $groups }
}
headline-api-server-certificate = API 服务器的服务器证书（{ $name }）
headline-server-certificate = { $name } 的服务器证书
headline-authority = CA { $name }
headline-other-certificate = { $name } 的证书，既不能用于客户端，也不能用于服务器
headline-request = { $count ->
    [0] { $user } 的证书请求，无组
   *[other] { $user } 的证书请求，组：{ $groups }
}
headline-revocation-list = { $name } 的吊销列表：已吊销 { $count } 个证书。Kubernetes 不查看任何吊销列表。
headline-public-key = 公钥，{ $kind }
headline-private-key = 私钥，{ $kind }
headline-encrypted-key = 私钥，已加密
headline-bound-token = { $user } 的服务账号令牌
headline-legacy-token = { $user } 的传统服务账号令牌
headline-oidc-token = { $issuer } 为 { $user } 签发的令牌
headline-other-token = 不属于 Kubernetes 所知任何类型的令牌
headline-key-set = 含 { $count } 个密钥的密钥集
headline-discovery = { $issuer } 的发现文档
headline-kubeconfig = kubeconfig，当前上下文 { $context }（{ $clusters } 个集群，{ $users } 个用户）
headline-object = { $title }（{ $version }）
headline-bootstrap-token = 启动引导令牌 { $id }
headline-static-token-file = 含 { $count } 行的静态令牌文件
headline-forbidden = 403：{ $user } 无权执行 { $verb } { $resource } { $namespace }
headline-admission = 403：被集群对对象的规则拒绝，而不是缺少角色
headline-unauthorized = 401：API 服务器不知道请求者是谁
headline-tls = TLS 连接失败，请求尚未得到处理
headline-certificate-text = openssl 打印的证书内容：{ $name }

time-left = 剩余 { $left_seconds }
time-over = 已过期 { $since_seconds }
time-ahead = { $in_seconds } 后生效
time-never = 永不过期

card-from = 来自
card-identity = 在 API 服务器看来，其持有者是
card-findings = 检查结果
card-facts = 字段
card-extensions = 扩展
card-critical = 关键
card-relations = 关联项
card-text = openssl 的打印形式
card-tree = ASN.1 与字节
card-tree-hint = 选择一个元素，即可标出它的字节。
card-tree-stopped = 停在字节偏移 { $offset } 处：{ $reason }
card-pem = PEM
card-secret = 机密部分
card-reveal = 显示机密
card-hide = 隐藏机密
card-signature-valid = 自身的签名正确
card-signature-invalid = 自身的签名错误：API 服务器会拒绝该请求
card-source = 出处
card-utc = { $time } UTC
card-local = { $time }（本地时间）
card-close = 关闭

relation-key-of-from = 作为密钥用于
relation-key-of-to = 对应的密钥
relation-request-of-from = 已签发为
relation-request-of-to = 来自请求
relation-issuer-of-from = 作为签发者列于
relation-issuer-of-to = 所列签发者
relation-same-as-from = 等同于
relation-same-as-to = 重复出现为

fact-version = 版本
fact-serial-hexadecimal = 序列号（十六进制）
fact-serial-decimal = 序列号（十进制）
fact-subject = 主体
fact-issuer = 签发者
fact-not-before = 生效时间
fact-not-after = 到期时间
fact-signature-algorithm = 签名算法
fact-public-key = 公钥
fact-exponent = 公钥指数
fact-sha256 = SHA-256
fact-sha1 = SHA-1
fact-spki-sha256 = 公钥的 SHA-256
fact-key-id = 公钥的 kid
fact-format = 格式
fact-count = 条目数
fact-entry = 条目 { $name }
fact-header = 头部 { $name }
fact-claim = 声明 { $name }
fact-other = { $name }

compare-title = 比较
compare-with = 比较对象
compare-choose = 选择另一个同类项
compare-field = 字段
compare-different = { $count ->
    [0] 所有字段都相同
   *[other] { $count } 个字段不同
}
compare-same = 相同
compare-differs = 不同

report-title = 报告
report-hint = 报告中绝不包含机密部分。
report-json = JSON 格式的报告
report-markdown = Markdown 格式的报告
report-calendar = 到期时间的日历文件
report-heading = Certbench 报告
report-made = 生成时间：{ $time }
report-ends = 到期时间：{ $time }
report-unread = 未能读取
calendar-summary = 到期：{ $name }

origin-line = 第 { $number } 行
origin-block = 第 { $number } 块
inspect-severity-error = 错误
inspect-severity-warning = 警告
inspect-severity-info = 提示
inspect-severity-none = 无
inspect-unreadable = 浏览器无法读取 { $name }。
inspect-list = 识别结果
inspect-size = { $kilobytes } KB
compare-this = 当前
tree-expand = 展开 { $name }
tree-element = { $offset }：{ $header } + { $length }
card-bytes = 字节
card-not-read = 引擎在处理此项时停止，因此不显示。

reason-said = { $detail }
reason-too-large = { $detail } 字节；最多读取 64 MiB
reason-too-nested = 嵌套包装超过 { $detail } 层
reason-no-begin = 没有 BEGIN 行
reason-no-kind = 既没有 apiVersion 也没有 kind，也不是密钥集
reason-no-token = 没有以 eyJ 开头且含两个点的内容
reason-no-rows = 并非每一行都有三列 CSV
reason-not-readable = 其字节既不是 DER 也不是文本
reason-unknown-object = 既不是 Kubernetes 对象也不是密钥集
reason-java-key-store = 这是 Java 密钥库；用 keytool -importkeystore -deststoretype PKCS12 可转换为此处能读取的格式
reason-no-sequence = 不是以 SEQUENCE 开头
reason-cut-short = 其头部声明有 { $detail } 字节，但内容不完整
reason-no-end-line = 没有 END 行；{ $detail }
reason-no-data = END 行之前没有数据
reason-nothing-follows = 没有 END 行，也没有数据
reason-no-base64 = 第 { $detail } 列不是 base64
reason-passphrase-needed = 内容已加密；请填写口令
reason-wrong-passphrase = 口令无法打开
reason-too-costly = 其密钥派生要求 { $detail } 轮或字节，超过允许的上限
reason-unsupported = 此处不读取这种类型：{ $detail }
reason-damaged = 已损坏（{ $detail }）
reason-encrypted-token = 这是加密令牌（JWE）；只有接收方能读取
reason-token-parts = 应为三段，实为 { $detail } 段

card-access = 它可以做什么？
card-tokens = 它能证明什么？
