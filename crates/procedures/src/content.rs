//! A name for the exact bytes of a pack.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

/// SHA-256 over names and bytes, in the order of names, as hex.
///
/// Lengths go in before contents, so that no two folders give the same stream.
pub fn content_hash(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut hasher = Sha256::new();
    for (name, bytes) in files {
        for part in [name.as_bytes(), bytes] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
    }
    hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::content_hash;

    fn folder(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn moving_a_letter_from_a_name_to_its_content_changes_the_hash() {
        let hashes = [
            content_hash(&folder(&[("ab", "c")])),
            content_hash(&folder(&[("a", "bc")])),
            content_hash(&folder(&[("a", "b"), ("c", "")])),
        ];
        assert_eq!(hashes[0].len(), 64);
        assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2] && hashes[0] != hashes[2]);
    }
}
