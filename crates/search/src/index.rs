//! Answers: documents by how well they fit.

use crate::build::{Document, Posting, Postings};
use crate::query::{Question, Slot, questions};
use crate::thesaurus::Thesaurus;
use crate::tokens::{Token, tokens};

/// The number of a document, in the order in which they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit(pub u32);

/// Documents ready to be asked for (_chỉ mục tìm kiếm_).
#[derive(Default)]
pub struct Index {
    codes: Vec<String>,
    nearness: Vec<f32>,
    postings: Postings,
    thesaurus: Thesaurus,
}

/// Longer questions are cut.
const MOST_CHARACTERS: usize = 300;
/// Pairs of neighbours count more than their syllables apart.
const PAIR: f32 = 1.6;
/// Share of a term's weight that depends on its marks, when marks were typed.
const MARKS: f32 = 0.4;
/// A document that has less of what was asked is no answer.
const LEAST_COVERAGE: f32 = 0.34;
/// Nor is one that fits so much worse than the best.
const LEAST_OF_BEST: f32 = 0.22;
/// A keyword or a name that stands in the question as a whole, for each of its syllables.
const PHRASE: f32 = 2.2;
const LONGEST_PHRASE: usize = 12;

impl Index {
    /// An index over these documents.
    pub fn new(documents: &[Document], thesaurus: Thesaurus) -> Self {
        let mut postings = Postings::of(documents);
        for said in thesaurus.said() {
            postings.vocabulary.learn(said.split(' '));
        }
        postings.vocabulary.close();
        Self {
            codes: documents.iter().map(|document| document.code.clone()).collect(),
            nearness: documents
                .iter()
                .map(|document| document.nearness_percent.max(1) as f32 / 100.0)
                .collect(),
            postings,
            thesaurus,
        }
    }

    /// The code of a document.
    pub fn code(&self, hit: Hit) -> &str {
        self.codes.get(hit.0 as usize).map_or("", String::as_str)
    }

