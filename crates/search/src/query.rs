//! From what was typed to slots: each is one thing asked for, in the words of the question or in others that mean it.

use crate::thesaurus::Thesaurus;
use crate::tokens::{Token, tokens};
use crate::typos::{Fit, Vocabulary};

/// One thing asked for.
#[derive(Debug)]
pub(crate) struct Slot {
    /// Ways to say it, each with how much it counts.
    pub ways: Vec<(Vec<Token>, f32)>,
    /// How much of the question it is, beside how rare it is.
    pub weight: f32,
}

/// A question, and how much its answers count.
#[derive(Debug)]
pub(crate) struct Question {
    pub tokens: Vec<Token>,
    pub slots: Vec<Slot>,
    pub trust: f32,
}

/// More syllables are not looked at: a question is a sentence.
const MOST_SYLLABLES: usize = 32;
/// More syllables than this are not mended.
const MOST_MENDED: usize = 8;
const IGNORED: f32 = 0.08;
/// What was said itself counts little where the law calls it otherwise.
const SAID: f32 = 0.7;
const MEANT: f32 = 0.95;
/// A question that was changed although all its syllables exist.
const GUESSED: f32 = 0.8;

/// The questions that `text` may be: as typed with unknown syllables mended, and with unlikely ones mended too.
pub(crate) fn questions(text: &str, (thesaurus, vocabulary): (&Thesaurus, &Vocabulary)) -> Vec<Question> {
    let mut typed = tokens(text);
    typed.truncate(MOST_SYLLABLES);
    let mut budget = MOST_MENDED;
    let typed = mend_unknown(typed, vocabulary, &mut budget);
    let likely = mend_unlikely(&typed, (thesaurus, vocabulary), &mut budget);
    let mut questions = vec![Question { slots: slots(&typed, thesaurus), tokens: typed, trust: 1.0 }];
    if let Some(likely) = likely {
        questions.push(Question { slots: slots(&likely, thesaurus), tokens: likely, trust: GUESSED });
    }
    questions
}

fn slots(tokens: &[Token], thesaurus: &Thesaurus) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let (count, slot) = match thesaurus.meaning(rest) {
            Some((count, means)) => {
                let said = (rest[..count].to_vec(), SAID);
                let ways = std::iter::once(said).chain(means.iter().map(|phrase| (phrase.clone(), MEANT)));
                (count, Slot { ways: ways.collect(), weight: 1.0 })
            }
            None => {
                let weight = if thesaurus.is_ignored(&first.folded) { IGNORED } else { 1.0 };
                (1, Slot { ways: vec![(vec![first.clone()], 1.0)], weight })
            }
        };
        slots.push(slot);
        rest = &rest[count..];
    }
    slots
}

/// Replaces syllables that are used nowhere.
fn mend_unknown(tokens: Vec<Token>, vocabulary: &Vocabulary, budget: &mut usize) -> Vec<Token> {
    let mut mended: Vec<Token> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        if vocabulary.has(&token.folded) || *budget == 0 {
            mended.push(token.clone());
            continue;
        }
        *budget -= 1;
        if let Some((first, second)) = vocabulary.split(&token.folded) {
            mended.extend([Token::plain(&first), Token::plain(&second)]);
            continue;
        }
        let before = mended.last().map(|token| token.folded.as_str());
        let after = tokens.get(at + 1).map(|token| token.folded.as_str());
        let near = vocabulary.near(&token.folded, (before, after), Fit::Anything);
        mended.push(near.map_or_else(|| token.clone(), |word| Token::plain(&word)));
    }
    mended
}

/// Replaces syllables that exist, but never beside these neighbours, by near ones that do stand there.
fn mend_unlikely(
    tokens: &[Token],
    (thesaurus, vocabulary): (&Thesaurus, &Vocabulary),
    budget: &mut usize,
) -> Option<Vec<Token>> {
    let mut mended = tokens.to_vec();
    let mut is_changed = false;
    for at in 0..tokens.len() {
        let here = tokens[at].folded.as_str();
        let before = at.checked_sub(1).map(|before| mended[before].folded.clone());
        let after = tokens.get(at + 1).map(|token| token.folded.as_str());
        let stands = vocabulary.pair(before.as_deref(), Some(here)) + vocabulary.pair(Some(here), after);
        if stands > 0 || thesaurus.is_ignored(here) || *budget == 0 {
            continue;
        }
        *budget -= 1;
        if let Some(word) = vocabulary.near(here, (before.as_deref(), after), Fit::Neighbours) {
            mended[at] = Token::plain(&word);
            is_changed = true;
        }
    }
    is_changed.then_some(mended)
}
