// The peers: a PEM bundle read by jsrsasign, @peculiar/x509, pkijs and node-forge, every certificate to all that we
// tell of it. Each is used as fast as it can be: nothing is parsed twice, nothing is formatted that nobody asked for.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import * as asn1js from "asn1js";
import * as jsrsasign from "jsrsasign";
import forge from "node-forge";
import * as pkijs from "pkijs";

// WebCrypto's digests are asked for all at once; more in flight than these make it slower.
const BATCH = 256;
const BLOCK = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g;

// Something of every value goes in here, so that no reading is in vain.
let checksum = 0;

function note(value) {
  switch (typeof value) {
    case "string":
      checksum = (checksum * 31 + value.length + (value.charCodeAt(value.length - 1) | 0)) | 0;
      break;
    case "object":
      if (value !== null) for (const one of Array.isArray(value) ? value : Object.values(value)) note(one);
      break;
    default:
      checksum = (checksum * 31 + Number(value ?? 0)) | 0;
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hex(bytes) {
  if (bytes.toHex) return bytes.toHex();
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

function bytesOf(binary) {
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

const decode = Uint8Array.fromBase64 ? (body) => Uint8Array.fromBase64(body) : (body) => bytesOf(atob(body));

async function digests(certificates) {
  const { subtle } = crypto;
  const works = certificates.flatMap(({ der, spki }) => [
    subtle.digest("SHA-256", der),
    subtle.digest("SHA-1", der),
    subtle.digest("SHA-256", spki),
  ]);
  for (const digest of await Promise.all(works)) note(hex(new Uint8Array(digest)));
}

// Reads a bundle with a function that notes the fields of one certificate, given in base64, and returns what is to be
// hashed of it: `der` and `spki`.
const reader = (read) => async (bundle) => {
  let count = 0;
  let batch = [];
  for (const [, body] of bundle.matchAll(BLOCK)) {
    try {
      batch.push(read(body));
      count++;
    } catch {
      continue;
    }
    if (batch.length === BATCH) {
      await digests(batch);
      batch = [];
    }
  }
  await digests(batch);
  return count;
};

function readWithJsrsasign(body) {
  const { ASN1HEX, KEYUTIL, KJUR, X509 } = jsrsasign;
  const { atype2oidList } = KJUR.asn1.x509.OID;
  const der = decode(body);
  const certificate = new X509();
  certificate.readCertHex(hex(der));
  note(certificate.getVersion());
  note(certificate.getSerialNumberHex());
  for (const name of [certificate.getSubjectHex(), certificate.getIssuerHex()]) {
    for (const rdn of certificate.getX500NameArray(name)) {
      for (const { type, value } of rdn) {
        note(atype2oidList[type] ?? type);
        note(value);
      }
    }
  }
  note(jsrsasign.zulutodate(certificate.getNotBefore()).getTime());
  note(jsrsasign.zulutodate(certificate.getNotAfter()).getTime());
  note(certificate.getSignatureAlgorithmField());
  const spki = certificate.getSPKI();
  const key = KEYUTIL.parsePublicPKCS8Hex(spki);
  note(ASN1HEX.hextooidstr(key.algoid));
  if (key.algoid === "2a864886f70d010101") {
    const { n, e } = KEYUTIL.parsePublicRawRSAKeyHex(key.key);
    note(n.replace(/^00/, "").length * 4);
    note(e);
  } else if (key.algparam) {
    note(ASN1HEX.hextooidstr(key.algparam));
  }
  if (certificate.aExtInfo) {
    note(certificate.getExtSubjectAltName()?.array);
    note(certificate.getExtKeyUsage()?.names);
    note(certificate.getExtExtKeyUsage()?.array);
    const constraints = certificate.getExtBasicConstraints();
    note(constraints?.cA);
    note(constraints?.pathLen);
    note(certificate.getExtSubjectKeyIdentifier()?.kid.hex);
    note(certificate.getExtAuthorityKeyIdentifier()?.kid?.hex);
    for (const { oid } of certificate.aExtInfo) note(oid);
  }
  return { der, spki: bytesOf(jsrsasign.hextorstr(spki)) };
}

function readWithPeculiar(body) {
  const der = decode(body);
  const certificate = new x509.X509Certificate(der, { berOptions: { parseEmbedded: false } });
  const { tbsCertificate, signatureAlgorithm } = certificate.asn;
  note(tbsCertificate.version + 1);
  note(certificate.serialNumber);
  for (const name of [tbsCertificate.subject, tbsCertificate.issuer]) {
    for (const rdn of name) {
      for (const { type, value } of rdn) {
        note(type);
        note(value.toString());
      }
    }
  }
  note(certificate.notBefore.getTime());
  note(certificate.notAfter.getTime());
  note(signatureAlgorithm.algorithm);
  const { algorithm, rawData } = certificate.publicKey;
  note(algorithm.name);
  note(algorithm.namedCurve);
  note(algorithm.modulusLength);
  for (const extension of certificate.extensions) {
    note(extension.type);
    if (extension instanceof x509.SubjectAlternativeNameExtension) {
      for (const { type, value } of extension.names.items) {
        note(type);
        note(value);
      }
    } else if (extension instanceof x509.KeyUsagesExtension) {
      note(extension.usages);
    } else if (extension instanceof x509.ExtendedKeyUsageExtension) {
      note(extension.usages);
    } else if (extension instanceof x509.BasicConstraintsExtension) {
      note(extension.ca);
      note(extension.pathLength);
    } else if (extension instanceof x509.SubjectKeyIdentifierExtension) {
      note(extension.keyId);
    } else if (extension instanceof x509.AuthorityKeyIdentifierExtension) {
      note(extension.keyId);
    }
  }
  return { der, spki: rawData };
}

function noteGeneralName({ type, value }) {
  note(type);
  if (typeof value === "string") note(value);
  else if (value instanceof pkijs.RelativeDistinguishedNames) notePkijsName(value);
  else note(hex(value.valueBlock.valueHexView ?? new Uint8Array(value.toBER())));
}

function notePkijsName(name) {
  for (const { type, value } of name.typesAndValues) {
    note(type);
    note(value.valueBlock.value);
  }
}

function readWithPkijs(body) {
  const der = decode(body);
  const parsed = asn1js.fromBER(der, { parseEmbedded: false });
  if (parsed.offset === -1) throw new Error(parsed.result.error);
  const certificate = new pkijs.Certificate({ schema: parsed.result });
  note(certificate.version + 1);
  note(hex(certificate.serialNumber.valueBlock.valueHexView));
  notePkijsName(certificate.subject);
  notePkijsName(certificate.issuer);
  note(certificate.notBefore.value.getTime());
  note(certificate.notAfter.value.getTime());
  note(certificate.signatureAlgorithm.algorithmId);
  const { algorithm, parsedKey } = certificate.subjectPublicKeyInfo;
  note(algorithm.algorithmId);
  if (parsedKey instanceof pkijs.RSAPublicKey) {
    const modulus = parsedKey.modulus.valueBlock.valueHexView;
    note((modulus.length - (modulus[0] === 0 ? 1 : 0)) * 8);
    note(hex(parsedKey.publicExponent.valueBlock.valueHexView));
  } else if (parsedKey) {
    note(parsedKey.namedCurve);
  }
  for (const { extnID, parsedValue } of certificate.extensions ?? []) {
    note(extnID);
    switch (extnID) {
      case pkijs.id_SubjectAltName:
        for (const name of parsedValue.altNames) noteGeneralName(name);
        break;
      case pkijs.id_KeyUsage:
        note(hex(parsedValue.valueBlock.valueHexView));
        break;
      case pkijs.id_ExtKeyUsage:
        note(parsedValue.keyPurposes);
        break;
      case pkijs.id_BasicConstraints:
        note(parsedValue.cA);
        note(parsedValue.pathLenConstraint);
        break;
      case pkijs.id_SubjectKeyIdentifier:
        note(hex(parsedValue.valueBlock.valueHexView));
        break;
      case pkijs.id_AuthorityKeyIdentifier:
        if (parsedValue.keyIdentifier) note(hex(parsedValue.keyIdentifier.valueBlock.valueHexView));
        break;
    }
  }
  // The sixth field of version 1, which has none for the version.
  const fields = parsed.result.valueBlock.value[0].valueBlock.value;
  const isFirstVersion = fields[0].idBlock.tagClass === 1;
  return { der, spki: fields[isFirstVersion ? 5 : 6].valueBeforeDecodeView };
}

const KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
];

function readWithForge(body) {
  const { asn1, pki, util } = forge;
  const binary = atob(body);
  const parsed = asn1.fromDer(binary);
  const certificate = pki.certificateFromAsn1(parsed);
  note(certificate.version + 1);
  note(certificate.serialNumber);
  for (const name of [certificate.subject, certificate.issuer]) {
    for (const { type, value } of name.attributes) {
      note(type);
      note(value);
    }
  }
  note(certificate.validity.notBefore.getTime());
  note(certificate.validity.notAfter.getTime());
  note(certificate.signatureOid);
  note("RSA");
  note(certificate.publicKey.n.bitLength());
  note(certificate.publicKey.e.toString(16));
  for (const extension of certificate.extensions) {
    note(extension.id);
    switch (extension.id) {
      case pki.oids.subjectAltName:
        for (const { type, value, ip } of extension.altNames) {
          note(type);
          note(ip ?? value);
        }
        break;
      case pki.oids.keyUsage:
        for (const usage of KEY_USAGES) note(extension[usage]);
        break;
      case pki.oids.extKeyUsage:
        for (const [usage, is] of Object.entries(extension)) if (is === true) note(usage);
        break;
      case pki.oids.basicConstraints:
        note(extension.cA);
        note(extension.pathLenConstraint);
        break;
      case pki.oids.subjectKeyIdentifier:
        note(extension.subjectKeyIdentifier);
        break;
      case pki.oids.authorityKeyIdentifier:
        for (const { tagClass, type, value } of asn1.fromDer(extension.value).value) {
          if (tagClass === asn1.Class.CONTEXT_SPECIFIC && type === 0) note(util.bytesToHex(value));
        }
        break;
    }
  }
  const fields = parsed.value[0].value;
  const isFirstVersion = fields[0].tagClass === asn1.Class.UNIVERSAL;
  const spki = asn1.toDer(fields[isFirstVersion ? 5 : 6]).getBytes();
  return { der: bytesOf(binary), spki: bytesOf(spki) };
}

export const readers = {
  jsrsasign: reader(readWithJsrsasign),
  "@peculiar/x509": reader(readWithPeculiar),
  pkijs: reader(readWithPkijs),
  "node-forge": reader(readWithForge),
};
