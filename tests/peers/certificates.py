"""What Python's cryptography and openssl read in certificates, requests and keys: one JSON object a line.

    certificates.py [--without-openssl] [FILE...]      # without files, their names are read from the input

A file is PEM, with a line for every block, or DER. The objects have the fields of Certbench's reports. What cannot be
compared is null: a directory name among the alternative names, an attribute that is no text. What cryptography refuses
within an object that it reads is "unreadable".
"""

import datetime
import hashlib
import json
import re
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
    load_pem_private_key,
    load_pem_public_key,
)
from cryptography.x509.oid import ExtensionOID

UNREADABLE = "unreadable"
BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----", re.DOTALL)
CERTIFICATES = ("CERTIFICATE", "X509 CERTIFICATE")
REQUESTS = ("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")
KEY_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
)
# These may be asked for only where key_agreement is set.
AGREEMENT_USAGES = ("encipher_only", "decipher_only")
OPENSSL = "openssl x509 -noout -serial -fingerprint -sha256 -startdate -enddate -dateopt iso_8601".split()
PROCESSES = 2


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def or_unreadable(read):
    """What a function returns, or the word for what it refuses; cryptography also raises what is no Exception."""
    try:
        return read()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        return UNREADABLE


def elements(der):
    """The tag, content and whole encoding of every element in a row."""
    position = 0
    while position < len(der):
        start, tag, length = position, der[position], der[position + 1]
        position += 2
        if length > 0x80:
            end = position + length - 0x80
            length = int.from_bytes(der[position:end], "big")
            position = end
        yield tag, der[position : position + length], der[start : position + length]
        position += length


def dotted(content):
    arcs, arc = [], 0
    for byte in content:
        arc = arc << 7 | byte & 0x7F
        if byte < 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, [first, arcs[0] - 40 * first, *arcs[1:]]))


def fields(to_be_signed):
    [(_, content, _)] = elements(to_be_signed)
    return list(elements(content))


def certificate_spki(certificate):
    found = fields(certificate.tbs_certificate_bytes)
    is_version_given = found[0][0] == 0xA0
    return found[6 if is_version_given else 5][2]


def request_spki(request):
    return fields(request.tbs_certrequest_bytes)[2][2]


def raw_extensions(certificate):
    """The type and the content of every extension, without a look at the content."""
    for tag, content, _ in fields(certificate.tbs_certificate_bytes):
        if tag == 0xA3:
            [(_, listed, _)] = elements(content)
            for _, extension, _ in elements(listed):
                parts = list(elements(extension))
                yield dotted(parts[0][1]), parts[-1][1]


def extension_alone(oid, content):
    """One extension as cryptography reads it in a certificate that has no other."""
    name = x509.Name([])
    key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
    start = datetime.datetime(2026, 1, 1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, start, start)
    unread = x509.UnrecognizedExtension(x509.ObjectIdentifier(oid), content)
    certificate = builder.add_extension(unread, critical=False).sign(key, None)
    return or_unreadable(lambda: next(iter(certificate.extensions)).value)


def certificate_extensions(certificate):
    try:
        return {extension.oid.dotted_string: extension.value for extension in certificate.extensions}
    except Exception:
        # One that is refused takes the others with it, so each is read by itself.
        found = {}
        for oid, content in raw_extensions(certificate):
            found[oid] = UNREADABLE if oid in found else extension_alone(oid, content)
        return found


def request_extensions(request):
    try:
        return {extension.oid.dotted_string: extension.value for extension in request.extensions}
    except Exception:
        return None


def extension_field(extensions, oid, read, absent=None):
    if extensions is None:
        return UNREADABLE
    value = extensions.get(oid.dotted_string)
    if value is None:
        return absent
    return UNREADABLE if value == UNREADABLE else or_unreadable(lambda: read(value))


def name_of(name):
    return [
        [[one.oid.dotted_string, one.value if isinstance(one.value, str) else None] for one in rdn] for rdn in name.rdns
    ]


