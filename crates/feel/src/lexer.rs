//! Text to tokens, each with the character where it starts.

use std::sync::Arc;

use crate::Number;
use crate::parser::ParseError;

/// A piece of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Number(Number),
    Text(Arc<str>),
    Word(Arc<str>),
    /// An operator or bracket.
    Sign(&'static str),
    End,
}

/// A token and the character (counted from 0) where it starts.
#[derive(Debug, Clone)]
pub(crate) struct Lexeme {
    pub(crate) token: Token,
    pub(crate) at: usize,
}

/// Longer signs first, so that `<=` is not read as `<`.
const SIGNS: [&str; 19] =
    ["..", "!=", "<=", ">=", "(", ")", "[", "]", ",", ".", "=", "<", ">", "+", "-", "*", "/", "{", "}"];

pub(crate) fn lex(source: &str) -> Result<Vec<Lexeme>, ParseError> {
    let characters: Vec<char> = source.chars().collect();
    let mut lexemes = Vec::new();
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        if character.is_whitespace() {
            at += 1;
            continue;
        }
        let (token, next) = match character {
            '0'..='9' => number(&characters, at)?,
            '"' => text(&characters, at)?,
            'a'..='z' | 'A'..='Z' | '_' => word(&characters, at),
            _ => sign(&characters, at)?,
        };
        lexemes.push(Lexeme { token, at });
        at = next;
    }
    lexemes.push(Lexeme { token: Token::End, at });
    Ok(lexemes)
}

fn number(characters: &[char], start: usize) -> Result<(Token, usize), ParseError> {
    let digits_from =
        |from: usize| from + characters[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut end = digits_from(start);
    let is_point =
        characters.get(end) == Some(&'.') && characters.get(end + 1).is_some_and(char::is_ascii_digit);
    if is_point {
        end = digits_from(end + 1);
    }
    let written: String = characters[start..end].iter().collect();
    if characters.get(end).is_some_and(|c| c.is_alphanumeric() || *c == '_') {
        return Err(ParseError::new(
            start,
            "a number, then an operator",
            format!("letters joined to {written}"),
        ));
    }
    let value =
        written.parse().map_err(|()| ParseError::new(start, "a number of at most 18 digits", written))?;
    Ok((Token::Number(value), end))
}

fn text(characters: &[char], start: usize) -> Result<(Token, usize), ParseError> {
    let mut content = String::new();
    let mut at = start + 1;
    loop {
        match characters.get(at) {
            None => return Err(ParseError::new(start, "a closing \"", "the end of the expression")),
            Some('"') => return Ok((Token::Text(content.into()), at + 1)),
            Some('\\') => {
                let (character, next) = escape(characters, at)?;
                content.push(character);
                at = next;
            }
            Some(character) => {
                content.push(*character);
                at += 1;
            }
        }
    }
}

fn escape(characters: &[char], at: usize) -> Result<(char, usize), ParseError> {
    let simple = match characters.get(at + 1) {
        Some('"') => Some('"'),
        Some('\\') => Some('\\'),
        Some('n') => Some('\n'),
        Some('t') => Some('\t'),
        _ => None,
    };
    if let Some(character) = simple {
        return Ok((character, at + 2));
    }
    let refused = || ParseError::new(at, "one of \\\" \\\\ \\n \\t \\uXXXX", "another escape");
    let digits: String = characters.iter().skip(at + 2).take(4).collect();
    if characters.get(at + 1) != Some(&'u') || digits.len() != 4 {
        return Err(refused());
    }
    let code = u32::from_str_radix(&digits, 16).map_err(|_| refused())?;
    Ok((char::from_u32(code).ok_or_else(refused)?, at + 6))
}

fn word(characters: &[char], start: usize) -> (Token, usize) {
    let length = characters[start..].iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '_').count();
    let name: String = characters[start..start + length].iter().collect();
    (Token::Word(name.into()), start + length)
}

fn sign(characters: &[char], at: usize) -> Result<(Token, usize), ParseError> {
    let found = SIGNS
        .into_iter()
        .find(|sign| sign.chars().enumerate().all(|(i, c)| characters.get(at + i) == Some(&c)));
    match found {
        Some("=") if characters.get(at + 1) == Some(&'=') => {
            Err(ParseError::new(at, "= (FEEL compares with one equals sign)", "=="))
        }
        Some(sign @ ("{" | "}")) => Err(ParseError::new(at, "an expression without contexts", sign)),
        Some(sign) => Ok((Token::Sign(sign), at + sign.len())),
        None => Err(ParseError::new(at, hint(characters[at]), characters[at].to_string())),
    }
}

/// What people write by habit from other languages.
fn hint(character: char) -> &'static str {
    match character {
        '\'' => "a text in double quotes",
        '&' => "the word and",
        '|' => "the word or",
        '!' => "not(…) or !=",
        '?' | ':' => "if … then … else …",
        '“' | '”' => "a text in straight double quotes",
        _ => "FEEL; names use only a-z, 0-9 and _",
    }
}
