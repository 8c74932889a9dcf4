//! Texts of the browser in UTF-8.

use js_sys::{Function, JsString, Reflect, Uint8Array};
use wasm_bindgen::JsCast as _;
use web_sys::TextEncoder;

/// How much of a text is encoded at a time, in units of UTF-16.
const PIECE: u32 = 1 << 16;
/// A unit of UTF-16 takes three bytes of UTF-8 at most.
const UNIT_BYTES_MAX: u32 = 3;

/// UTF-8 of a text; nothing where the browser has no encoder.
///
/// It goes through a small piece of the browser's memory: browsers encode into memory that is there
/// already several times faster than into new one, and web-sys would take the whole text through ours
/// as UTF-16 first.
pub fn utf8(text: &JsString) -> Option<Vec<u8>> {
    let encoder = TextEncoder::new().ok()?;
    let encode_into: Function = Reflect::get(&encoder, &"encodeInto".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let buffer = Uint8Array::new_with_length(PIECE * UNIT_BYTES_MAX);
    let mut encoded = vec![0; (PIECE * UNIT_BYTES_MAX) as usize];
    let length = text.length();
    // Nearly every text is ASCII.
    let mut bytes = Vec::with_capacity(length as usize);
    let mut start = 0;
    while start < length {
        let mut end = length.min(start + PIECE);
        // The halves of a pair stay together.
        let is_first_half = |unit: f64| (0xd800..=0xdbff).contains(&(unit as u32));
        if end < length && is_first_half(text.char_code_at(end - 1)) {
            end -= 1;
        }
        let piece = text.slice(start, end);
        let progress = encode_into.call2(&encoder, &piece, &buffer).ok()?;
        let written = Reflect::get(&progress, &"written".into()).ok()?.as_f64()? as usize;
        let encoded = encoded.get_mut(..written)?;
        buffer.subarray(0, written as u32).copy_to(encoded);
        bytes.extend_from_slice(encoded);
        start = end;
    }
    Some(bytes)
}
