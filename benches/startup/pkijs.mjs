// Decodes with pkijs.
import { Certificate, id_SubjectAltName } from "pkijs";
import { show } from "./page.mjs";

const IP_ADDRESS = 7;
const general = ({ type, value }) => (type === IP_ADDRESS ? new Uint8Array(value.valueBlock.valueHexView).join(".") : value);
const text = (name) => name.typesAndValues.map(({ type, value }) => `${type}=${value.valueBlock.value}`).join(", ");

show((der) => {
  const certificate = Certificate.fromBER(der);
  const extension = certificate.extensions?.find(({ extnID }) => extnID === id_SubjectAltName);
  const names = extension?.parsedValue.altNames ?? [];
  return [
    `Subject: ${text(certificate.subject)}`,
    `Issuer: ${text(certificate.issuer)}`,
    `Not before: ${certificate.notBefore.value.toISOString()}`,
    `Not after: ${certificate.notAfter.value.toISOString()}`,
    ...names.map((name) => `Alternative name: ${name.type}:${general(name)}`),
  ];
});
