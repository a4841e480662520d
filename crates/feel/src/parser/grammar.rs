//! The grammar, loosest binding first.

use std::sync::Arc;

use super::{KEYWORDS, ParseError, Parsed, Parser};
use crate::ast::{Arithmetic, Comparison, Domain, Iteration, Loop, Node, Test, Tree};
use crate::calendar;
use crate::functions::{self, Function};
use crate::lexer::Token;
use crate::value::duration_from_iso;

impl Parser {
    pub(super) fn expression(&mut self) -> Parsed {
        self.nested(|parser| match parser.peek() {
            Token::Word(word) => match &**word {
                "if" => parser.conditional(),
                "for" => parser.looping(Loop::For),
                "some" => parser.looping(Loop::Some),
                "every" => parser.looping(Loop::Every),
                _ => parser.disjunction(),
            },
            _ => parser.disjunction(),
        })
    }

    fn conditional(&mut self) -> Parsed {
        let at = self.at();
        self.expect_word("if")?;
        let condition = self.expression()?;
        self.expect_word("then")?;
        let then = self.expression()?;
        self.expect_word("else")?;
        let otherwise = self.expression()?;
        self.tree(at, Node::If(Box::new([condition, then, otherwise])))
    }

    fn looping(&mut self, kind: Loop) -> Parsed {
        let at = self.at();
        self.take();
        let mut iterations = Vec::new();
        loop {
            let name = self.plain_name()?;
            self.expect_word("in")?;
            let start = self.expression()?;
            let domain = if self.accept_sign("..") {
                Domain::Range(start, self.expression()?)
            } else {
                Domain::Each(start)
            };
            iterations.push(Iteration { name, domain });
            if !self.accept_sign(",") {
                break;
            }
        }
        self.expect_word(if kind == Loop::For { "return" } else { "satisfies" })?;
        let body = self.expression()?;
        self.tree(at, Node::Loop(kind, iterations, Box::new(body)))
    }

    fn plain_name(&mut self) -> Result<Arc<str>, ParseError> {
        match self.peek() {
            Token::Word(word) if !KEYWORDS.contains(&&**word) => {
                let name = word.clone();
                self.take();
                Ok(name)
            }
            _ => Err(self.unexpected("a name")),
        }
    }

    fn disjunction(&mut self) -> Parsed {
        let mut left = self.conjunction()?;
        while self.is_word("or") {
            let at = self.at();
            self.take();
            let right = self.conjunction()?;
            left = self.tree(at, Node::Or(Box::new(left), Box::new(right)))?;
        }
        Ok(left)
    }

    fn conjunction(&mut self) -> Parsed {
        let mut left = self.comparison()?;
        while self.is_word("and") {
            let at = self.at();
            self.take();
            let right = self.comparison()?;
            left = self.tree(at, Node::And(Box::new(left), Box::new(right)))?;
        }
        Ok(left)
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let at = self.at();
        if self.accept_word("between") {
            let low = self.sum()?;
            self.expect_word("and")?;
            let high = self.sum()?;
            return self.tree(at, Node::Between(Box::new([left, low, high])));
        }
        if self.accept_word("in") {
            let tests = self.tests()?;
            return self.tree(at, Node::In(Box::new(left), tests));
        }
        let Some(operator) = self.accept_comparison() else {
            return Ok(left);
        };
        let right = self.sum()?;
        if self.accept_comparison().is_some() {
            return Err(ParseError::new(at, "one comparison (join two with and)", "a chain of comparisons"));
        }
        self.tree(at, Node::Compare(operator, Box::new(left), Box::new(right)))
    }

    fn accept_comparison(&mut self) -> Option<Comparison> {
        let operator = match self.peek() {
            Token::Sign("=") => Comparison::Equal,
            Token::Sign("!=") => Comparison::NotEqual,
            Token::Sign("<") => Comparison::Less,
            Token::Sign("<=") => Comparison::LessOrEqual,
            Token::Sign(">") => Comparison::Greater,
            Token::Sign(">=") => Comparison::GreaterOrEqual,
            _ => return None,
        };
        self.take();
        Some(operator)
    }

