//! Elements written one inside the other, in the distinguished encoding (X.690 section 10.1).

/// An element of this identifier octet, whose content is these parts one after the other.
pub fn tlv(identifier: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut element = Vec::with_capacity(length + 6);
    element.push(identifier);
    if length < 0x80 {
        element.push(length as u8);
    } else {
        let octets = length.to_be_bytes();
        let zeros = octets.iter().take_while(|octet| **octet == 0).count();
        element.push(0x80 | (octets.len() - zeros) as u8);
        element.extend(octets.iter().skip(zeros));
    }
    for part in parts {
        element.extend_from_slice(part);
    }
    element
}
