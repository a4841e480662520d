//! What a check needs to know of the world. Everything is an argument; the kernel asks nobody.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use crate::form::AccountFact;
use crate::places::Places;

/// Answers by field id, as posted or as stored (_nội dung đã khai_).
pub type Answers = Map<String, Json>;

/// What an account knows, each fact in the canonical form of its kind.
pub type Account = BTreeMap<AccountFact, Json>;

/// What the world is like while answers are checked.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Today in Viet Nam.
    pub today: Date,
    /// Units of administration.
    pub places: &'a Places,
    /// Uploads the person may refer to, by id.
    pub files: &'a HashMap<String, FileFacts>,
    /// The account of the person, when logged in.
    pub account: Option<&'a Account>,
}

/// What is known about an upload (_tệp đã tải lên_).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// The name the person gave it.
    pub name: String,
    /// Its size.
    pub size_bytes: u64,
    /// Its media type, sniffed from the content.
    pub media_type: String,
}
