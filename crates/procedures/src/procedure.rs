//! `procedure.yaml` as types: what the law says about one procedure.

use jiff::civil::Date;
use serde::Deserialize;

use crate::{Agency, Clock, Component, Confidence, Formula, Outcome, Term, Text, item::law_item};

/// One procedure as published (_thủ tục hành chính_).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// National code, or `local-NN` while it is not known.
    pub code: String,
    /// The code is a local one.
    pub local_code: bool,
    /// The name in addresses of pages.
    pub slug: String,
    /// The full name.
    pub name: Text,
    /// Field of government, an id of the catalogue.
    pub field: String,
    /// Which level settles it.
    pub level: Level,
    /// How much of it can be done online.
    pub service_level: ServiceLevel,
    /// Who may file, ids of the catalogue.
    pub audiences: Vec<String>,
    /// Events of life it belongs to, ids of the catalogue.
    #[serde(default)]
    pub life_events: Vec<String>,
    /// First day this pack describes.
    pub effective_from: Option<Date>,
    /// Last day this pack describes.
    pub effective_to: Option<Date>,
    /// A remark for the keepers of the law data.
    pub note: Option<String>,
    /// Codes it took the place of.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// The decision that published it.
    pub decision: Option<Decision>,
    /// What you get and who may ask.
    pub summary: Text,
    /// Where to file.
    #[serde(rename = "where")]
    pub place: Text,
    /// What to have at hand.
    #[serde(default)]
    pub before_you_start: Vec<Text>,
    /// Words people search with.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Who receives, settles, decides, helps.
    pub agencies: Vec<Agency>,
    /// How a dossier may come in.
    pub channels: Vec<ChannelUse>,
    /// What happens, in order.
    pub steps: Vec<StepText>,
    /// How long it takes.
    pub terms: Vec<Term>,
    /// What moves the clock.
    #[serde(default)]
    pub clock: Clock,
    /// How many sets of papers.
    pub sets: u32,
    /// What belongs to the dossier.
    pub components: Vec<Component>,
    /// What comes out.
    pub outcome: Outcome,
    /// Named expressions.
    #[serde(rename = "let", default)]
    pub names: Names,
    /// Who stands on receipts and in lists.
    pub applicant: ApplicantFormulas,
    /// What tells dossiers apart in a list.
    pub subject: Option<Formula>,
    /// The chosen way of delivery.
    pub delivery: Option<Formula>,
    /// Requirements.
    #[serde(default)]
    pub conditions: Vec<Requirement>,
    /// The documents it rests on.
    pub legal_basis: Vec<LegalDocument>,
    /// Where the data was read.
    pub sources: Vec<String>,
    /// How sure each part is.
    pub confidence: Sureness,
}

/// Level of government (_cấp_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// _Cấp tỉnh._
    Province,
    /// _Cấp huyện_, until 30 June 2025.
    District,
    /// _Cấp xã._
    Commune,
}

/// How much can be done online (_mức độ dịch vụ công trực tuyến_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceLevel {
    /// Only information (_cung cấp thông tin_).
    Information,
    /// A part (_một phần_).
    Partial,
    /// All of it (_toàn trình_).
    Full,
}

/// How a dossier comes in (_kênh nộp_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At the desk (_trực tiếp_).
    InPerson,
    /// Over the network (_trực tuyến_).
    Online,
    /// By public post (_bưu chính công ích_).
    Post,
}

impl Channel {
    /// The code in the law data.
    pub fn code(self) -> &'static str {
        match self {
            Self::InPerson => "in_person",
            Self::Online => "online",
            Self::Post => "post",
        }
    }
}

/// A channel a procedure offers, with a remark for citizens (_cách thức thực hiện_).
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum ChannelUse {
    /// Just offered.
    Plain(Channel),
    /// With a remark.
    Explained {
        /// The channel.
        channel: Channel,
        /// The remark.
        note: Text,
    },
}

impl ChannelUse {
    /// The channel.
    pub fn channel(&self) -> Channel {
        match self {
            Self::Plain(channel) | Self::Explained { channel, .. } => *channel,
        }
    }
}

/// The decision that published a procedure (_quyết định công bố_).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Its number.
    pub number: String,
    /// Its date.
    pub date: Date,
}

law_item! {
    /// One thing that happens, for citizens (_trình tự thực hiện_).
    pub struct StepText {
        /// A few words.
        pub title: Text,
        /// What happens and what you do.
        pub text: Text,
    }
}

/// Named expressions, in the order written.
#[derive(Debug, Clone, Default)]
pub struct Names(pub Vec<(String, Formula)>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> serde::de::Visitor<'de> for InOrder {
            type Value = Names;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("names and their expressions")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    names.push(entry);
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// Where the facts about the applicant come from (_chủ hồ sơ, người nộp_).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicantFormulas {
    /// Name.
    pub name: Formula,
    /// Number of the identity paper or tax code.
    pub id_number: Option<Formula>,
    /// Address.
    pub address: Option<Formula>,
    /// Telephone.
    pub phone: Option<Formula>,
    /// E-mail.
    pub email: Option<Formula>,
    /// Who files for an organisation.
    pub representative: Option<Formula>,
}

impl ApplicantFormulas {
    /// Each with its key.
    pub(crate) fn all(&self) -> [(&'static str, Option<&Formula>); 6] {
        [
            ("name", Some(&self.name)),
            ("id_number", self.id_number.as_ref()),
            ("address", self.address.as_ref()),
            ("phone", self.phone.as_ref()),
            ("email", self.email.as_ref()),
            ("representative", self.representative.as_ref()),
        ]
    }
}

law_item! {
    /// A requirement (_yêu cầu, điều kiện_).
    pub struct Requirement {
        /// What must be so.
        pub text: Text,
    }
}

law_item! {
    /// A document the procedure rests on (_văn bản căn cứ_).
    pub struct LegalDocument {
        /// Its number.
        pub number: String,
        /// When it was signed, if known.
        pub date: Option<Date>,
        /// What it is about.
        pub title: String,
    }
}

/// How sure each part of a pack is (_mức tin cậy từng phần_).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sureness {
    /// The code.
    pub code: Confidence,
    /// Terms.
    pub terms: Confidence,
    /// Fees and charges.
    pub fees: Confidence,
    /// Components.
    pub components: Confidence,
    /// The form.
    pub form: Confidence,
    /// The process.
    pub process: Confidence,
    /// The legal basis.
    pub legal_basis: Confidence,
}
