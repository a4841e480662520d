//! The operations of the interface, one table (_danh sách thao tác_): which right each demands, what it takes, what it answers. The
//! guard at the door, the OpenAPI document and its page, and the tests all read this table.

mod table;

pub use table::OPERATIONS;

use super::problem_kinds::Kind;
use crate::features::identity::tokens::Right;

/// One method of one address.
#[derive(Debug)]
pub struct Operation {
    /// Its name in documents and examples.
    pub id: &'static str,
    /// The method.
    pub method: &'static str,
    /// The address, with `{names}`.
    pub path: &'static str,
    /// The group it stands in.
    pub tag: Tag,
    /// The right a token needs; nothing is needed when absent.
    pub right: Option<Right>,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// What one should know.
    pub text: &'static str,
    /// Parameters of path, query and header.
    pub parameters: &'static [Parameter],
    /// The body, if it takes one.
    pub body: Option<Taken>,
    /// The answer when all is well.
    pub answer: Answer,
    /// Answers beside those that follow from the rest.
    pub refusals: &'static [Kind],
}

/// Groups of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Procedures.
    Catalogue,
    /// Drafts and submission.
    Filing,
    /// Dossiers.
    Dossiers,
    /// Work of officials.
    Work,
    /// Events.
    Events,
    /// The document itself.
    Document,
}

impl Tag {
    /// Every group, in order.
    pub const ALL: [Self; 6] =
        [Self::Catalogue, Self::Filing, Self::Dossiers, Self::Work, Self::Events, Self::Document];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Catalogue => "Danh mục thủ tục",
            Self::Filing => "Kê khai và nộp hồ sơ",
            Self::Dossiers => "Hồ sơ",
            Self::Work => "Việc của cán bộ",
            Self::Events => "Dòng sự kiện",
            Self::Document => "Tài liệu",
        }
    }
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// Its JSON Schema, as text.
    pub schema: &'static str,
    /// What it is.
    pub text: &'static str,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the address, always.
    Path,
    /// In the query, if wanted.
    Query,
    /// In the query, always.
    Needed,
}

/// A body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// JSON of this schema, at most 2 MiB.
    Json(&'static str),
    /// JSON of this schema with files inside, at most 64 MiB.
    LargeJson(&'static str),
    /// The bytes of a file, at most 64 MiB.
    Bytes,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 200 with JSON of this schema.
    Ok(&'static str),
    /// 201 with JSON of this schema.
    Created(&'static str),
    /// 204.
    Nothing,
    /// 200 with any JSON of this media type.
    Media(&'static str),
}

impl Answer {
    /// The status.
    pub fn status(self) -> u16 {
        match self {
            Self::Ok(_) | Self::Media(_) => 200,
            Self::Created(_) => 201,
            Self::Nothing => 204,
        }
    }
}

impl Operation {
    /// Largest body.
    pub fn most_bytes(&self) -> Option<usize> {
        match self.body? {
            Taken::Json(_) => Some(2 * 1024 * 1024),
            Taken::LargeJson(_) | Taken::Bytes => Some(64 * 1024 * 1024),
        }
    }

    /// Whether the same request may be sent again with a key.
    pub fn takes_key(&self) -> bool {
        self.method == "POST"
    }

    /// Every error it may answer with, by status.
    pub fn refusals(&self) -> Vec<Kind> {
        let mut all = self.refusals.to_vec();
        all.push(Kind::Broken);
        if self.right.is_some() {
            all.extend([Kind::Unauthorized, Kind::Forbidden, Kind::TooMany]);
        }
        if self.path.contains('{') {
            all.push(Kind::NotFound);
        }
        if self.parameters.iter().any(|parameter| parameter.place != Place::Path) {
            all.push(Kind::Malformed);
        }
        if self.body.is_some() {
            all.extend([Kind::Malformed, Kind::TooLarge, Kind::UnsupportedMedia, Kind::Invalid]);
        }
        if self.takes_key() {
            all.extend([Kind::Malformed, Kind::Conflict, Kind::Invalid]);
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_name_of_its_own_and_only_the_document_is_open() {
        let mut ids: Vec<_> = OPERATIONS.iter().map(|operation| operation.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), OPERATIONS.len());
        let open: Vec<_> =
            OPERATIONS.iter().filter(|each| each.right.is_none()).map(|each| each.id).collect();
        assert_eq!(open, ["get_document"]);
    }

    #[test]
    fn schemas_of_parameters_are_json_and_names_stand_in_the_address() {
        for operation in &OPERATIONS {
            for parameter in operation.parameters {
                assert!(
                    serde_json::from_str::<serde_json::Value>(parameter.schema).is_ok(),
                    "{}",
                    operation.id
                );
                let is_there = operation.path.contains(&format!("{{{}}}", parameter.name));
                assert_eq!(is_there, parameter.place == Place::Path, "{} {}", operation.id, parameter.name);
            }
        }
    }
}
