//! The parsed expression, what it names, and its JSON form for the browser.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::functions::Function;
use crate::{Number, ParseError, parser};

/// A parsed expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    pub(crate) root: Tree,
    source: Arc<str>,
}

/// A node and the character where it starts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tree {
    pub(crate) at: usize,
    pub(crate) node: Node,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Null,
    Boolean(bool),
    Number(Number),
    Text(Arc<str>),
    Name(Arc<str>),
    Path(Box<Tree>, Arc<str>),
    Index(Box<Tree>, Box<Tree>),
    Filter(Box<Tree>, Box<Tree>),
    List(Vec<Tree>),
    Negate(Box<Tree>),
    Arithmetic(Arithmetic, Box<Tree>, Box<Tree>),
    Compare(Comparison, Box<Tree>, Box<Tree>),
    Between(Box<[Tree; 3]>),
    In(Box<Tree>, Vec<Test>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
    If(Box<[Tree; 3]>),
    Loop(Loop, Vec<Iteration>, Box<Tree>),
    Call(Function, Vec<Tree>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loop {
    For,
    Some,
    Every,
}

/// `name in domain`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Iteration {
    pub(crate) name: Arc<str>,
    pub(crate) domain: Domain,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Domain {
    Each(Tree),
    Range(Tree, Tree),
}

/// One test on the right of `in`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Test {
    Compare(Comparison, Tree),
    Range { low: Tree, low_closed: bool, high: Tree, high_closed: bool },
    Value(Tree),
}

/// A path of the data that the expression compares with a literal text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StringComparison {
    /// The names from the root, for example `["nganh", "ma"]`.
    pub path: Vec<Arc<str>>,
    /// The literal it is compared with.
    pub literal: Arc<str>,
    /// The character where the comparison starts.
    pub at: usize,
}

impl Arithmetic {
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }
}

impl Comparison {
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

impl Expr {
    /// Parses the whole text as one expression.
    pub fn parse(source: &str) -> Result<Self, ParseError> {
        Ok(Self { root: parser::parse(source)?, source: source.into() })
    }

    /// The text it was parsed from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The names the expression takes from outside: `a` for `a.b`, without the variables of its own loops.
    pub fn names(&self) -> BTreeSet<Arc<str>> {
        let mut names = BTreeSet::new();
        visit_free(&self.root, &mut Vec::new(), &mut |tree| {
            if let Node::Name(name) = &tree.node {
                names.insert(name.clone());
            }
        });
        names
    }

    /// Every comparison of a path with a literal text, so that the text can be held against the values the path may have.
    pub fn string_comparisons(&self) -> Vec<StringComparison> {
        let mut found = Vec::new();
        visit_free(&self.root, &mut Vec::new(), &mut |tree| match &tree.node {
            Node::Compare(Comparison::Equal | Comparison::NotEqual, left, right) => {
                note(&mut found, left, right);
                note(&mut found, right, left);
            }
            Node::Call(function, arguments) if function.name() == "list contains" => {
                if let [list, text] = arguments.as_slice() {
                    note(&mut found, list, text);
                }
            }
            Node::In(subject, tests) => {
                for test in tests {
                    match test {
                        Test::Value(Tree { node: Node::List(items), .. }) => {
                            items.iter().for_each(|item| note(&mut found, subject, item));
                        }
                        Test::Value(value) => note(&mut found, subject, value),
                        _ => {}
                    }
                }
            }
            _ => {}
        });
        found
    }

    /// The same expression with names of the outside replaced, for example to prefix the fields of a shared block.
    pub fn rename(&self, new_name: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut renamed = self.clone();
        rename(&mut renamed.root, &mut Vec::new(), new_name);
        renamed
    }

    /// `self and other`, as when a block is shown only under a further condition.
    pub fn and(self, other: Self) -> Self {
        let source = format!("({}) and ({})", self.source, other.source).into();
        let node = Node::And(Box::new(self.root), Box::new(other.root));
        Self { root: Tree { at: 0, node }, source }
    }