    /// What follows `in`: one test, or several in round brackets.
    fn tests(&mut self) -> Result<Vec<Test>, ParseError> {
        if !self.accept_sign("(") {
            return Ok(vec![self.test()?]);
        }
        let mut tests = vec![self.test()?];
        // `(1..5]` looks like a list of tests until the two dots.
        if self.accept_sign("..")
            && let Some(Test::Value(low)) = tests.pop()
        {
            return Ok(vec![self.rest_of_range(low, false)?]);
        }
        while self.accept_sign(",") {
            tests.push(self.test()?);
        }
        self.expect_sign(")")?;
        Ok(tests)
    }

    fn test(&mut self) -> Result<Test, ParseError> {
        if let Some(operator) = self.accept_comparison() {
            return Ok(Test::Compare(operator, self.sum()?));
        }
        if self.accept_sign("]") {
            let low = self.sum()?;
            self.expect_sign("..")?;
            return self.rest_of_range(low, false);
        }
        if self.is_sign("[") {
            return self.list_or_range();
        }
        Ok(Test::Value(self.sum()?))
    }

    fn list_or_range(&mut self) -> Result<Test, ParseError> {
        let at = self.at();
        self.take();
        if self.accept_sign("]") {
            return Ok(Test::Value(self.tree(at, Node::List(vec![]))?));
        }
        let first = self.expression()?;
        if self.accept_sign("..") {
            return self.rest_of_range(first, true);
        }
        let items = self.rest_of_items(first, "]")?;
        Ok(Test::Value(self.tree(at, Node::List(items))?))
    }

    fn rest_of_range(&mut self, low: Tree, low_closed: bool) -> Result<Test, ParseError> {
        let high = self.sum()?;
        let high_closed = match self.peek() {
            Token::Sign("]") => true,
            Token::Sign(")") => false,
            _ => return Err(self.unexpected("the end of a range: ] or )")),
        };
        self.take();
        Ok(Test::Range { low, low_closed, high, high_closed })
    }

