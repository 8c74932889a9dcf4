# 编写中的角色和绑定。

draft-error-manifest = 既不是 YAML 也不是 JSON：{ $detail }
    .remedy = 注意缩进：每一级两个空格。
draft-error-kind = “{ $detail }”不是 rbac.authorization.k8s.io/v1 的 Role、ClusterRole、RoleBinding 或 ClusterRoleBinding。
    .remedy = 更正 apiVersion 和 kind。
draft-error-member = { $detail } 的类型不对。
    .remedy = 列表以短横线开头，名称是文本；数字请加引号。
draft-error-command = 这不是 kubectl create role、clusterrole、rolebinding、clusterrolebinding 或 serviceaccount：{ $detail }
    .remedy = 请粘贴完整的命令。
draft-error-command-name = 命令需要恰好一个名称，而这里是：“{ $detail }”。
    .remedy = 把名称写在种类之后。值中有空格时需要引号。
draft-error-flag = 该命令没有 { $detail } 这个参数。
    .remedy = 将其删除，或检查是否拼错。
draft-error-flag-value = { $detail } 缺少值。
    .remedy = 写成 --flag=value。
draft-error-flag-missing = 命令需要 --{ $detail }。
    .remedy = 请补上。
draft-error-flag-conflict = --{ $detail } 与其他参数互相排斥。
    .remedy = 只保留其一。
draft-error-resource = 没有叫 { $detail } 的内置资源，而 kubectl 会拒绝集群不认识的资源。
    .remedy = 集群自定义的资源请连同组一起写：widgets.example.com。
draft-error-url-verb = URL 没有 { $detail } 这个动词。
    .remedy = 请使用 get、post、put、patch、delete、head 或 options。
draft-error-service-account = { $detail } 不是服务账号。
    .remedy = 写成 NAMESPACE:NAME。
draft-error-quote = 引号没有闭合：{ $detail }
    .remedy = 请闭合引号。

preset-read-only = 命名空间只读
    .detail = 可以看到命名空间中除 Secret 和角色以外的一切：绑定到内置的 ClusterRole view。
preset-deployer = 部署者
    .detail = 把应用部署到命名空间并查看其状态。可以读写 Secret。
preset-log-reader = 日志读者
    .detail = 只能查看 Pod 及其日志。
preset-port-forward-exec = 端口转发和 exec
    .detail = 在 Pod 中运行命令并访问其端口：等同于这些 Pod 的服务账号所能做的事。
preset-node-reader = 节点读者
    .detail = 查看节点及其用量。
preset-namespace-admin = 命名空间管理员
    .detail = 在命名空间内可以做任何事，包括授权：绑定到内置的 ClusterRole admin。
preset-ci-deployer = 部署用的流水线
    .detail = 拥有部署者权限的服务账号。
preset-csr-approver = 证书请求的批准者
    .detail = 批准某一个签名者的请求。对于 kubernetes.io/kube-apiserver-client，这等同于管理员。
