//! Names that must not be mixed up, each its own type.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text as written in the file.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        // So that maps can be asked with a plain text.
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from).map(|text| Self(text.into()))
            }
        }
    )+};
}

text_ids! {
    /// The id of an element or a flow in the diagram (_mã phần tử_).
    ElementId;
    /// One of the terms a procedure may have, such as 3 days, or 23 when a check elsewhere is needed (_thời hạn_).
    TermId;
    /// Who does a step, as a role (_vai trò_).
    Role;
    /// A domain act the caller attaches to a step: sign, collect a fee, issue (_hành vi_).
    ActName;
    /// A message the process waits for or sends (_thông điệp_).
    MessageName;
    /// How a step was concluded (_kết luận của bước_).
    OutcomeId;
    /// The code of an error that a service, a child dossier or an error end event gives (_mã lỗi_).
    ErrorCode;
    /// The procedure a child dossier is filed under (_thủ tục của hồ sơ con_).
    ProcedureCode;
    /// A process variable (_biến quy trình_).
    VariableName;
}

/// One thing that is open in a running process: a task, a wait, a timer, an incident (_khóa_).
///
/// Keys are counted in the state and never used twice within one process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(pub u64);

impl Key {
    /// The whole process, as the place that holds everything else.
    pub(crate) const ROOT: Self = Self(0);
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
