//! Standard base64 as Go's `encoding/base64` decodes it, down to the position it complains about.

/// The position Go names in `illegal base64 data at input byte N`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("illegal base64 data at input byte {0}")]
pub struct CorruptInputError(pub usize);

fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// Decodes with padding required and line breaks ignored, as `base64.StdEncoding.Decode` does
/// (Go `src/encoding/base64/base64.go`, `decodeQuantum`).
pub fn decode(input: &[u8]) -> Result<Vec<u8>, CorruptInputError> {
    let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let mut output = Vec::with_capacity(input.len() / 4 * 3);
    let mut position = 0;
    while position < input.len() {
        let mut quantum = [0_u8; 4];
        let mut count = 0;
        let mut ended = false;
        while count < 4 {
            let Some(&byte) = input.get(position) else {
                if count == 0 {
                    return Ok(output);
                }
                return Err(CorruptInputError(position - count));
            };
            position += 1;
            if let Some(value) = sextet(byte) {
                quantum[count] = value;
                count += 1;
                continue;
            }
            if is_break(&byte) {
                continue;
            }
            if byte != b'=' || count < 2 {
                return Err(CorruptInputError(position - 1));
            }
            let skip_breaks = |from: usize| {
                from + input[from..]
                    .iter()
                    .take_while(|byte| is_break(byte))
                    .count()
            };
            if count == 2 {
                position = skip_breaks(position);
                match input.get(position) {
                    None => return Err(CorruptInputError(input.len())),
                    Some(b'=') => position += 1,
                    Some(_) => return Err(CorruptInputError(position - 1)),
                }
            }
            position = skip_breaks(position);
            if position < input.len() {
                return Err(CorruptInputError(position));
            }
            ended = true;
            break;
        }
        let joined = quantum
            .iter()
            .fold(0_u32, |joined, &value| joined << 6 | u32::from(value));
        output.extend(
            joined.to_be_bytes()[1..]
                .iter()
                .take(if ended { count - 1 } else { 3 }),
        );
    }
    Ok(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_go() {
        // Followed by hand through decodeQuantum; the recorded control plane agrees on 0 and 1208
        // (tests/fixtures/csr.jsonl, req-not-base64 and req-b64url).
        let cases: [(&str, Result<&[u8], usize>); 10] = [
            ("", Ok(b"")),
            ("YWJj", Ok(b"abc")),
            ("YWI=", Ok(b"ab")),
            ("YQ=\n=\n", Ok(b"a")),
            ("Y\nWJ\r\nj", Ok(b"abc")),
            ("YWI", Err(0)),
            ("YWJjYQ", Err(4)),
            ("YQ=x", Err(2)),
            ("YWJj-_", Err(4)),
            ("YWI=YWI=", Err(4)),
        ];
        for (input, expected) in cases {
            let actual = decode(input.as_bytes());
            assert_eq!(
                actual,
                expected.map(<[u8]>::to_vec).map_err(CorruptInputError),
                "{input:?}"
            );
        }
    }
}