    /// The syntax tree as nested JSON arrays, the operator first; the browser interprets it without a parser.
    pub fn to_json(&self) -> Json {
        tree_to_json(&self.root)
    }
}

fn note(found: &mut Vec<StringComparison>, path: &Tree, literal: &Tree) {
    if let (Some(names), Node::Text(text)) = (path_names(path), &literal.node) {
        found.push(StringComparison { path: names, literal: text.clone(), at: path.at });
    }
}

fn path_names(tree: &Tree) -> Option<Vec<Arc<str>>> {
    match &tree.node {
        Node::Name(name) => Some(vec![name.clone()]),
        Node::Path(base, name) => {
            let mut names = path_names(base)?;
            names.push(name.clone());
            Some(names)
        }
        _ => None,
    }
}

impl Node {
    /// The direct children that see the same names as the node itself.
    pub(crate) fn children(&self) -> Vec<&Tree> {
        match self {
            Self::Null
            | Self::Boolean(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Name(_)
            | Self::Loop(..) => vec![],
            Self::Path(base, _) | Self::Negate(base) | Self::Filter(base, _) => vec![base],
            Self::List(items) | Self::Call(_, items) => items.iter().collect(),
            Self::Index(a, b)
            | Self::Arithmetic(_, a, b)
            | Self::Compare(_, a, b)
            | Self::And(a, b)
            | Self::Or(a, b) => vec![a, b],
            Self::Between(parts) | Self::If(parts) => parts.iter().collect(),
            Self::In(subject, tests) => {
                std::iter::once(&**subject).chain(tests.iter().flat_map(Test::trees)).collect()
            }
        }
    }
}

impl Test {
    pub(crate) fn trees(&self) -> Vec<&Tree> {
        match self {
            Self::Compare(_, value) | Self::Value(value) => vec![value],
            Self::Range { low, high, .. } => vec![low, high],
        }
    }
}

impl Domain {
    pub(crate) fn trees(&self) -> Vec<&Tree> {
        match self {
            Self::Each(list) => vec![list],
            Self::Range(low, high) => vec![low, high],
        }
    }
}

/// Visits every node; names bound by a loop or filter are not visited as names, nor comparisons of paths that start there.
fn visit_free<'a>(tree: &'a Tree, bound: &mut Vec<&'a str>, act: &mut dyn FnMut(&'a Tree)) {
    let starts_bound = |tree: &Tree| path_names(tree).is_some_and(|names| bound.contains(&&*names[0]));
    let is_bound = match &tree.node {
        Node::Name(_) => starts_bound(tree),
        other => {
            matches!(other, Node::Compare(..) | Node::In(..) | Node::Call(..))
                && other.children().into_iter().any(starts_bound)
        }
    };
    if !is_bound {
        act(tree);
    }
    tree.node.children().into_iter().for_each(|child| visit_free(child, bound, act));
    let outer = bound.len();
    match &tree.node {
        Node::Filter(_, predicate) => {
            bound.push("item");
            visit_free(predicate, bound, act);
        }
        Node::Loop(_, iterations, body) => {
            for iteration in iterations {
                iteration.domain.trees().into_iter().for_each(|domain| visit_free(domain, bound, act));
                bound.push(&iteration.name);
            }
            visit_free(body, bound, act);
        }
        _ => {}
    }
    bound.truncate(outer);
}

