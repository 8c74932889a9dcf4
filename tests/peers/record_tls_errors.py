"""Records what kubectl, curl and Python say when TLS fails.

    python3 tests/peers/record_tls_errors.py PATH/TO/kubectl > tests/fixtures/tls-errors.jsonl

Certificates are made by openssl, and its `s_server` shows them.
"""

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

KUBECTL = sys.argv[1]
PYTHON = """
import sys, urllib.request, ssl
context = ssl.create_default_context(cafile=sys.argv[2])
try: urllib.request.urlopen(sys.argv[1], context=context, timeout=5)
except Exception as error: print(error); sys.exit(1)
"""


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def authority(name):
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-subj", f"/CN={name}", "-days", "30", "-keyout", f"{name}.key", "-out", f"{name}.crt")


def certificate(name, subject, san, usage="", signer="ca", days=("", "")):
    """A certificate by `openssl ca`, the one command of openssl 3.0 that sets both ends."""
    lines = ["basicConstraints=critical,CA:FALSE"]
    lines += [f"subjectAltName={san}"] if san else []
    lines += [f"extendedKeyUsage={usage}"] if usage else []
    with open("extensions", "w") as file:
        file.write("\n".join(lines) + "\n")
    with open("config", "w") as file:
        file.write("[ca]\ndefault_ca=d\n[d]\ndatabase=index\nnew_certs_dir=.\nrand_serial=yes\n"
                   "default_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n")
    open("index", "w").close()
    openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-subj", f"/CN={subject}", "-keyout", f"{name}.key", "-out", "request")
    first, last = days
    period = ["-startdate", first, "-enddate", last] if first else ["-days", "10"]
    signed_by = [f"{signer}.crt", f"{signer}.key"] if signer else []
    by = ["-cert", signed_by[0], "-keyfile", signed_by[1]] if signer else ["-selfsign", "-keyfile", f"{name}.key"]
    openssl("ca", "-batch", "-notext", "-config", "config", "-extfile", "extensions", *by, *period,
            "-in", "request", "-out", f"{name}.crt")


def ask(case, meaning, port, host="localhost", client=None, scheme="https"):
    url = f"{scheme}://{host}:{port}"
    pair = ["--client-certificate", f"{client}.crt", "--client-key", f"{client}.key"] if client else []
    cert = ["--cert", f"{client}.crt", "--key", f"{client}.key"] if client else []
    runs = {
        "kubectl": [KUBECTL, "--server", url, "--token=x", "--certificate-authority", "ca.crt", *pair,
                    "get", "--raw", "/version"],
        "curl": ["curl", "--silent", "--show-error", "--cacert", "ca.crt", *cert, url],
        "python": [sys.executable, "-c", PYTHON, url, "ca.crt"],
    }
    for tool, command in runs.items():
        if client and tool == "python" or not shutil.which(command[0]):
            continue
        run = subprocess.run(command, capture_output=True, text=True, timeout=60,
                             env={"HOME": os.getcwd(), "PATH": os.environ["PATH"]})
        if not run.returncode:
            continue
        lines = (run.stderr + run.stdout).strip().splitlines()
        said = [line for line in lines if re.search("x509|tls|TLS|SSL|HTTP|certificate", line)]
        # Only Go tells a missing address from a missing name.
        is_told = meaning != "tls-address" or tool == "kubectl"
        if said:
            print(json.dumps({"case": case, "meaning": meaning if is_told else "tls-name", "tool": tool, "text": said[-1]}))


def serve(port, name, *options):
    shown = ["-cert", f"{name}.crt", "-key", f"{name}.key", *options]
    server = subprocess.Popen(["openssl", "s_server", "-accept", str(port), "-www", *shown],
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    time.sleep(0.7)
    return server


def main():
    authority("ca")
    authority("other")
    past = ("20200101000000Z", "20210101000000Z")
    future = ("20900101000000Z", "20910101000000Z")
    san = "DNS:localhost,IP:127.0.0.1"
    certificate("good", "server", san)
    certificate("foreign", "server", san, signer="other")
    certificate("self", "server", san, signer=None)
    certificate("expired", "server", san, days=past)
    certificate("early", "server", san, days=future)
    certificate("elsewhere", "server", "DNS:elsewhere.example.com,IP:10.0.0.1")
    certificate("named", "server", "DNS:localhost")
    certificate("bare", "localhost", "")
    certificate("client-only", "server", san, "clientAuth")
    certificate("user", "jane", "", "clientAuth")
    certificate("stranger", "jane", "", signer="other")
    certificate("old-user", "jane", "", days=past)
    cases = [
        ("unknown authority", "tls-unknown-authority", "foreign", "localhost", None, ()),
        ("self-signed", "tls-unknown-authority", "self", "localhost", None, ()),
        ("expired", "tls-expired", "expired", "localhost", None, ()),
        ("not yet valid", "tls-not-yet-valid", "early", "localhost", None, ()),
        ("other names", "tls-name", "elsewhere", "localhost", None, ()),
        ("other addresses", "tls-name", "elsewhere", "127.0.0.1", None, ()),
        ("no addresses", "tls-address", "named", "127.0.0.1", None, ()),
        ("common name alone", "tls-common-name", "bare", "localhost", None, ()),
        ("no server's", "tls-usage", "client-only", "localhost", None, ()),
        ("client certificate required", "tls-client-required", "good", "localhost", None,
         ("-Verify", "1", "-CAfile", "ca.crt", "-verify_return_error")),
        ("client of another authority", "tls-client-refused", "good", "localhost", "stranger",
         ("-Verify", "1", "-CAfile", "ca.crt", "-verify_return_error")),
        ("client expired", "tls-client-refused", "good", "localhost", "old-user",
         ("-Verify", "1", "-CAfile", "ca.crt", "-verify_return_error")),
        ("old protocol", "tls-protocol", "good", "localhost", None,
         ("-tls1_1", "-cipher", "ALL:@SECLEVEL=0")),
    ]
    port = 18443
    for case, meaning, name, host, client, options in cases:
        port += 1
        server = serve(port, name, *options)
        try:
            ask(case, meaning, port, host, client)
        finally:
            server.terminate()
            server.wait()
    port += 1
    plain = http.server.ThreadingHTTPServer(("127.0.0.1", port), http.server.SimpleHTTPRequestHandler)
    plain.RequestHandlerClass.log_message = lambda *_: None
    threading.Thread(target=plain.serve_forever, daemon=True).start()
    ask("no TLS at all", "tls-plain-http", port, "127.0.0.1")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        main()