    /// What fits `text`, best first; nothing for a question without words.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let text: String = text.chars().take(MOST_CHARACTERS).collect();
        let by_code = self.by_code(&text);
        if !by_code.is_empty() {
            return by_code;
        }
        let mut scores = vec![0.0_f32; self.codes.len()];
        for question in questions(&text, (&self.thesaurus, &self.postings.vocabulary)) {
            for (best, score) in scores.iter_mut().zip(self.score(&question)) {
                *best = best.max(score * question.trust);
            }
        }
        let best = scores.iter().copied().fold(0.0, f32::max);
        let mut hits: Vec<_> =
            (0..self.codes.len()).filter(|at| scores[*at] > best * LEAST_OF_BEST).collect();
        hits.sort_by(|a, b| {
            scores[*b].total_cmp(&scores[*a]).then_with(|| self.codes[*a].cmp(&self.codes[*b]))
        });
        hits.into_iter().map(|at| Hit(at as u32)).collect()
    }

    /// Documents whose code was typed, or its beginning.
    fn by_code(&self, text: &str) -> Vec<Hit> {
        let [only] = tokens(text).try_into().unwrap_or_else(|_| [Token::plain("")]);
        let typed: String = only.folded.chars().filter(|c| *c != '.').collect();
        if typed.len() < 3 || !typed.chars().any(|c| c.is_ascii_digit()) {
            return vec![];
        }
        let is_it = |code: &String| code.to_lowercase().replace('.', "").starts_with(&typed);
        let mut hits: Vec<_> = (0..self.codes.len()).filter(|at| is_it(&self.codes[*at])).collect();
        hits.sort_by(|a, b| self.codes[*a].cmp(&self.codes[*b]));
        hits.into_iter().map(|at| Hit(at as u32)).collect()
    }

    fn score(&self, question: &Question) -> Vec<f32> {
        let count = self.codes.len();
        let (mut scores, mut covered) = (vec![0.0_f32; count], vec![0.0_f32; count]);
        let mut whole = 0.0;
        for slot in &question.slots {
            whole += self.fill(slot, (&mut scores, &mut covered));
        }
        for pair in question.tokens.windows(2) {
            let weight =
                if pair.iter().any(|token| self.thesaurus.is_ignored(&token.folded)) { 0.2 } else { 1.0 };
            self.add_pair((&pair[0], &pair[1]), PAIR * weight, &mut scores);
        }
        self.add_phrases(&question.tokens, &mut scores);
        for at in 0..count {
            let coverage = if whole > 0.0 { covered[at] / whole } else { 0.0 };
            scores[at] = if coverage < LEAST_COVERAGE {
                0.0
            } else {
                scores[at] * coverage * (0.7 + 0.5 * self.asked_share(at, question)) * self.nearness[at]
            };
        }
        scores
    }

    /// Adds what one slot gives each document, and how much of the slot it has; gives the slot's share of the question.
    fn fill(&self, slot: &Slot, (scores, covered): (&mut [f32], &mut [f32])) -> f32 {
        let mass = slot.ways[0]
            .0
            .iter()
            .map(|token| self.rarity(self.postings.folded.get(&token.folded)))
            .sum::<f32>();
        let share = slot.weight * mass.max(1.0);
        let (mut best, mut best_part) = (vec![0.0_f32; scores.len()], vec![0.0_f32; scores.len()]);
        for (way, counts) in &slot.ways {
            let (mut sum, mut part) = (vec![0.0_f32; scores.len()], vec![0.0_f32; scores.len()]);
            let rarities: Vec<_> =
                way.iter().map(|token| self.rarity(self.postings.folded.get(&token.folded))).collect();
            let all = rarities.iter().sum::<f32>().max(0.001);
            for (token, rarity) in way.iter().zip(&rarities) {
                self.add(token, *rarity, &mut sum);
                for posting in self.postings.folded.get(&token.folded) {
                    part[posting.document as usize] += rarity / all;
                }
            }
            if slot.ways.len() > 1 {
                way.windows(2).for_each(|pair| self.add_pair((&pair[0], &pair[1]), PAIR, &mut sum));
            }
            for at in 0..scores.len() {
                best[at] = best[at].max(sum[at] * counts * slot.weight * part[at]);
                best_part[at] = best_part[at].max(part[at] * counts.max(MEANT_COVERS));
            }
        }
        for at in 0..scores.len() {
            scores[at] += best[at];
            covered[at] += best_part[at].min(1.0) * share;
        }
        share
    }

    fn add(&self, token: &Token, weight: f32, into: &mut [f32]) {
        let marks = if token.has_marks() { MARKS } else { 0.0 };
        for posting in self.postings.folded.get(&token.folded) {
            into[posting.document as usize] += posting.weight * weight * (1.0 - marks);
        }
        if marks > 0.0 {
            for posting in self.postings.exact.get(&token.exact) {
                into[posting.document as usize] += posting.weight * weight * marks;
            }
        }
    }

    fn add_pair(&self, (first, second): (&Token, &Token), weight: f32, into: &mut [f32]) {
        let folded = self.postings.folded_pairs.get(&format!("{} {}", first.folded, second.folded));
        let weight = weight * self.rarity(folded);
        let marks = if first.has_marks() && second.has_marks() { MARKS } else { 0.0 };
        for posting in folded {
            into[posting.document as usize] += posting.weight * weight * (1.0 - marks);
        }
        if marks > 0.0 {
            for posting in self.postings.exact_pairs.get(&format!("{} {}", first.exact, second.exact)) {
                into[posting.document as usize] += posting.weight * weight * marks;
            }
        }
    }

    /// Keywords and names that stand in the question word for word.
    fn add_phrases(&self, tokens: &[Token], scores: &mut [f32]) {
        for from in 0..tokens.len() {
            let mut phrase = String::new();
            for (count, token) in tokens[from..].iter().take(LONGEST_PHRASE).enumerate() {
                if count > 0 {
                    phrase.push(' ');
                }
                phrase.push_str(&token.folded);
                if count == 0 {
                    continue;
                }
                for document in self.postings.phrases.get(&phrase).into_iter().flatten() {
                    scores[*document as usize] += PHRASE * (count + 1) as f32;
                }
            }
        }
    }

    /// How much of the document's name was asked for.
    fn asked_share(&self, at: usize, question: &Question) -> f32 {
        let name = &self.postings.names[at];
        let asked = |word: &&String| {
            question
                .slots
                .iter()
                .flat_map(|slot| &slot.ways)
                .any(|(way, _)| way.iter().any(|token| token.folded == **word))
        };
        name.iter().filter(asked).count() as f32 / name.len().max(1) as f32
    }

    fn rarity(&self, postings: &[Posting]) -> f32 {
        let (all, with) = (self.codes.len() as f32, postings.len() as f32);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }
}

/// A document that has what was meant has what was asked.
const MEANT_COVERS: f32 = 0.95;
