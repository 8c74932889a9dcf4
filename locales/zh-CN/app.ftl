# The frame around every room.

brand = Certbench
tagline = 在浏览器中读懂并生成 Kubernetes 证书、请求和令牌
rooms = 功能区
room-inspect = 检查
room-request = 申请
room-tokens = 令牌
room-access = 权限
room-authenticators = 认证方式
footer = 您粘贴或生成的内容都不会离开此浏览器：页面加载完成后，不再向任何地方发送请求。
skip-to-content = 跳到正文
theme-dark = 切换到深色主题
theme-light = 切换到浅色主题
close = 关闭
close-name = 关闭 { $name }
field-required = 必填
loading = 正在加载…
cancel = 取消
step-completed = （已完成）
pagination-previous = 上一页
pagination-next = 下一页
pagination-shown = 第 { $from } 至 { $to } 项，共 { $count } 项
search-clear = 清空搜索
search-found = 找到 { $count } 项
copy = 复制
copy-name = 复制 { $name }
copied = 已复制
copy-failed = 浏览器拒绝复制
save-name = 保存 { $name }
file-choose = 选择文件，或拖放到此处
row-label = { $label } { $number }
row-remove = 移除 { $label }
server-says = 集群返回：
severity-success = 成功：
severity-error = 错误：
severity-warning = 警告：
severity-info = 说明：

duration-separator = { " " }
duration-year = { $count } 年
duration-day = { $count } 天
duration-hour = { $count } 小时
duration-minute = { $count } 分钟
duration-second = { $count } 秒

bench-title = 工作台
bench-empty = 您生成或导入的内容都会放在这里，直到关闭此页面。
bench-save = 保存 { $name }
bench-remove = 从工作台移除 { $name }
bench-remove-question = 此私钥没有其他副本。仍要从工作台移除吗？
bench-unsaved = 未保存
bench-wipe = 全部清除
bench-wipe-question = 要清空工作台和所有字段吗？未保存的密钥将无法找回。
artefact-private-key = 密钥 { $title }
artefact-request = 请求 { $title }
artefact-object = 对象 { $title }
artefact-certificate = 证书 { $title }

identity-user = 用户
identity-uid = UID
identity-groups = 组

start-title = 读懂、制作、验证 Kubernetes 凭据
start-lead = 查明证书、密钥、令牌或 kubeconfig 是什么、集群会把其持有者当作谁、此人可以做什么；也可以制作集群认可的凭据。一切都在此页面内完成。
start-inspect = 检查已有的内容
start-request-title = 从密钥到集群认可的证书
start-request-lead = 在此生成私钥和证书请求，应用为您写好的对象，再把签发的证书带回来生成 kubeconfig。Certbench 会预先告诉您 API 服务器及其签名者将如何处理。
start-request = 创建客户端证书请求
start-private-title = 哪些内容留在本地
start-private = 密钥由浏览器自带的加密功能生成，只保存在内存中。此页面没有后端服务器，不做跟踪，除语言和主题外不存储任何内容。在您自己的机器上提供这些文件，即可在没有任何网络的情况下使用。

panic-title = 此页面出现故障
panic-explanation = Certbench 因自身的错误而停止。下面的消息指出了出错位置，其中不含您粘贴的任何内容。继续将重新启动页面，未保存的密钥会丢失。
panic-copy = 复制消息
panic-proceed = 继续
