# The Inspect room.

inspect-title = What is this?
inspect-lead = Paste or drop certificates, requests, keys, tokens, kubeconfigs, manifests or an error message, in any number. Certbench says what each is, who Kubernetes takes its bearer for, and what is wrong with it.
inspect-label = Paste anything
inspect-passphrase = Passphrase for what is encrypted
inspect-files = Choose files
inspect-folder = Choose a folder
inspect-drop = or drop files and folders here
inspect-sources = { $count ->
    [one] From { $count } source
   *[other] From { $count } sources
}
inspect-reading = Reading: { $done } of { $total }
inspect-result = { $count ->
    [0] Nothing was recognised
    [one] { $count } artefact
   *[other] { $count } artefacts
}
inspect-clear = Clear
inspect-filter = Filter
inspect-matching = { $matching } of { $total }
inspect-page = { $from } to { $to } of { $count }
inspect-previous = Previous
inspect-next = Next
inspect-column-position = Order
inspect-column-kind = Kind
inspect-column-name = What it is
inspect-column-expiry = Ends
inspect-column-severity = Findings
inspect-unread-title = { $count ->
    [one] One thing could not be read
   *[other] { $count } things could not be read
}
inspect-unread-line = stopped at line { $line }
inspect-unread-byte = stopped at byte { $byte }
inspect-repairs-title = Repaired before reading
inspect-lost = The engine had to be started again, and this input was given up: { $name }. The others were read again.
inspect-paste = the paste
inspect-too-large = { $name } is larger than 64 MiB and was not read.

repair-byte-order-mark = A byte-order mark was taken off.
repair-utf-16 = UTF-16 was decoded.
repair-escaped-line-breaks = \n as two characters became line breaks.
repair-margin = Indentation or quotes around PEM lines were taken off.
repair-invisible = Characters that cannot be seen, or wide spaces, were taken out.
repair-markdown = Markdown’s backslashes were taken out.
repair-wrapped = Line breaks within a token were taken out.
repair-end-line = An END line was missing or named another label.
repair-surroundings = Bearer or quotes around a token were taken off.

kind-certificate = Certificate
kind-certificate-request = Certificate request
kind-revocation-list = Revocation list
kind-public-key = Public key
kind-private-key = Private key
kind-jwt = Token
kind-jwks = Key set
kind-oidc-discovery = OIDC discovery document
kind-kubeconfig = kubeconfig
kind-object = Kubernetes object
kind-bootstrap-token = Bootstrap token
kind-static-token-file = Static token file
kind-error-text = Refusal
kind-certificate-text = openssl dump

headline-client-certificate = { $count ->
    [0] Client certificate of user { $user }, without groups
    [one] Client certificate of user { $user }, group { $groups }
   *[other] Client certificate of user { $user }, groups { $groups }
}
headline-api-server-certificate = Serving certificate of an API server ({ $name })
headline-server-certificate = Serving certificate of { $name }
headline-authority = CA { $name }
headline-other-certificate = Certificate of { $name }, for neither clients nor servers
headline-request = { $count ->
    [0] Certificate request for { $user }, without groups
    [one] Certificate request for { $user }, group { $groups }
   *[other] Certificate request for { $user }, groups { $groups }
}
headline-revocation-list = Revocation list of { $name }: { $count } revoked. Kubernetes looks at none.
headline-public-key = Public key, { $kind }
headline-private-key = Private key, { $kind }
headline-encrypted-key = Private key, encrypted
headline-bound-token = Service account token of { $user }
headline-legacy-token = Service account token of { $user }, the legacy kind
headline-oidc-token = Token of { $issuer } for { $user }
headline-other-token = Token of no kind that Kubernetes knows
headline-key-set = { $count ->
    [one] Key set of { $count } key
   *[other] Key set of { $count } keys
}
headline-discovery = Discovery document of { $issuer }
headline-kubeconfig = kubeconfig, current context { $context } ({ $clusters } clusters, { $users } users)
headline-object = { $title } ({ $version })
headline-bootstrap-token = Bootstrap token { $id }
headline-static-token-file = { $count ->
    [one] Static token file of { $count } row
   *[other] Static token file of { $count } rows
}
headline-forbidden = 403: { $user } may not { $verb } { $resource } { $namespace }
headline-admission = 403: refused by the cluster’s rules for objects, not for want of a role
headline-unauthorized = 401: the API server does not know who asks
headline-tls = TLS failed before anybody was asked
headline-certificate-text = What openssl printed about a certificate: { $name }

