//! The tree of any octets, against `openssl asn1parse`.

use certbench::domain::formats::asn1::names;
use certbench::domain::formats::asn1::tree::{Class, DEPTH_LIMIT, NODE_LIMIT, Node, Reason, tree};
use certbench::domain::formats::go::pem;
use proptest::prelude::{any, proptest};

use crate::openssl::Folder;

/// The name that asn1parse gives a tag.
fn tag_name(node: &Node) -> String {
    const NAMES: [&str; 31] = [
        "EOC",
        "BOOLEAN",
        "INTEGER",
        "BIT STRING",
        "OCTET STRING",
        "NULL",
        "OBJECT",
        "OBJECT DESCRIPTOR",
        "EXTERNAL",
        "REAL",
        "ENUMERATED",
        "<ASN1 11>",
        "UTF8STRING",
        "<ASN1 13>",
        "<ASN1 14>",
        "<ASN1 15>",
        "SEQUENCE",
        "SET",
        "NUMERICSTRING",
        "PRINTABLESTRING",
        "T61STRING",
        "VIDEOTEXSTRING",
        "IA5STRING",
        "UTCTIME",
        "GENERALIZEDTIME",
        "GRAPHICSTRING",
        "VISIBLESTRING",
        "GENERALSTRING",
        "UNIVERSALSTRING",
        "<ASN1 29>",
        "BMPSTRING",
    ];
    match node.class {
        Class::Universal => (*NAMES.get(node.tag as usize).expect("a universal tag")).to_owned(),
        Class::Application => format!("appl [ {} ]", node.tag),
        Class::Context => format!("cont [ {} ]", node.tag),
        Class::Private => format!("priv [ {} ]", node.tag),
    }
}

/// The nodes outside of strings, as asn1parse writes them before the value.
fn lines(der: &[u8]) -> Vec<String> {
    let tree = tree(der);
    assert_eq!(tree.error, None);
    let mut hidden_below = None;
    let mut lines = Vec::new();
    for node in &tree.nodes {
        if hidden_below.is_some_and(|depth| node.depth > depth) {
            continue;
        }
        hidden_below = node.encapsulates.then_some(node.depth);
        lines.push(format!(
            "{}:d={} hl={} l={} {}:{}",
            node.offset,
            node.depth,
            node.header_length,
            if node.indefinite {
                "inf".to_owned()
            } else {
                node.length.to_string()
            },
            if node.constructed { "cons" } else { "prim" },
            tag_name(node),
        ));
    }
    lines
}

/// How many elements openssl and we agree on.
fn compare(folder: &Folder, der: &[u8], what: &str) -> usize {
    folder.write("compared.der", der);
    let printed = folder.openssl("asn1parse -i -inform DER -in compared.der");
    let theirs: Vec<String> = printed
        .lines()
        // The rest are the further lines of a value.
        .filter(|line| line.contains(":d=") && line.contains(" hl="))
        .map(|line| {
            // "  4:d=1  hl=2 l=   3 cons:  cont [ 0 ]        " and perhaps ":value".
            let words: Vec<&str> = line.split_whitespace().collect();
            let line = words.join(" ").replace("l= ", "l=").replace(": ", ":");
            let fields: Vec<&str> = line.split(':').collect();
            let name = fields.get(2).copied().unwrap_or_default();
            let name = name.trim_end_matches("[HEX DUMP]").trim_end();
            format!("{}:{}:{name}", fields[0], fields[1])
        })
        .collect();
    assert_eq!(lines(der), theirs, "{what}");
    theirs.len()
}

