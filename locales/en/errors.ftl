# What can go wrong, and what to do then.

engine-timed-out = That took longer than ten seconds and was given up
engine-stopped = The engine stopped at this input
engine-unreachable = The engine cannot be reached
engine-restarted = A new engine is running. Everything on the bench and in the fields is still there.

crypto-missing = This browser offers no cryptography here
    .remedy = Browsers offer WebCrypto only on pages served over https or from localhost. Open this page that way: behind https, or with cargo xtask serve on 127.0.0.1. A request that exists already can be read all the same.
crypto-unsupported = This browser has no { $detail } keys
    .remedy = Take another kind, or a current browser.
crypto-refused = The browser’s cryptography refused ({ $detail })
    .remedy = Try again, or take another kind of key.

key-not-found = There is no private key and no certificate request in this
    .remedy = It begins with a line such as -----BEGIN PRIVATE KEY-----.
key-passphrase-needed = This key is encrypted
    .remedy = Fill in its passphrase below and read it again.
key-wrong-passphrase = The passphrase does not open this key
    .remedy = Mind capitals and the keyboard’s layout, and try again.
key-corrupt = This private key is damaged ({ $detail })
    .remedy = Copy it again, whole and from the first dash to the last.
key-unsupported = This kind of key cannot be used here: { $detail }
    .remedy = Turn it into PKCS#8 with openssl pkcs8 -topk8, or make a P-256, Ed25519 or RSA key.
key-too-costly = Opening this key would take too long ({ $detail } rounds or bytes)
    .remedy = Encrypt it anew with openssl pkcs8 -topk8, which asks for 2048 rounds.
request-corrupt = This certificate request is damaged ({ $detail })
    .remedy = Copy it again, whole and from the first dash to the last.

file-too-large = The file is larger than 64 MiB.
file-unreadable = The browser could not read the file.

form-error-duration-syntax = “{ $value }” is no duration. Write seconds, or such as 90m, 12h, 30d, 1y.
form-error-duration-too-long = “{ $value }” is longer than expirationSeconds can hold (68 years).
form-error-not-a-host-name = “{ $value }” is no host name.
form-error-not-an-address = “{ $value }” is no IP address.
form-error-not-an-email-address = “{ $value }” is no e-mail address.
form-error-not-a-uri = “{ $value }” is no URI; it needs a scheme such as spiffe://.
form-error-not-ascii = “{ $value }” has characters outside ASCII. Write a host name in its xn-- form.
form-error-unknown-attribute = “{ $value }” is no attribute type. Write OU, C, ST, L, serialNumber or a dotted object identifier.
form-error-unfit-attribute = “{ $value }” has characters that this attribute cannot hold.
form-error-duplicate-key = “{ $value }” stands there twice.

cluster-error-server-missing = The address of the API server is missing.
cluster-error-server-not-https = The address has to begin with https://.
cluster-error-server-malformed = This is no address.
cluster-error-authority-unreadable = There is no certificate in this.
cluster-error-authority-is-key = This is a private key. The CA’s certificate is wanted here, never its key.
cluster-error-namespace-malformed = A namespace has lower-case letters, digits and dashes, at most 63.

answer-unrecognised = This is neither a CertificateSigningRequest nor a certificate ({ $detail })
    .remedy = Paste the whole output of kubectl get csr NAME -o yaml.
answer-other-kind = This is an object of kind { $detail }, not a CertificateSigningRequest
    .remedy = Paste the output of kubectl get csr NAME -o yaml.
answer-other-block = This is a { $detail }, not a certificate
    .remedy = The certificate stands in status.certificate; fetch it with kubectl get csr NAME -o yaml.
answer-bad-certificate = The certificate in it cannot be read ({ $detail })
    .remedy = Fetch it again, and copy it whole.