def time_of(time):
    return time.isoformat().replace("+00:00", "Z")


def alternative_name(name):
    match name:
        case x509.DNSName():
            return {"type": "dns", "value": name.value}
        case x509.IPAddress():
            return {"type": "ip", "value": str(name.value)}
        case x509.RFC822Name():
            return {"type": "email", "value": name.value}
        case x509.UniformResourceIdentifier():
            return {"type": "uri", "value": name.value}
        case x509.DirectoryName():
            return {"type": "dirname", "value": None}
        case x509.RegisteredID():
            return {"type": "rid", "value": name.value.dotted_string}
        case x509.OtherName():
            return {"type": "other", "value": name.type_id.dotted_string}
    raise ValueError(f"{name} is of no known type")


def usages(value):
    names = KEY_USAGES + AGREEMENT_USAGES if value.key_agreement else KEY_USAGES
    return [name for name in names if getattr(value, name)]


def key_of(key, oid):
    match key:
        case rsa.RSAPublicKey():
            return {"kind": "RSA", "bits": key.key_size, "e": key.public_numbers().e}
        case ec.EllipticCurvePublicKey():
            return {"kind": "EC", "curve": key.curve.name, "bits": key.key_size}
        case ed25519.Ed25519PublicKey():
            return {"kind": "Ed25519"}
        case ed448.Ed448PublicKey():
            return {"kind": "Ed448"}
        case dsa.DSAPublicKey():
            return {"kind": "DSA", "bits": key.key_size}
    return {"kind": oid}


def embedded_key(holder):
    oid = holder.public_key_algorithm_oid.dotted_string
    try:
        return key_of(holder.public_key(), oid)
    except UnsupportedAlgorithm:
        known = ("1.2.840.113549.1.1.1", "1.2.840.10045.2.1", "1.2.840.10040.4.1")
        return UNREADABLE if oid in known else {"kind": oid}
    except Exception:
        return UNREADABLE


def common_extensions(extensions):
    return {
        "subject_alt_names": extension_field(
            extensions,
            ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
            lambda value: [alternative_name(name) for name in value],
            [],
        ),
        "key_usage": extension_field(extensions, ExtensionOID.KEY_USAGE, usages),
        "extended_key_usage": extension_field(
            extensions, ExtensionOID.EXTENDED_KEY_USAGE, lambda value: [usage.dotted_string for usage in value]
        ),
    }


def certificate_line(certificate):
    der = certificate.public_bytes(Encoding.DER)
    extensions = certificate_extensions(certificate)
    read = {
        "version": certificate.version.value + 1,
        "serial": or_unreadable(lambda: format(certificate.serial_number, "x")),
        "subject": or_unreadable(lambda: name_of(certificate.subject)),
        "issuer": or_unreadable(lambda: name_of(certificate.issuer)),
        "not_before": or_unreadable(lambda: time_of(certificate.not_valid_before_utc)),
        "not_after": or_unreadable(lambda: time_of(certificate.not_valid_after_utc)),
        "signature_algorithm": certificate.signature_algorithm_oid.dotted_string,
        "public_key": embedded_key(certificate),
        "spki_sha256": sha256(certificate_spki(certificate)),
        "sha256": sha256(der),
        **common_extensions(extensions),
        "basic_constraints": extension_field(
            extensions,
            ExtensionOID.BASIC_CONSTRAINTS,
            lambda value: {"ca": value.ca, "path_length": value.path_length},
        ),
        "subject_key_identifier": extension_field(
            extensions, ExtensionOID.SUBJECT_KEY_IDENTIFIER, lambda value: value.digest.hex()
        ),
        "authority_key_identifier": extension_field(
            extensions,
            ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
            lambda value: value.key_identifier.hex() if value.key_identifier is not None else None,
        ),
        "extensions": [oid for oid, _ in raw_extensions(certificate)],
    }
    return {"der_sha256": sha256(der), "certificate": read}