#[test]
fn every_element_is_where_openssl_finds_it() {
    let folder = Folder::new();
    let make = |arguments: &str| folder.openssl(arguments);
    make("genrsa -out rsa.pem 2048");
    make("ecparam -name prime256v1 -genkey -noout -out ec.pem");
    make("genpkey -algorithm ed25519 -out ed.pem");
    make("genpkey -algorithm x25519 -out x.pem");
    make("pkey -in rsa.pem -traditional -out traditional.pem");
    make("pkcs8 -topk8 -in ec.pem -passout pass:x -out encrypted.pem");
    make("dsaparam -genkey -out dsa.pem 1024");
    for key in ["rsa", "ec", "ed"] {
        make(&format!(
            "req -new -key {key}.pem -subj /CN=x/O=y -addext subjectAltName=DNS:a,IP:::1 -out {key}-csr.pem"
        ));
        make(&format!(
            "req -x509 -new -key {key}.pem -subj /CN=x/O=y -addext keyUsage=digitalSignature -out {key}-crt.pem"
        ));
        make(&format!("pkey -in {key}.pem -pubout -out {key}-pub.pem"));
    }
    make("req -x509 -new -key ec.pem -utf8 -subj /CN=Jörg -out utf8.pem");
    folder.write("index.txt", "");
    folder.write(
        "ca.cnf",
        "[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=3\n",
    );
    make("ca -config ca.cnf -gencrl -keyfile ec.pem -cert ec-crt.pem -out crl.pem");
    make("crl2pkcs7 -nocrl -certfile ec-crt.pem -certfile rsa-crt.pem -out p7.pem");
    make(
        "cms -sign -binary -in index.txt -signer rsa-crt.pem -inkey rsa.pem -outform PEM -out cms.pem",
    );
    // Streamed, and so of indefinite length.
    make(
        "cms -sign -stream -nodetach -in rsa.pem -signer rsa-crt.pem -inkey rsa.pem -outform DER -out stream.der",
    );
    make("pkcs12 -export -in rsa-crt.pem -inkey rsa.pem -passout pass:x -out bag.p12");
    make(
        "pkcs12 -export -in ec-crt.pem -inkey ec.pem -passout pass: -keypbe NONE -certpbe NONE -out plain.p12",
    );

    let mut inputs: Vec<(String, Vec<u8>)> = Vec::new();
    for name in ["stream.der", "bag.p12", "plain.p12"] {
        inputs.push((name.to_owned(), folder.read(name)));
    }
    let fixtures =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/walkthrough");
    for place in [folder.path(), &fixtures] {
        for entry in std::fs::read_dir(place).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            let text = std::fs::read(&path).expect("it can be read");
            let mut rest = text.as_slice();
            while let Some((block, after)) = pem::decode(rest) {
                inputs.push((path.display().to_string(), block.der));
                rest = after;
            }
        }
    }
    let elements: usize = inputs
        .iter()
        .map(|(name, der)| compare(&folder, der, name))
        .sum();
    println!(
        "{elements} elements of {} files agree with openssl",
        inputs.len()
    );
    assert!(inputs.len() > 20);
}

fn values(der: &[u8]) -> Vec<String> {
    let tree = tree(der);
    assert_eq!(tree.error, None);
    tree.nodes.into_iter().map(|node| node.value).collect()
}

#[test]
fn values_are_read() {
    let cases: &[(&[u8], &str)] = &[
        (b"\x01\x01\xff", "TRUE"),
        (b"\x01\x01\x00", "FALSE"),
        (b"\x02\x01\x80", "-128"),
        (b"\x02\x02\x01\x00", "256"),
        (
            b"\x02\x11\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
            "00ffffffffffffffffffffffffffffffff",
        ),
        (b"\x05\x00", ""),
        (b"\x06\x03\x55\x04\x03", "2.5.4.3 (commonName)"),
        (b"\x06\x03\x88\x37\x03", "2.999.3"),
        (
            b"\x06\x0a\x2b\x06\x01\x04\x01\x83\xc2\x53\x02\x01",
            "1.3.6.1.4.1.57683.2.1",
        ),
        (
            b"\x06\x09\x2b\x06\x01\x04\x01\x83\xc2\x53\x02",
            "1.3.6.1.4.1.57683.2 (Kubernetes user UID)",
        ),
        (b"\x0c\x02\xc3\xa4", "ä"),
        (b"\x0c\x02\xc3\x28", "c328"),
        (b"\x13\x01x", "x"),
        (b"\x14\x01\xe4", "ä"),
        (b"\x1e\x04\x00\xe4\x00x", "äx"),
        (b"\x1c\x04\x00\x01\xf6\x00", "😀"),
        (b"\x17\x0d250102030405Z", "250102030405Z"),
        (b"\x03\x02\x05\xa0", "a0"),
        (b"\x82\x03a.b", "\"a.b\""),
        (b"\x82\x01\x00", "00"),
        (b"\x16\x01\x0a", "\\u{a}"),
    ];
    for (der, value) in cases {
        assert_eq!(values(der), [*value], "{der:02x?}");
    }
    let mut long = vec![4, 65];
    long.extend([0xab; 65]);
    assert_eq!(values(&long), ["ab".repeat(64) + "…"]);
}