time-left = { $left_seconds } left
time-over = ended { $since_seconds } ago
time-ahead = begins in { $in_seconds }
time-never = never ends

card-from = From
card-identity = To the API server its bearer is
card-findings = Findings
card-facts = Fields
card-extensions = Extensions
card-critical = critical
card-relations = Related
card-text = As openssl prints it
card-tree = ASN.1 and bytes
card-tree-hint = Choose an element to mark its bytes.
card-tree-stopped = Stopped at byte { $offset }: { $reason }
card-pem = PEM
card-secret = Secret part
card-reveal = Show the secret
card-hide = Hide the secret
card-signature-valid = Its own signature is right
card-signature-invalid = Its own signature is wrong: the API server refuses the request
card-source = Source
card-utc = { $time } UTC
card-local = { $time } here
card-close = Close

relation-key-of-from = Key of
relation-key-of-to = Its key
relation-request-of-from = Became
relation-request-of-to = Asked for by
relation-issuer-of-from = Issuer named by
relation-issuer-of-to = Names as its issuer
relation-same-as-from = The same as
relation-same-as-to = Again as

fact-version = Version
fact-serial-hexadecimal = Serial number, hexadecimal
fact-serial-decimal = Serial number, decimal
fact-subject = Subject
fact-issuer = Issuer
fact-not-before = Valid from
fact-not-after = Valid until
fact-signature-algorithm = Signature algorithm
fact-public-key = Public key
fact-exponent = Public exponent
fact-sha256 = SHA-256
fact-sha1 = SHA-1
fact-spki-sha256 = SHA-256 of the public key
fact-key-id = kid of the public key
fact-format = Written as
fact-count = Entries
fact-entry = Entry { $name }
fact-header = Header { $name }
fact-claim = Claim { $name }
fact-other = { $name }

compare-title = Compare
compare-with = Compare with
compare-choose = Choose another of its kind
compare-field = Field
compare-different = { $count ->
    [0] No field differs
    [one] { $count } field differs
   *[other] { $count } fields differ
}
compare-same = the same
compare-differs = differs

report-title = Report
report-hint = Secret parts are never in it.
report-json = Report as JSON
report-markdown = Report as Markdown
report-calendar = Expiry dates as a calendar
report-heading = Certbench report
report-made = Made { $time }
report-ends = Ends: { $time }
report-unread = Not read
calendar-summary = Expires: { $name }

origin-line = line { $number }
origin-block = block { $number }
inspect-severity-error = Error
inspect-severity-warning = Warning
inspect-severity-info = Note
inspect-severity-none = None
inspect-unreadable = { $name } could not be read by the browser.
inspect-list = What was recognised
inspect-size = { $kilobytes } KB
compare-this = This
tree-expand = Expand { $name }
tree-element = { $offset }: { $header } + { $length }
card-bytes = Bytes
card-not-read = The engine stopped at this one; it is not shown.

reason-said = { $detail }
reason-too-large = { $detail } bytes; at most 64 MiB are read
reason-too-nested = more than { $detail } wrappings, one in another
reason-no-begin = no BEGIN line
reason-no-kind = neither apiVersion nor kind, no key set
reason-no-token = nothing that begins with eyJ and has two dots
reason-no-rows = not three columns of CSV in every line
reason-not-readable = its bytes are neither DER nor text
reason-unknown-object = neither a Kubernetes object nor a key set
reason-java-key-store = a Java key store; keytool -importkeystore -deststoretype PKCS12 turns it into one that can be read here
reason-no-sequence = it does not begin with a SEQUENCE
reason-cut-short = its header promises { $detail } bytes, which are not all there
reason-no-end-line = no END line; { $detail }
reason-no-data = no data before the END line
reason-nothing-follows = no END line and no data
reason-no-base64 = no base64 at column { $detail }
reason-passphrase-needed = it is encrypted; fill in its passphrase
reason-wrong-passphrase = the passphrase does not open it
reason-too-costly = its key derivation asks for { $detail } rounds or bytes, more than are run
reason-unsupported = not of a kind that is read here: { $detail }
reason-damaged = damaged ({ $detail })
reason-encrypted-token = an encrypted token (JWE); only its recipient can read it
reason-token-parts = { $detail } parts instead of three

card-access = What may it do?
card-tokens = What does it prove?
