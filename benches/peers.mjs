// The peers: the same request made by @peculiar/x509 and by pkijs, with an existing key; a token verified by jose.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import * as asn1js from "asn1js";
import * as jose from "jose";
import * as pkijs from "pkijs";

x509.cryptoProvider.set(crypto);
pkijs.setEngine("browser", new pkijs.CryptoEngine({ name: "browser", crypto, subtle: crypto.subtle }));

export const peers = {
  "@peculiar/x509": (keys) => async () => {
    const request = await x509.Pkcs10CertificateRequestGenerator.create({
      name: "O=dev,O=ops,CN=jane",
      keys,
      signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
    });
    return request.toString("pem");
  },
  pkijs: (keys) => async () => {
    const request = new pkijs.CertificationRequest();
    request.version = 0;
    for (const [type, value] of [["2.5.4.10", "dev"], ["2.5.4.10", "ops"], ["2.5.4.3", "jane"]]) {
      request.subject.typesAndValues.push(
        new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) }),
      );
    }
    await request.subjectPublicKeyInfo.importKey(keys.publicKey);
    await request.sign(keys.privateKey, "SHA-256");
    const der = new Uint8Array(request.toSchema(true).toBER(false));
    const body = btoa(String.fromCharCode(...der)).replace(/.{64}/g, "$&\n");
    return `-----BEGIN CERTIFICATE REQUEST-----\n${body}\n-----END CERTIFICATE REQUEST-----`;
  },
};

// Whether a token's signature is genuine, from texts to the verdict.
export async function verifyByJose(token, key, algorithm) {
  await jose.jwtVerify(token, await jose.importSPKI(key, algorithm));
  return true;
}