#[test]
fn strings_that_hold_elements_are_opened() {
    let found = tree(b"\x04\x05\x30\x03\x02\x01\x07");
    let shape: Vec<_> = found
        .nodes
        .iter()
        .map(|node| (node.depth, node.offset, node.tag))
        .collect();
    assert_eq!(shape, [(0, 0, 4), (1, 2, 16), (2, 4, 2)]);
    assert!(found.nodes[0].encapsulates);
    let bits = tree(b"\x03\x03\x00\x05\x00");
    assert!(bits.nodes[0].encapsulates);
    assert_eq!(bits.nodes[1].offset, 3);
    // Unused bits, trailing octets, a length too many, a constructed string, an overlong integer.
    for closed in [
        &b"\x03\x03\x01\x05\x00"[..],
        b"\x04\x04\x30\x01\x05\x00",
        b"\x04\x03\x05\x00\x00",
        b"\x04\x03\x24\x01\x05",
        b"\x04\x04\x02\x02\x00\x01",
        b"\x04\x02\x80\x00",
    ] {
        assert!(!tree(closed).nodes[0].encapsulates, "{closed:02x?}");
    }
}

#[test]
fn mistakes_and_limits_are_named() {
    let cases: &[(&[u8], usize, Reason)] = &[
        (b"\x30", 0, Reason::HeaderCut),
        (b"\x30\x82\x01", 0, Reason::HeaderCut),
        (b"\x30\x03\x02\x01", 0, Reason::ContentCut),
        (b"\x30\x03\x02\x02\x01", 2, Reason::ContentCut),
        (b"\x04\x80", 0, Reason::PrimitiveIndefinite),
        (b"\x04\xff", 0, Reason::LengthInvalid),
        (
            b"\x04\x88\xff\xff\xff\xff\xff\xff\xff\xff",
            0,
            Reason::LengthInvalid,
        ),
        (b"\x1f\xff\xff\xff\xff\xff\x7f\x00", 0, Reason::TagTooLarge),
        (b"\x30\x80\x05\x00", 4, Reason::EndMissing),
    ];
    for (der, offset, reason) in cases {
        let error = tree(der).error.expect("a mistake");
        assert_eq!(
            (error.offset, error.reason),
            (*offset, *reason),
            "{der:02x?}"
        );
    }
    let deep = tree(&b"\x30\x80".repeat(10_000));
    assert_eq!(
        deep.error.map(|error| error.reason),
        Some(Reason::TooDeep(DEPTH_LIMIT))
    );
    let many = tree(&b"\x05\x00".repeat(NODE_LIMIT + 1));
    assert_eq!(
        many.error.map(|error| error.reason),
        Some(Reason::TooMany(NODE_LIMIT))
    );
    assert_eq!(many.nodes.len(), NODE_LIMIT);
}

#[test]
fn the_tables_of_names_are_in_order_and_openssl_agrees() {
    for table in names::tables() {
        assert!(table.is_sorted_by(|(one, _), (next, _)| one < next));
    }
    let folder = Folder::new();
    let objects = folder.openssl("list -objects");
    let [known, others, short] = names::tables();
    for (oid, name) in known {
        // "SN = LN, OID", or "name = OID" where both names are the same.
        let long = objects.contains(&format!(" = {name}, {oid}\n"));
        assert!(
            long || objects.contains(&format!("{name} = {oid}\n")),
            "{oid} {name}"
        );
    }
    for (oid, name) in short {
        assert!(objects.contains(&format!("{name} = ")), "{oid} {name}");
    }
    for (oid, _) in others {
        assert!(!objects.contains(&format!(" {oid}\n")), "{oid} is known");
    }
}

proptest! {
    #[test]
    fn no_octets_crash_the_tree(bytes in any::<Vec<u8>>()) {
        let found = tree(&bytes);
        for node in &found.nodes {
            assert!(node.offset + node.header_length + node.length <= bytes.len());
        }
    }

    #[test]
    fn no_change_of_one_octet_crashes_the_tree(place in any::<proptest::sample::Index>(), byte in any::<u8>()) {
        let pem = include_str!("../fixtures/walkthrough/myuser.csr");
        let (block, _) = pem::decode(pem.as_bytes()).expect("PEM");
        let mut der = block.der;
        let place = place.index(der.len());
        der[place] = byte;
        let _ = tree(&der);
    }
}