    fn rest_of_items(&mut self, first: Tree, close: &str) -> Result<Vec<Tree>, ParseError> {
        let mut items = vec![first];
        while self.accept_sign(",") {
            items.push(self.expression()?);
        }
        self.expect_sign(close)?;
        Ok(items)
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                Token::Sign("+") => Arithmetic::Add,
                Token::Sign("-") => Arithmetic::Subtract,
                _ => return Ok(left),
            };
            let at = self.at();
            self.take();
            let right = self.product()?;
            left = self.tree(at, Node::Arithmetic(operator, Box::new(left), Box::new(right)))?;
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.negation()?;
        loop {
            let operator = match self.peek() {
                Token::Sign("*") => Arithmetic::Multiply,
                Token::Sign("/") => Arithmetic::Divide,
                _ => return Ok(left),
            };
            let at = self.at();
            self.take();
            let right = self.negation()?;
            left = self.tree(at, Node::Arithmetic(operator, Box::new(left), Box::new(right)))?;
        }
    }

    fn negation(&mut self) -> Parsed {
        let at = self.at();
        if self.accept_sign("-") {
            let value = self.nested(Self::negation)?;
            return self.tree(at, Node::Negate(Box::new(value)));
        }
        self.postfix()
    }

    fn postfix(&mut self) -> Parsed {
        let mut tree = self.primary()?;
        loop {
            let at = self.at();
            if self.accept_sign(".") {
                let name = self.plain_name()?;
                tree = self.tree(at, Node::Path(Box::new(tree), name))?;
            } else if self.accept_sign("[") {
                let inner = self.expression()?;
                self.expect_sign("]")?;
                let by_item = functions::mentions_item(&inner);
                let (list, inner) = (Box::new(tree), Box::new(inner));
                let node = if by_item { Node::Filter(list, inner) } else { Node::Index(list, inner) };
                tree = self.tree(at, node)?;
            } else {
                return Ok(tree);
            }
        }
    }

    fn primary(&mut self) -> Parsed {
        let at = self.at();
        match self.peek().clone() {
            Token::Number(value) => {
                self.take();
                self.tree(at, Node::Number(value))
            }
            Token::Text(text) => {
                self.take();
                self.tree(at, Node::Text(text))
            }
            Token::Word(word) => self.word(at, &word),
            Token::Sign("(") => {
                self.take();
                let inner = self.expression()?;
                self.expect_sign(")")?;
                Ok(inner)
            }
            Token::Sign("[") => {
                self.take();
                let items = if self.accept_sign("]") {
                    vec![]
                } else {
                    let first = self.expression()?;
                    self.rest_of_items(first, "]")?
                };
                self.tree(at, Node::List(items))
            }
            _ => Err(self.unexpected("a value")),
        }
    }

    fn word(&mut self, at: usize, word: &str) -> Parsed {
        let literal = match word {
            "null" => Some(Node::Null),
            "true" => Some(Node::Boolean(true)),
            "false" => Some(Node::Boolean(false)),
            _ => None,
        };
        if let Some(node) = literal {
            self.take();
            return self.tree(at, node);
        }
        if matches!(word, "if" | "for" | "some" | "every") {
            return self.expression();
        }
        if let Some(call) = self.call()? {
            return Ok(call);
        }
        let name = self.plain_name()?;
        self.tree(at, Node::Name(name))
    }

    /// One or more words and a round bracket are a call; the words must be a function of the subset.
    fn call(&mut self) -> Result<Option<Tree>, ParseError> {
        let at = self.at();
        let words: Vec<Arc<str>> = self.lexemes[self.next..]
            .iter()
            .map_while(|lexeme| match &lexeme.token {
                Token::Word(word) => Some(word.clone()),
                _ => None,
            })
            .take(4)
            .collect();
        for length in (1..=words.len()).rev() {
            let bracket =
                self.lexemes.get(self.next + length).is_some_and(|lexeme| lexeme.token == Token::Sign("("));
            if !bracket {
                continue;
            }
            let name = words[..length].join(" ");
            if let Some(function) = Function::named(&name) {
                self.next += length + 1;
                return self.arguments(at, function).map(Some);
            }
            // `a and f(x)`: the words before an operator are not part of a function's name.
            if !words[..length].iter().any(|word| KEYWORDS.contains(&&**word)) {
                return Err(ParseError::new(
                    at,
                    format!("a function such as {}", functions::nearest(&name)),
                    name,
                ));
            }
        }
        Ok(None)
    }

    fn arguments(&mut self, at: usize, function: Function) -> Parsed {
        let arguments = if self.accept_sign(")") {
            vec![]
        } else {
            let first = self.expression()?;
            self.rest_of_items(first, ")")?
        };
        if !function.arity().contains(&arguments.len()) {
            let expected = format!("{} with {}", function.name(), functions::arity_in_words(function));
            return Err(ParseError::new(at, expected, format!("{} arguments", arguments.len())));
        }
        check_literal(function, &arguments)?;
        self.tree(at, Node::Call(function, arguments))
    }
}

/// A date or duration that is written out must exist.
fn check_literal(function: Function, arguments: &[Tree]) -> Result<(), ParseError> {
    let [Tree { at, node: Node::Text(text) }] = arguments else {
        return Ok(());
    };
    match function.name() {
        "date" if calendar::date_from_iso(text).is_none() => {
            Err(ParseError::new(*at, "a day written YYYY-MM-DD that exists", format!("\"{text}\"")))
        }
        "duration" if duration_from_iso(text).is_none() => {
            Err(ParseError::new(*at, "a duration such as P6M, P1Y6M or P30D", format!("\"{text}\"")))
        }
        _ => Ok(()),
    }
}
