//! From documents to postings: which terms stand where, and how much they weigh.

use std::collections::HashMap;

use crate::tokens::{Token, tokens};
use crate::typos::Vocabulary;

/// What is known of one procedure for searching (_tài liệu tìm kiếm_).
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Words people use for it.
    pub keywords: Vec<String>,
    /// What one gets, who may ask.
    pub summary: String,
    /// Names of what comes out.
    pub outcomes: Vec<String>,
    /// Field and agencies.
    pub place: Vec<String>,
    /// How much nearer it is than another that fits as well, in percent: 100 is as near as any.
    pub nearness_percent: u32,
}

/// Where a term stands, and how much it weighs there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Posting {
    pub document: u32,
    pub weight: f32,
}

/// Terms of one kind with their postings.
#[derive(Default)]
pub(crate) struct Terms(HashMap<String, Vec<Posting>>);

impl Terms {
    pub fn get(&self, term: &str) -> &[Posting] {
        self.0.get(term).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, term: String, (document, weight): (u32, f32)) {
        let postings = self.0.entry(term).or_default();
        match postings.last_mut() {
            Some(last) if last.document == document => last.weight += weight,
            _ => postings.push(Posting { document, weight }),
        }
    }

    /// Turns counted weights into saturated ones, the longer the document the less.
    fn saturate(&mut self, lengths: &[f32]) {
        const GROWTH: f32 = 2.5;
        const LENGTH_SHARE: f32 = 0.35;
        let average = lengths.iter().sum::<f32>() / lengths.len().max(1) as f32;
        for posting in self.0.values_mut().flatten() {
            let length = lengths[posting.document as usize] / average.max(1.0);
            let norm = GROWTH * (1.0 - LENGTH_SHARE + LENGTH_SHARE * length);
            posting.weight = posting.weight * (GROWTH + 1.0) / (posting.weight + norm);
        }
    }
}

/// All postings: syllables and pairs of neighbours, without marks and with.
#[derive(Default)]
pub(crate) struct Postings {
    pub folded: Terms,
    pub exact: Terms,
    pub folded_pairs: Terms,
    pub exact_pairs: Terms,
    /// Whole keywords and names.
    pub phrases: HashMap<String, Vec<u32>>,
    /// Syllables of each name without marks.
    pub names: Vec<Vec<String>>,
    pub vocabulary: Vocabulary,
}

const NAME: f32 = 3.0;
const KEYWORD: f32 = 2.6;
const OUTCOME: f32 = 1.0;
const SUMMARY: f32 = 0.7;
const PLACE: f32 = 0.5;

impl Postings {
    pub fn of(documents: &[Document]) -> Self {
        let mut postings = Self::default();
        let mut lengths = Vec::with_capacity(documents.len());
        for (number, document) in documents.iter().enumerate() {
            lengths.push(postings.add(number as u32, document));
        }
        for terms in
            [&mut postings.folded, &mut postings.exact, &mut postings.folded_pairs, &mut postings.exact_pairs]
        {
            terms.saturate(&lengths);
        }
        postings
    }

    /// Adds one document; gives its length.
    fn add(&mut self, number: u32, document: &Document) -> f32 {
        let name = tokens(&document.name);
        self.phrase(number, &name);
        self.names.push(name.iter().map(|token| token.folded.clone()).collect());
        let mut length = self.text(number, &name, NAME);
        for keyword in &document.keywords {
            let keyword = tokens(keyword);
            self.phrase(number, &keyword);
            // Many keywords make a document easier to find, not harder.
            self.text(number, &keyword, KEYWORD);
        }
        for (texts, weight) in [(&document.outcomes, OUTCOME), (&document.place, PLACE)] {
            for text in texts {
                length += self.text(number, &tokens(text), weight);
            }
        }
        length + self.text(number, &tokens(&document.summary), SUMMARY)
    }

    fn text(&mut self, number: u32, tokens: &[Token], weight: f32) -> f32 {
        self.vocabulary.learn(tokens.iter().map(|token| token.folded.as_str()));
        for (at, token) in tokens.iter().enumerate() {
            self.folded.add(token.folded.clone(), (number, weight));
            self.exact.add(token.exact.clone(), (number, weight));
            if let Some(next) = tokens.get(at + 1) {
                self.folded_pairs.add(format!("{} {}", token.folded, next.folded), (number, weight));
                self.exact_pairs.add(format!("{} {}", token.exact, next.exact), (number, weight));
            }
        }
        tokens.len() as f32 * weight
    }

    fn phrase(&mut self, number: u32, tokens: &[Token]) {
        let phrase = tokens.iter().map(|token| token.folded.as_str()).collect::<Vec<_>>().join(" ");
        let documents = self.phrases.entry(phrase).or_default();
        if documents.last() != Some(&number) {
            documents.push(number);
        }
    }
}
