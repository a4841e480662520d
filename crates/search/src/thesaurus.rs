//! Everyday words (_từ thường ngày_): what people say, and what the law calls it.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::tokens::{Token, tokens};

/// One turn of speech (_cách nói_).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// What people say; each phrase alone.
    pub say: Vec<String>,
    /// What it is called; each phrase alone.
    pub mean: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    ignored: Vec<String>,
    turns: Vec<Turn>,
}

/// What people say and what it means (_từ điển cách nói_).
#[derive(Clone, Debug, Default)]
pub struct Thesaurus {
    ignored: HashSet<String>,
    meanings: HashMap<String, Vec<Vec<Token>>>,
    longest: usize,
}

impl Thesaurus {
    /// Reads `law/search/synonyms.yaml`; a defect is told in words.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "không phải UTF-8".to_owned())?;
        let file: File = serde_saphyr::from_str(text).map_err(|error| error.to_string())?;
        let mut thesaurus = Self::default();
        for word in &file.ignored {
            thesaurus.ignored.extend(tokens(word).into_iter().map(|token| token.folded));
        }
        for turn in &file.turns {
            let means: Vec<_> =
                turn.mean.iter().map(|phrase| tokens(phrase)).filter(|phrase| !phrase.is_empty()).collect();
            if means.is_empty() || turn.say.is_empty() {
                return Err(format!("“{}” cần cả say và mean", turn.say.join(", ")));
            }
            for phrase in &turn.say {
                let said = key(&tokens(phrase));
                thesaurus.longest = thesaurus.longest.max(said.split(' ').count());
                thesaurus.meanings.entry(said).or_default().extend(means.iter().cloned());
            }
        }
        Ok(thesaurus)
    }

    /// Whether a syllable says nothing about what is looked for.
    pub(crate) fn is_ignored(&self, folded: &str) -> bool {
        self.ignored.contains(folded)
    }

    /// The longest phrase that `rest` begins with and that means something: how many syllables, and what.
    pub(crate) fn meaning(&self, rest: &[Token]) -> Option<(usize, &[Vec<Token>])> {
        let longest = self.longest.min(rest.len());
        (1..=longest)
            .rev()
            .find_map(|count| Some((count, self.meanings.get(&key(&rest[..count]))?.as_slice())))
    }

    /// Every phrase that people say.
    pub(crate) fn said(&self) -> impl Iterator<Item = &str> {
        self.meanings.keys().map(String::as_str)
    }
}

fn key(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.folded.as_str()).collect::<Vec<_>>().join(" ")
}
