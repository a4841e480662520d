//! Ids and secrets: the only place that asks the machine for chance.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Where ids and secrets come from: the machine, or a counter for tests and demo stories.
#[derive(Clone, Debug, Default)]
pub enum Ids {
    /// UUID v7 and the machine's random source.
    #[default]
    System,
    /// Reproducible ids: a seed and a counter. Never for a served database.
    Counted(Arc<AtomicU64>),
}

/// Letters and digits that are not confused when read aloud or by hand: no 0/O, 1/I/L, 2/Z, 5/S, 8/B.
const READABLE: &[u8; 25] = b"34679ACDEFGHJKMNPQRTUVWXY";

impl Ids {
    /// A source that gives the same ids in the same order.
    pub fn counted(from: u64) -> Self {
        Self::Counted(Arc::new(AtomicU64::new(from)))
    }

    /// A new id, growing with time so that indexes stay dense.
    #[expect(clippy::disallowed_methods, reason = "this is the one source of ids")]
    pub fn uuid(&self) -> Uuid {
        match self {
            Self::System => Uuid::now_v7(),
            Self::Counted(n) => {
                let n = n.fetch_add(1, Ordering::SeqCst);
                Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000_u128 | u128::from(n))
            }
        }
    }

    /// 32 unguessable bytes.
    #[expect(clippy::disallowed_methods, reason = "this is the one source of chance")]
    pub fn secret(&self) -> [u8; 32] {
        match self {
            Self::System => {
                let mut hash = Sha256::new();
                // Four version-4 ids carry 488 random bits of the system's generator.
                for _ in 0..4 {
                    hash.update(Uuid::new_v4().as_bytes());
                }
                hash.finalize().into()
            }
            Self::Counted(_) => Sha256::digest(self.uuid().as_bytes()).into(),
        }
    }

    /// A code of `length` characters (at most 32) that a person can read out, about 4.6 bits a character.
    pub fn readable_code(&self, length: usize) -> String {
        self.secret()
            .iter()
            .take(length)
            .map(|byte| READABLE[usize::from(*byte) % READABLE.len()] as char)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_ids_repeat_from_the_same_start() {
        let (a, b) = (Ids::counted(7), Ids::counted(7));
        assert_eq!(a.uuid(), b.uuid());
        assert_ne!(a.uuid(), a.uuid());
    }

    #[test]
    fn a_readable_code_has_no_letters_that_are_confused() {
        let code = Ids::System.readable_code(12);
        assert_eq!(code.len(), 12);
        assert!(code.chars().all(|c| !"01258OILZSB".contains(c)), "{code}");
    }
}
