// Decodes with @peculiar/x509.
import "reflect-metadata";
import { SubjectAlternativeNameExtension, X509Certificate } from "@peculiar/x509";
import { show } from "./page.mjs";

show((der) => {
  const certificate = new X509Certificate(der);
  const names = certificate.getExtension(SubjectAlternativeNameExtension)?.names.items ?? [];
  return [
    `Subject: ${certificate.subject}`,
    `Issuer: ${certificate.issuer}`,
    `Not before: ${certificate.notBefore.toISOString()}`,
    `Not after: ${certificate.notAfter.toISOString()}`,
    ...names.map(({ type, value }) => `Alternative name: ${type}:${value}`),
  ];
});
