"""Prints distinct leaf certificates as a cluster issues them: `leaves.py COUNT`.

Keys and signatures are ECDSA on P-256, names are encoded as Go encodes them, extensions stand in the order in which
Go writes them.
"""

import datetime
import ipaddress
import secrets
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# Kubernetes' controller manager draws serials of 128 bits.
SERIAL_BITS = 128
YEAR = datetime.timedelta(days=365)
KEY_USAGE = x509.KeyUsage(
    digital_signature=True,
    content_commitment=False,
    key_encipherment=True,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
START = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
# What an ASN.1 PrintableString may hold beside letters and digits, as Go sees it.
PRINTABLE = " '()+,-./:=?*&"


def attribute(oid, text):
    is_printable = all(letter.isascii() and letter.isalnum() or letter in PRINTABLE for letter in text)
    kind = _ASN1Type.PrintableString if is_printable else _ASN1Type.UTF8String
    return x509.NameAttribute(oid, text, kind)


def subject_and_names(number):
    """Users, nodes, and nodes with alternative names take turns."""
    if number % 3 == 0:
        groups = [f"team-{number % 17}", f"stage-{number % 5}"]
        return groups, f"user-{number}@example.com", []
    node = f"node-{number}.region-{number % 7}.example.com"
    if number % 3 == 1:
        return ["system:nodes"], f"system:node:{node}", []
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    names = [x509.DNSName(node), x509.IPAddress(ipaddress.ip_address(address))]
    return ["system:nodes"], f"system:node:{node}", names


def leaf(number, authority, issuer, authority_key):
    groups, user, names = subject_and_names(number)
    # Go puts all values of one type into one RDN.
    subject = x509.Name(
        [
            x509.RelativeDistinguishedName([attribute(NameOID.ORGANIZATION_NAME, group) for group in groups]),
            x509.RelativeDistinguishedName([attribute(NameOID.COMMON_NAME, user)]),
        ]
    )
    start = START + datetime.timedelta(minutes=number)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(ec.generate_private_key(ec.SECP256R1()).public_key())
        .serial_number(secrets.randbits(SERIAL_BITS) or 1)
        .not_valid_before(start)
        .not_valid_after(start + YEAR)
        .add_extension(KEY_USAGE, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(authority_key, critical=False)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(authority, hashes.SHA256())


def main():
    count = int(sys.argv[1])
    authority = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([attribute(NameOID.COMMON_NAME, "kubernetes")])
    authority_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key())
    for number in range(count):
        certificate = leaf(number, authority, issuer, authority_key)
        sys.stdout.write(certificate.public_bytes(serialization.Encoding.PEM).decode("ascii"))


if __name__ == "__main__":
    main()
