//! A certificate, a request, keys and a token in every file format that openssl and ssh-keygen write.

use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::openssl::Folder;

/// Opens everything that is encrypted.
pub const PASSPHRASE: &str = "correct-horse";
/// A bootstrap token.
pub const BOOTSTRAP: &str = "abcdef.0123456789abcdef";
/// A static token file.
pub const STATIC_TOKENS: &str = include_str!("../fixtures/pki/tokens.csv");
const STATIC_SECRET: &str = "static-token-0123456789abcdef";

/// What all forms are made of.
pub struct Material {
    pub certificate: String,
    pub certificate_der: Vec<u8>,
    pub request: String,
    pub key: String,
    pub token: String,
    pub dump: String,
    /// Everything else that openssl and ssh-keygen made, by its file's name.
    files: Vec<(&'static str, Vec<u8>)>,
}

impl Material {
    pub fn file(&self, name: &str) -> &[u8] {
        let found = self.files.iter().find(|(own, _)| *own == name);
        &found.unwrap_or_else(|| panic!("{name} was made")).1
    }

    pub fn text(&self, name: &str) -> &str {
        std::str::from_utf8(self.file(name)).expect("it is text")
    }

    /// Parts of secrets, none of which may be in any report.
    pub fn secrets(&self) -> Vec<String> {
        let mut secrets = vec![
            PASSPHRASE.to_owned(),
            STATIC_SECRET.to_owned(),
            BOOTSTRAP[7..].to_owned(),
            self.token.clone(),
            self.token
                .rsplit('.')
                .next()
                .expect("a signature")
                .to_owned(),
        ];
        let keys = [
            "pkcs1.pem",
            "sec1.pem",
            "encrypted.pem",
            "ssh",
            "ssh-encrypted",
        ];
        let texts = keys
            .iter()
            .map(|name| self.text(name))
            .chain([self.key.as_str()]);
        for text in texts {
            let body = text.lines().filter(|line| !line.starts_with("-----"));
            secrets.extend(body.map(|line| line.chars().take(40).collect()));
        }
        secrets
    }
}

const CA_CONFIGURATION: &str = "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\n\
                                default_crl_days=30\ncrlnumber=number\n";

fn ssh_keygen(folder: &Folder, name: &str, passphrase: &str) {
    let made = Command::new("ssh-keygen")
        .args([
            "-q", "-t", "ed25519", "-C", "somebody", "-N", passphrase, "-f", name,
        ])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .status()
        .expect("ssh-keygen is installed");
    assert!(made.success());
}

/// Made once for all tests.
pub fn material() -> &'static Material {
    static MATERIAL: OnceLock<Material> = OnceLock::new();
    MATERIAL.get_or_init(make)
}

fn make() -> Material {
    let folder = Folder::new();
    let text = |name: &str| String::from_utf8(folder.read(name)).expect("it is text");
    folder.openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem");
    folder.openssl(
        "req -x509 -new -key key.pem -subj /O=dev/CN=jane -days 30 -out cert.pem \
         -addext extendedKeyUsage=clientAuth -addext keyUsage=digitalSignature,cRLSign",
    );
    folder.openssl("req -new -key key.pem -subj /O=dev/CN=jane -out request.pem");
    folder.openssl("x509 -in cert.pem -outform DER -out cert.der");
    folder.openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem");
    folder.openssl("pkey -in rsa.pem -traditional -out pkcs1.pem");
    folder.openssl("pkey -in key.pem -traditional -out sec1.pem");
    folder.openssl("pkey -in key.pem -outform DER -out key.der");
    folder.openssl("pkey -in key.pem -pubout -out public.pem");
    folder.openssl("pkey -in key.pem -pubout -outform DER -out public.der");
    let pass = format!("-passout pass:{PASSPHRASE}");
    folder.openssl(&format!(
        "pkcs8 -topk8 -in key.pem -v2 aes-256-cbc {pass} -out encrypted.pem"
    ));
    let export = format!("pkcs12 -export -inkey key.pem -in cert.pem {pass}");
    folder.openssl(&format!("{export} -out modern.p12"));
    folder.openssl(&format!("{export} -legacy -out legacy.p12"));
    folder.openssl(&format!(
        "pkcs12 -in modern.p12 -passin pass:{PASSPHRASE} -noenc -out bag.pem"
    ));
    folder.openssl("crl2pkcs7 -nocrl -certfile cert.pem -out p7.pem");
    folder.openssl("crl2pkcs7 -nocrl -certfile cert.pem -outform DER -out p7.der");
    folder.write("index.txt", "");
    folder.write("number", "01\n");
    folder.write("ca.cnf", CA_CONFIGURATION);
    folder.openssl("ca -gencrl -config ca.cnf -keyfile key.pem -cert cert.pem -out crl.pem");
    folder.openssl("crl -in crl.pem -outform DER -out crl.der");
    ssh_keygen(&folder, "ssh", "");
    ssh_keygen(&folder, "ssh-encrypted", PASSPHRASE);
    let serial = "req -x509 -new -key key.pem -subj /CN=jane -days 30 -set_serial 0x20000000000001 -out serial.pem";
    folder.openssl(serial);
    let names = [
        "pkcs1.pem",
        "sec1.pem",
        "key.der",
        "public.pem",
        "public.der",
        "encrypted.pem",
        "modern.p12",
        "legacy.p12",
        "bag.pem",
        "p7.pem",
        "p7.der",
        "crl.pem",
        "crl.der",
        "ssh",
        "ssh.pub",
        "ssh-encrypted",
        "serial.pem",
    ];
    let recorded: Value = include_str!("../fixtures/tokens/tokens.jsonl")
        .lines()
        .next()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .expect("a line");
    Material {
        certificate: text("cert.pem"),
        certificate_der: folder.read("cert.der"),
        request: text("request.pem"),
        key: text("key.pem"),
        token: recorded["token"]
            .as_str()
            .expect("a token")
            .trim()
            .to_owned(),
        dump: folder.openssl("x509 -in cert.pem -noout -text"),
        files: names.map(|name| (name, folder.read(name))).to_vec(),
    }
}
