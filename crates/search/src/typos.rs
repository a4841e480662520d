//! Typing errors: syllables that are one or two edits apart, and syllables typed without a space between them.

use std::collections::HashMap;

/// Syllables that are used somewhere, by length, and which stand beside each other how often.
#[derive(Default)]
pub(crate) struct Vocabulary {
    by_length: Vec<Vec<String>>,
    counts: HashMap<String, u32>,
    pairs: HashMap<String, u32>,
}

/// Longer syllables are numbers or rubbish; Vietnamese ones have at most seven letters.
const LONGEST: usize = 24;
const SHORT: usize = 4;

impl Vocabulary {
    /// Notes a text, syllable by syllable.
    pub fn learn<'a>(&mut self, syllables: impl Iterator<Item = &'a str>) {
        let mut before: Option<&str> = None;
        for syllable in syllables {
            *self.counts.entry(syllable.to_owned()).or_default() += 1;
            if let Some(before) = before {
                *self.pairs.entry(format!("{before} {syllable}")).or_default() += 1;
            }
            before = Some(syllable);
        }
    }

    /// Sorts what was learnt; to be called once at the end.
    pub fn close(&mut self) {
        let mut by_length = vec![Vec::new(); LONGEST + 1];
        for word in self
            .counts
            .keys()
            .filter(|word| word.len() <= LONGEST && !word.starts_with(|c: char| c.is_ascii_digit()))
        {
            by_length[word.len()].push(word.clone());
        }
        by_length.iter_mut().for_each(|words| words.sort());
        self.by_length = by_length;
    }

    pub fn has(&self, word: &str) -> bool {
        self.counts.contains_key(word)
    }

    pub fn pair(&self, first: Option<&str>, second: Option<&str>) -> u32 {
        match (first, second) {
            (Some(first), Some(second)) => self.pairs.get(&format!("{first} {second}")).copied().unwrap_or(0),
            _ => 0,
        }
    }

    /// `khaisinh` as `khai`, `sinh`, when both are used and stand beside each other.
    pub fn split(&self, word: &str) -> Option<(String, String)> {
        if !word.is_ascii() || word.len() > LONGEST {
            return None;
        }
        let cuts = (2..word.len().saturating_sub(1)).map(|at| word.split_at(at));
        let best = cuts.max_by_key(|(a, b)| self.pair(Some(a), Some(b)))?;
        (self.pair(Some(best.0), Some(best.1)) > 0).then(|| (best.0.to_owned(), best.1.to_owned()))
    }

    /// The best syllable near `word` between its neighbours; `None` when none is near, or none fits and `must_fit`.
    pub fn near(
        &self,
        word: &str,
        (before, after): (Option<&str>, Option<&str>),
        fit: Fit,
    ) -> Option<String> {
        if !word.is_ascii() || word.len() < 2 || word.len() > LONGEST - 2 {
            return None;
        }
        let reach = if word.len() >= 6 { 2 } else { 1 };
        let lengths = word.len().saturating_sub(reach).max(1)..=(word.len() + reach);
        let mut best: Option<(u32, u32, std::cmp::Reverse<usize>, &str)> = None;
        for candidate in lengths.flat_map(|length| &self.by_length[length]) {
            let Some(edits) = edits(word.as_bytes(), candidate.as_bytes(), reach) else { continue };
            if edits == 0 {
                continue;
            }
            let pairs = self.pair(before, Some(candidate)) + self.pair(Some(candidate), after);
            // Near a short syllable there is always one; without a neighbour to speak for it, it is a guess.
            if pairs == 0 && (fit == Fit::Neighbours || word.len() < SHORT) {
                continue;
            }
            let count = self.counts.get(candidate).copied().unwrap_or(0);
            let rank = (pairs, count, std::cmp::Reverse(edits), candidate.as_str());
            best = best.max(Some(rank));
        }
        best.map(|(.., word)| word.to_owned())
    }
}

/// Whether a replacement must stand beside its neighbours somewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Neighbours,
    Anything,
}

/// Insertions, deletions, replacements and swaps of neighbours between two words, when they are at most `reach`.
fn edits(a: &[u8], b: &[u8], reach: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > reach {
        return None;
    }
    let mut rows = [[0_usize; LONGEST + 1]; 3];
    for (at, cell) in rows[0].iter_mut().enumerate() {
        *cell = at;
    }
    for i in 1..=a.len() {
        let (now, last, older) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[now][0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut value = (rows[last][j] + 1).min(rows[now][j - 1] + 1).min(rows[last][j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                value = value.min(rows[older][j - 2] + 1);
            }
            rows[now][j] = value;
            least = least.min(value);
        }
        if least > reach {
            return None;
        }
    }
    Some(rows[a.len() % 3][b.len()]).filter(|edits| *edits <= reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted_up_to_their_reach() {
        let count = |a: &str, b: &str| edits(a.as_bytes(), b.as_bytes(), 2);
        assert_eq!(count("sinh", "sinh"), Some(0));
        assert_eq!(count("sih", "sinh"), Some(1));
        assert_eq!(count("daonh", "doanh"), Some(1));
        assert_eq!(count("nghiep", "nghipe"), Some(1));
        assert_eq!(count("khai", "khaisinh"), None);
    }

    #[test]
    fn a_neighbour_decides_between_words_that_are_as_near() {
        let mut vocabulary = Vocabulary::default();
        for text in ["khai sinh", "si quan", "khai sinh", "ket hon"] {
            vocabulary.learn(text.split(' '));
        }
        vocabulary.close();
        assert_eq!(vocabulary.near("sih", (Some("khai"), None), Fit::Anything).as_deref(), Some("sinh"));
        assert_eq!(vocabulary.near("sih", (Some("ket"), None), Fit::Neighbours), None);
        assert_eq!(vocabulary.split("khaisinh"), Some(("khai".into(), "sinh".into())));
        assert_eq!(vocabulary.split("sinhkhai"), None);
    }
}
