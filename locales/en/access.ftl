# Roles and bindings while somebody writes them.

draft-error-manifest = Neither YAML nor JSON: { $detail }
    .remedy = Mind the indentation: two blanks for each level.
draft-error-kind = “{ $detail }” is no Role, ClusterRole, RoleBinding or ClusterRoleBinding of rbac.authorization.k8s.io/v1.
    .remedy = Correct apiVersion and kind.
draft-error-member = { $detail } is not what it should be.
    .remedy = Lists begin with dashes, names are texts; put numbers into quotes.
draft-error-command = This is no kubectl create role, clusterrole, rolebinding, clusterrolebinding or serviceaccount: { $detail }
    .remedy = Paste the whole command.
draft-error-command-name = The command needs exactly one name, and has: “{ $detail }”.
    .remedy = Write it behind the kind. A blank within a value needs quotes.
draft-error-flag = The command has no flag { $detail }.
    .remedy = Remove it, or look for a typing mistake.
draft-error-flag-value = { $detail } lacks its value.
    .remedy = Write it as --flag=value.
draft-error-flag-missing = The command needs --{ $detail }.
    .remedy = Add it.
draft-error-flag-conflict = --{ $detail } excludes others that stand there.
    .remedy = Keep one of them.
draft-error-resource = No built-in resource is called { $detail }, and kubectl refuses what the cluster does not know.
    .remedy = Write a resource of the cluster’s own with its group: widgets.example.com.
draft-error-url-verb = URLs do not have the verb { $detail }.
    .remedy = Take get, post, put, patch, delete, head or options.
draft-error-service-account = { $detail } is no service account.
    .remedy = Write NAMESPACE:NAME.
draft-error-quote = A quote is not closed: { $detail }
    .remedy = Close it.

preset-read-only = Read-only in a namespace
    .detail = Sees everything in a namespace except Secrets and roles: a binding to the built-in ClusterRole view.
preset-deployer = Deployer
    .detail = Brings applications into a namespace and sees what becomes of them. It may read and write Secrets.
preset-log-reader = Log reader
    .detail = Sees Pods and their logs, nothing else.
preset-port-forward-exec = Port forwarding and exec
    .detail = Runs commands in Pods and reaches their ports: as much as their service accounts may do.
preset-node-reader = Node reader
    .detail = Sees nodes and what they consume.
preset-namespace-admin = Namespace administrator
    .detail = May do everything in a namespace, also grant rights: a binding to the built-in ClusterRole admin.
preset-ci-deployer = Pipeline that deploys
    .detail = A service account with the deployer’s rights.
preset-csr-approver = Approver of certificate requests
    .detail = Approves requests for one signer. For kubernetes.io/kube-apiserver-client that is as good as being an administrator.