def request_line(request):
    read = {
        "subject": or_unreadable(lambda: name_of(request.subject)),
        "public_key": embedded_key(request),
        "spki_sha256": sha256(request_spki(request)),
        "signature_algorithm": request.signature_algorithm_oid.dotted_string,
        "signature_valid": or_unreadable(lambda: request.is_signature_valid),
        **common_extensions(request_extensions(request)),
    }
    return {"der_sha256": sha256(request.public_bytes(Encoding.DER)), "request": read}


def key_line(key):
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    [(_, content, _)] = elements(spki)
    [(_, algorithm, _), _] = elements(content)
    oid = dotted(next(elements(algorithm))[1])
    return {"key": {**key_of(key, oid), "spki_sha256": sha256(spki)}}


def read_block(label, block):
    if label in CERTIFICATES:
        return certificate_line(x509.load_pem_x509_certificate(block))
    if label in REQUESTS:
        return request_line(x509.load_pem_x509_csr(block))
    if label.endswith("PRIVATE KEY"):
        return key_line(load_pem_private_key(block, None).public_key())
    if label.endswith("PUBLIC KEY"):
        return key_line(load_pem_public_key(block))
    raise ValueError(f"a PEM block {label} is not compared")


def read_der(data):
    try:
        return certificate_line(x509.load_der_x509_certificate(data))
    except Exception as error:
        first = error
    for load in (
        lambda: request_line(x509.load_der_x509_csr(data)),
        lambda: key_line(load_der_private_key(data, None).public_key()),
        lambda: key_line(load_der_public_key(data)),
    ):
        line = or_unreadable(load)
        if line != UNREADABLE:
            return line
    raise first


def ask_openssl(form, data):
    done = subprocess.run([*OPENSSL, "-inform", form], input=data, capture_output=True, check=False)
    if done.returncode != 0:
        return None
    told = dict(line.split("=", 1) for line in done.stdout.decode("ascii", "replace").splitlines() if "=" in line)
    serial = told["serial"].lower()
    sign = "-" if serial.startswith("-") else ""
    return {
        "serial": sign + (serial.lstrip("-").lstrip("0") or "0"),
        "sha256": told["sha256 Fingerprint"].replace(":", "").lower(),
        "not_before": told["notBefore"].replace(" ", "T"),
        "not_after": told["notAfter"].replace(" ", "T"),
    }


def line_of(file, index, read, form, data, is_certificate, with_openssl):
    line = {"file": file, "index": index}
    try:
        line.update(read())
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        line["error"] = f"{type(error).__name__}: {error}"
    may_be_certificate = "certificate" in line or ("error" in line and is_certificate)
    if with_openssl and may_be_certificate:
        line["openssl"] = ask_openssl(form, data)
    return line


def lines_of(file, with_openssl):
    try:
        with open(file, "rb") as opened:
            data = opened.read()
    except OSError as error:
        return [{"file": file, "error": str(error)}]
    if b"-----BEGIN " not in data:
        return [line_of(file, 0, lambda: read_der(data), "DER", data, True, with_openssl)]
    lines = []
    for index, found in enumerate(BLOCK.finditer(data)):
        label, block = found[1].decode("ascii"), found[0] + b"\n"
        read = lambda label=label, block=block: read_block(label, block)
        lines.append(line_of(file, index, read, "PEM", block, label in CERTIFICATES, with_openssl))
    return lines or [{"file": file, "error": "no PEM block is whole"}]


def main():
    warnings.simplefilter("ignore")
    arguments = sys.argv[1:]
    with_openssl = "--without-openssl" not in arguments
    files = [argument for argument in arguments if argument != "--without-openssl"]
    files = files or [line for line in sys.stdin.read().splitlines() if line]
    with ThreadPoolExecutor(PROCESSES) as pool:
        for lines in pool.map(lambda file: lines_of(file, with_openssl), files):
            for line in lines:
                print(json.dumps(line))


if __name__ == "__main__":
    main()
