//! Tokens to a tree, by recursive descent of bounded depth.

mod grammar;

use thiserror::Error;

use crate::ast::{Node, Tree};
use crate::lexer::{Lexeme, Token, lex};

/// The longest expression that is read.
pub const MAX_SOURCE_BYTES: usize = 4_000;
/// The most nodes a tree may have.
pub const MAX_NODES: usize = 800;
/// The deepest a tree may be.
pub const MAX_DEPTH: usize = 48;

/// Words that cannot name anything.
const KEYWORDS: [&str; 17] = [
    "if",
    "then",
    "else",
    "for",
    "in",
    "return",
    "some",
    "every",
    "satisfies",
    "and",
    "or",
    "between",
    "true",
    "false",
    "null",
    "function",
    "instance",
];

/// The text is not an expression of the subset.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("at character {}: expected {expected}, found {found}", at + 1)]
pub struct ParseError {
    /// The character, counted from 0.
    pub at: usize,
    /// What could stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl ParseError {
    pub(crate) fn new(at: usize, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { at, expected: expected.into(), found: found.into() }
    }
}

pub(crate) fn parse(source: &str) -> Result<Tree, ParseError> {
    if source.len() > MAX_SOURCE_BYTES {
        let expected = format!("at most {MAX_SOURCE_BYTES} bytes");
        return Err(ParseError::new(0, expected, format!("{} bytes", source.len())));
    }
    let mut parser = Parser { lexemes: lex(source)?, next: 0, depth: 0, nodes: 0 };
    let tree = parser.expression()?;
    match parser.peek() {
        Token::End => check_depth(&tree, MAX_DEPTH).map(|()| tree),
        _ => Err(parser.unexpected("an operator or the end of the expression")),
    }
}

/// A chain like `a + b + c` is deep to the left without any recursion of the parser.
fn check_depth(tree: &Tree, left: usize) -> Result<(), ParseError> {
    let Some(left) = left.checked_sub(1) else {
        return Err(ParseError::new(tree.at, format!("at most {MAX_DEPTH} levels"), "more levels"));
    };
    let inner: Vec<&Tree> = match &tree.node {
        Node::Loop(_, iterations, body) => {
            iterations.iter().flat_map(|each| each.domain.trees()).chain(std::iter::once(&**body)).collect()
        }
        Node::Filter(list, predicate) => vec![list, predicate],
        node => node.children(),
    };
    inner.into_iter().try_for_each(|child| check_depth(child, left))
}

struct Parser {
    lexemes: Vec<Lexeme>,
    next: usize,
    depth: usize,
    nodes: usize,
}

type Parsed = Result<Tree, ParseError>;

impl Parser {
    fn peek(&self) -> &Token {
        &self.lexemes[self.next].token
    }

    fn at(&self) -> usize {
        self.lexemes[self.next].at
    }

    fn take(&mut self) -> Token {
        let token = self.lexemes[self.next].token.clone();
        if self.next + 1 < self.lexemes.len() {
            self.next += 1;
        }
        token
    }

    fn is_sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Token::Sign(found) if *found == sign)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(found) if &**found == word)
    }

    fn accept_sign(&mut self, sign: &str) -> bool {
        let found = self.is_sign(sign);
        if found {
            self.take();
        }
        found
    }

    fn accept_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.take();
        }
        found
    }

    fn expect_sign(&mut self, sign: &str) -> Result<(), ParseError> {
        if self.accept_sign(sign) { Ok(()) } else { Err(self.unexpected(sign)) }
    }

    fn expect_word(&mut self, word: &str) -> Result<(), ParseError> {
        if self.accept_word(word) { Ok(()) } else { Err(self.unexpected(word)) }
    }

    fn unexpected(&self, expected: impl Into<String>) -> ParseError {
        let found = match self.peek() {
            Token::Number(number) => number.to_string(),
            Token::Text(text) => format!("\"{text}\""),
            Token::Word(word) => word.to_string(),
            Token::Sign(sign) => (*sign).to_owned(),
            Token::End => "the end of the expression".to_owned(),
        };
        ParseError::new(self.at(), expected, found)
    }

    fn tree(&mut self, at: usize, node: Node) -> Parsed {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(ParseError::new(at, format!("at most {MAX_NODES} parts"), "more parts"));
        }
        Ok(Tree { at, node })
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Parsed) -> Parsed {
        if self.depth == MAX_DEPTH {
            return Err(ParseError::new(self.at(), format!("at most {MAX_DEPTH} levels"), "more levels"));
        }
        self.depth += 1;
        let tree = inner(self);
        self.depth -= 1;
        tree
    }
}
