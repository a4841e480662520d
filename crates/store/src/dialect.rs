//! Where the two engines differ, and nothing else does: the placeholder, and the words below.
//!
//! A word in braces may stand in any statement and in any migration, outside of strings, quoted names and
//! comments. An unknown word is refused. The common subset needs no words: `insert … on conflict`, `returning`,
//! common table expressions, window functions, row-value comparison, `data->>'key'`.
//!
//! The claim of jobs is one text with one word:
//!
//! ```sql
//! with due as (select id from job where due_at <= ?1 order by due_at, id limit ?2 {skip_locked})
//! update job set leased_until = ?3 where id in (select id from due) returning id, payload
//! ```

use std::borrow::Cow;

use crate::Engine;

/// One word, as each engine writes it.
struct Word {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

const fn word(name: &'static str, sqlite: &'static str, postgres: &'static str) -> Word {
    Word { name, sqlite, postgres }
}

/// The whole vocabulary.
const WORDS: [Word; 10] = [
    // Types. In SQLite they are the ones a strict table knows; `cast(?1 as {uuid})` keeps a uuid a uuid.
    word("uuid", "blob", "uuid"),
    word("json", "text", "jsonb"),
    word("bigint", "integer", "bigint"),
    word("boolean", "integer", "boolean"),
    word("text", "text", "text"),
    word("bytes", "blob", "bytea"),
    word("double", "real", "double precision"),
    // After the closing bracket of a table: rows kept in the tree of the primary key (short rows) …
    word("keyed", "strict, without rowid", ""),
    // … or beside it (long rows: json documents, texts, files).
    word("strict", "strict", ""),
    // After the limit of a claim: take what nobody else is taking. SQLite has one writer, so nobody is.
    word("skip_locked", "", "for update skip locked"),
];

/// A word in braces that is not in the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{{{0}}}` is no word of the dialect; the words are: {known}", known = known())]
pub struct UnknownWord(String);

fn known() -> String {
    WORDS.iter().map(|word| word.name).collect::<Vec<_>>().join(", ")
}

/// A text as this engine understands it: words replaced and, for PostgreSQL, `?1` written `$1`.
///
/// ```
/// use store::{Engine, dialect};
/// let sql = "select cast(?1 as {uuid}), 'what?1 {is} this' -- ?1";
/// assert_eq!(dialect::speak(Engine::Postgres, sql).unwrap(), "select cast($1 as uuid), 'what?1 {is} this' -- ?1");
/// assert_eq!(dialect::speak(Engine::Sqlite, sql).unwrap(), "select cast(?1 as blob), 'what?1 {is} this' -- ?1");
/// ```
pub fn speak(engine: Engine, sql: &str) -> Result<Cow<'_, str>, UnknownWord> {
    let foreign = |byte: u8| byte == b'{' || (byte == b'?' && engine == Engine::Postgres);
    if !sql.bytes().any(foreign) {
        return Ok(Cow::Borrowed(sql));
    }
    let mut spoken = String::with_capacity(sql.len() + 16);
    let mut rest = sql;
    while let Some(at) = rest.find(['\'', '"', '-', '/', '?', '{', '$']) {
        spoken.push_str(&rest[..at]);
        rest = &rest[at..];
        let opaque = opaque_len(rest);
        if opaque > 0 {
            spoken.push_str(&rest[..opaque]);
            rest = &rest[opaque..];
        } else if let Some(after) = rest.strip_prefix('{') {
            let (name, after) = after.split_once('}').ok_or_else(|| UnknownWord(after.to_owned()))?;
            spoken.push_str(replacement(engine, name)?);
            rest = after;
        } else {
            let mark = &rest[..1];
            spoken.push_str(if mark == "?" && engine == Engine::Postgres { "$" } else { mark });
            rest = &rest[1..];
        }
    }
    spoken.push_str(rest);
    Ok(Cow::Owned(spoken))
}

fn replacement(engine: Engine, name: &str) -> Result<&'static str, UnknownWord> {
    let word = WORDS.iter().find(|word| word.name == name).ok_or_else(|| UnknownWord(name.to_owned()))?;
    Ok(match engine {
        Engine::Sqlite => word.sqlite,
        Engine::Postgres => word.postgres,
    })
}

/// The length of the string, quoted name, comment or dollar-quoted body that begins here; 0 if none does.
fn opaque_len(text: &str) -> usize {
    let (opening, closing) = if text.starts_with('\'') {
        ("'", "'")
    } else if text.starts_with('"') {
        ("\"", "\"")
    } else if text.starts_with("--") {
        ("--", "\n")
    } else if text.starts_with("/*") {
        ("/*", "*/")
    } else if text.starts_with("$$") {
        ("$$", "$$")
    } else {
        return 0;
    };
    let body = &text[opening.len()..];
    body.find(closing).map_or(text.len(), |at| opening.len() + at + closing.len())
}
