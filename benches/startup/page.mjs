// A page that only decodes: what a library comes to before anything is built on it.

// Shows what `decode` makes of a PEM's DER: lines of text.
export function show(decode) {
  const source = document.getElementById("source");
  const decoded = document.getElementById("decoded");
  source.addEventListener("input", () => {
    const body = source.value.match(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/)?.[1];
    if (!body) return;
    const der = Uint8Array.from(atob(body.replace(/\s/g, "")), (character) => character.charCodeAt(0));
    decoded.textContent = decode(der).join("\n");
  });
  source.disabled = false;
}