fn rename(tree: &mut Tree, bound: &mut Vec<Arc<str>>, new_name: &dyn Fn(&str) -> Option<String>) {
    let outer = bound.len();
    match &mut tree.node {
        Node::Null | Node::Boolean(_) | Node::Number(_) | Node::Text(_) => {}
        Node::Name(name) if bound.contains(name) => {}
        Node::Name(name) => {
            if let Some(new) = new_name(name) {
                *name = new.into();
            }
        }
        Node::Path(base, _) | Node::Negate(base) => rename(base, bound, new_name),
        Node::Index(a, b)
        | Node::Arithmetic(_, a, b)
        | Node::Compare(_, a, b)
        | Node::And(a, b)
        | Node::Or(a, b) => [a, b].into_iter().for_each(|part| rename(part, bound, new_name)),
        Node::Filter(base, predicate) => {
            rename(base, bound, new_name);
            bound.push("item".into());
            rename(predicate, bound, new_name);
        }
        Node::List(items) | Node::Call(_, items) => {
            items.iter_mut().for_each(|item| rename(item, bound, new_name))
        }
        Node::Between(parts) | Node::If(parts) => {
            parts.iter_mut().for_each(|part| rename(part, bound, new_name))
        }
        Node::In(subject, tests) => {
            rename(subject, bound, new_name);
            tests.iter_mut().for_each(|test| match test {
                Test::Compare(_, value) | Test::Value(value) => rename(value, bound, new_name),
                Test::Range { low, high, .. } => {
                    [low, high].into_iter().for_each(|end| rename(end, bound, new_name))
                }
            });
        }
        Node::Loop(_, iterations, body) => {
            for iteration in iterations {
                match &mut iteration.domain {
                    Domain::Each(list) => rename(list, bound, new_name),
                    Domain::Range(low, high) => {
                        [low, high].into_iter().for_each(|end| rename(end, bound, new_name))
                    }
                }
                bound.push(iteration.name.clone());
            }
            rename(body, bound, new_name);
        }
    }
    bound.truncate(outer);
}

fn tree_to_json(tree: &Tree) -> Json {
    let all = |trees: &[Tree]| trees.iter().map(tree_to_json).collect::<Vec<_>>();
    let two = |sign: &str, a: &Tree, b: &Tree| json!([sign, tree_to_json(a), tree_to_json(b)]);
    match &tree.node {
        Node::Null => json!(["null"]),
        Node::Boolean(value) => json!(["boolean", value]),
        Node::Number(value) => json!(["number", value.to_string()]),
        Node::Text(value) => json!(["text", &**value]),
        Node::Name(name) => json!(["name", &**name]),
        Node::Path(base, name) => json!(["path", tree_to_json(base), &**name]),
        Node::Index(list, index) => two("index", list, index),
        Node::Filter(list, predicate) => two("filter", list, predicate),
        Node::List(items) => json!(["list", all(items)]),
        Node::Negate(value) => json!(["negate", tree_to_json(value)]),
        Node::Arithmetic(operator, a, b) => two(operator.sign(), a, b),
        Node::Compare(operator, a, b) => two(operator.sign(), a, b),
        Node::Between(parts) => json!(["between", all(&**parts)]),
        Node::In(subject, tests) => {
            json!(["in", tree_to_json(subject), tests.iter().map(test_to_json).collect::<Vec<_>>()])
        }
        Node::And(a, b) => two("and", a, b),
        Node::Or(a, b) => two("or", a, b),
        Node::If(parts) => json!(["if", all(&**parts)]),
        Node::Loop(kind, iterations, body) => loop_to_json(*kind, iterations, body),
        Node::Call(function, arguments) => json!(["call", function.name(), all(arguments)]),
    }
}

fn test_to_json(test: &Test) -> Json {
    match test {
        Test::Compare(operator, value) => json!([operator.sign(), tree_to_json(value)]),
        Test::Range { low, low_closed, high, high_closed } => {
            json!(["range", tree_to_json(low), low_closed, tree_to_json(high), high_closed])
        }
        Test::Value(value) => json!(["is", tree_to_json(value)]),
    }
}

fn loop_to_json(kind: Loop, iterations: &[Iteration], body: &Tree) -> Json {
    let word = match kind {
        Loop::For => "for",
        Loop::Some => "some",
        Loop::Every => "every",
    };
    let domain = |domain: &Domain| match domain {
        Domain::Each(list) => json!(["each", tree_to_json(list)]),
        Domain::Range(low, high) => json!(["range", tree_to_json(low), tree_to_json(high)]),
    };
    let bindings: Vec<Json> =
        iterations.iter().map(|each| json!([&*each.name, domain(&each.domain)])).collect();
    json!([word, bindings, tree_to_json(body)])
}
