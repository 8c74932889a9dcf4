# What can go wrong, and what to do then.

engine-timed-out = 处理超过十秒，已放弃
engine-stopped = 引擎在处理此输入时停止
engine-unreachable = 无法连接引擎
engine-restarted = 新的引擎已在运行。工作台和各字段中的内容都还在。

crypto-missing = 此浏览器在这里不提供加密功能
    .remedy = 浏览器只在通过 https 或 localhost 提供的页面上开放 WebCrypto。请以这种方式打开此页面：通过 https，或用 cargo xtask serve 在 127.0.0.1 上提供。已有的证书请求仍可读取。
crypto-unsupported = 此浏览器不支持 { $detail } 密钥
    .remedy = 请换一种密钥类型，或使用较新的浏览器。
crypto-refused = 浏览器的加密功能拒绝执行（{ $detail }）
    .remedy = 请重试，或换一种密钥类型。

key-not-found = 其中没有私钥，也没有证书请求
    .remedy = 内容应以 -----BEGIN PRIVATE KEY----- 之类的行开头。
key-passphrase-needed = 此密钥已加密
    .remedy = 请在下方填写口令，然后重新读取。
key-wrong-passphrase = 口令无法解开此密钥
    .remedy = 请注意大小写和键盘布局，然后重试。
key-corrupt = 此私钥已损坏（{ $detail }）
    .remedy = 请重新完整复制，从第一个短横线到最后一个短横线。
key-unsupported = 此类密钥不能在这里使用：{ $detail }
    .remedy = 请用 openssl pkcs8 -topk8 转换为 PKCS#8，或生成 P-256、Ed25519 或 RSA 密钥。
key-too-costly = 解开此密钥耗时过长（{ $detail } 轮或字节）
    .remedy = 请用 openssl pkcs8 -topk8 重新加密，它只用 2048 轮。
request-corrupt = 此证书请求已损坏（{ $detail }）
    .remedy = 请重新完整复制，从第一个短横线到最后一个短横线。

file-too-large = 文件大于 64 MiB。
file-unreadable = 浏览器无法读取此文件。

form-error-duration-syntax = “{ $value }”不是时长。请填写秒数，或 90m、12h、30d、1y 等写法。
form-error-duration-too-long = “{ $value }”超出 expirationSeconds 的上限（68 年）。
form-error-not-a-host-name = “{ $value }”不是主机名。
form-error-not-an-address = “{ $value }”不是 IP 地址。
form-error-not-an-email-address = “{ $value }”不是电子邮件地址。
form-error-not-a-uri = “{ $value }”不是 URI；它需要 spiffe:// 之类的方案。
form-error-not-ascii = “{ $value }”含有 ASCII 以外的字符。请用 xn-- 形式书写主机名。
form-error-unknown-attribute = “{ $value }”不是属性类型。请填写 OU、C、ST、L、serialNumber 或点分形式的对象标识符。
form-error-unfit-attribute = “{ $value }”含有此属性不允许的字符。
form-error-duplicate-key = “{ $value }”出现了两次。

cluster-error-server-missing = 缺少 API 服务器地址。
cluster-error-server-not-https = 地址必须以 https:// 开头。
cluster-error-server-malformed = 这不是有效的地址。
cluster-error-authority-unreadable = 其中没有证书。
cluster-error-authority-is-key = 这是私钥。此处需要 CA 的证书，绝不需要它的私钥。
cluster-error-namespace-malformed = 命名空间只能含小写字母、数字和连字符，最多 63 个字符。

answer-unrecognised = 这既不是 CertificateSigningRequest，也不是证书（{ $detail }）
    .remedy = 请粘贴 kubectl get csr NAME -o yaml 的完整输出。
answer-other-kind = 这是 { $detail } 类型的对象，不是 CertificateSigningRequest
    .remedy = 请粘贴 kubectl get csr NAME -o yaml 的输出。
answer-other-block = 这是 { $detail }，不是证书
    .remedy = 证书在 status.certificate 中；请用 kubectl get csr NAME -o yaml 获取。
answer-bad-certificate = 无法读取其中的证书（{ $detail }）
    .remedy = 请重新获取，并完整复制。
