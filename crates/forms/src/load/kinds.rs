//! Reads the keys that belong to one kind of field.

use std::sync::Arc;

use super::fields::{Naming, Pending, Wanted};
use super::tables;
use crate::check::files::MEDIA_TYPES;
use crate::codes::{Choice, SEVERITIES, choices, pattern};
use crate::kind::{
    AddressRule, Computed, DayRule, FileRule, IdNumberRule, Kind, MultiRule, NumberRule, Paper, Precision,
    ResultKind, SignatureMethod, TaxForm, Tense, TextRule, UnitEra, YearRule,
};
use crate::read::Reader;

const KINDS: [&str; 22] = [
    "text",
    "textarea",
    "number",
    "money",
    "date",
    "partial_date",
    "datetime",
    "month",
    "year",
    "choice",
    "multi",
    "checkbox",
    "id_number",
    "tax_code",
    "phone",
    "email",
    "url",
    "address",
    "table",
    "file",
    "signature",
    "computed",
];

pub(super) fn kind(
    reader: &Reader<'_>,
    id: &str,
    naming: &Naming<'_>,
    pending: &mut Vec<Pending>,
) -> Option<Kind> {
    let name = reader.string("kind")?;
    Some(match name.as_str() {
        "text" => Kind::Text(text(reader, 255)),
        "textarea" => Kind::Textarea(text(reader, 4000)),
        "number" => Kind::Number(number(reader)),
        "money" => Kind::Money(money(reader)),
        "date" => Kind::Date(days(reader, feel::date_from_iso)),
        "partial_date" => Kind::PartialDate(tense_only(reader), precision(reader)),
        "datetime" => Kind::DateTime(tense_only(reader)),
        "month" => Kind::Month(days(reader, |text| feel::date_from_iso(&format!("{text}-01")))),
        "year" => Kind::Year(year(reader)),
        "choice" => Kind::Choice(options(reader, naming)),
        "multi" => Kind::Multi(multi(reader, naming)),
        "checkbox" => Kind::Checkbox,
        "id_number" => Kind::IdNumber(id_number(reader, naming, pending)?),
        "tax_code" => Kind::TaxCode(tax_forms(reader)),
        "phone" => Kind::Phone,
        "email" => Kind::Email,
        "url" => Kind::Url { bare_domain: reader.boolean("bare_domain") },
        "address" => Kind::Address(address(reader)),
        "table" if naming.in_table => {
            reader.refuse("kind", "a column without a table of its own", "table");
            return None;
        }
        "table" => Kind::Table(Box::new(tables::table(reader, id, naming, pending))),
        "file" => Kind::File(file(reader)),
        "signature" => Kind::Signature(signature(reader)),
        "computed" => Kind::Computed(Box::new(computed(reader, naming, pending)?)),
        _ => {
            reader.refuse("kind", format!("one of {}", KINDS.join(", ")), name);
            return None;
        }
    })
}

fn text(reader: &Reader<'_>, longest: usize) -> TextRule {
    let rule = TextRule {
        min_length: reader.count("min_length").unwrap_or(0),
        max_length: reader.count("max_length").unwrap_or(longest),
        pattern: pattern(reader, "pattern", "pattern_hint"),
    };
    if rule.max_length == 0 || rule.max_length > 20_000 || rule.min_length > rule.max_length {
        reader.refuse("max_length", "a length from min_length to 20000", rule.max_length.to_string());
    }
    rule
}

fn number(reader: &Reader<'_>) -> NumberRule {
    let integer = reader.boolean("integer");
    let decimals = reader.count("decimals");
    if integer && decimals.is_some() {
        reader.refuse("decimals", "integer or decimals", "both");
    }
    if decimals.is_some_and(|decimals| decimals > 9) {
        reader.refuse("decimals", "at most 9", "more");
    }
    let decimals =
        if integer { 0 } else { decimals.and_then(|count| u32::try_from(count).ok()).unwrap_or(4) };
    let (min, max) = bounds(reader);
    NumberRule { decimals, min, max, unit: reader.text("unit") }
}

fn money(reader: &Reader<'_>) -> NumberRule {
    let (min, max) = bounds(reader);
    NumberRule { decimals: 0, min: min.or(Some(feel::Number::ZERO)), max, unit: None }
}

fn bounds(reader: &Reader<'_>) -> (Option<feel::Number>, Option<feel::Number>) {
    let (min, max) = (reader.number("min"), reader.number("max"));
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        reader.refuse("max", "min or more", "less");
    }
    (min, max)
}

fn tense(reader: &Reader<'_>) -> Tense {
    let words = [("any", Tense::Any), ("past", Tense::Past), ("future", Tense::Future)];
    reader.one_of("date", &words).unwrap_or_default()
}

fn tense_only(reader: &Reader<'_>) -> DayRule {
    DayRule { tense: tense(reader), min: None, max: None }
}

fn days(reader: &Reader<'_>, read: fn(&str) -> Option<jiff::civil::Date>) -> DayRule {
    let day = |key: &'static str| {
        let text = reader.string(key)?;
        let day = read(&text);
        if day.is_none() {
            reader.refuse(key, "YYYY-MM-DD (YYYY-MM for a month)", text);
        }
        day
    };
    DayRule { tense: tense(reader), min: day("min"), max: day("max") }
}

fn precision(reader: &Reader<'_>) -> Precision {
    reader
        .one_of("precision", &[("year", Precision::Year), ("month", Precision::Month)])
        .unwrap_or(Precision::Year)
}

fn year(reader: &Reader<'_>) -> YearRule {
    let (min, max) = bounds(reader);
    let whole = |number: Option<feel::Number>| number.and_then(feel::Number::to_i64);
    YearRule { tense: tense(reader), min: whole(min), max: whole(max) }
}

fn options(reader: &Reader<'_>, naming: &Naming<'_>) -> Arc<[Choice]> {
    let inline =
        reader.list("options").map(|items| choices(items, &reader.at("options"), None, naming.defects));
    let named = reader.string("options_from");
    let all: Arc<[Choice]> = match (inline, named) {
        (Some(items), None) => items.into(),
        (None, Some(name)) => match naming.codes.list(&name) {
            Some(list) => list.items.clone(),
            None => {
                let known = naming.codes.names().join(", ");
                reader.refuse("options_from", format!("one of {known}"), name);
                return Arc::new([]);
            }
        },
        (Some(_), Some(_)) | (None, None) => {
            reader.refuse("options", "either options or options_from", "both or neither");
            return Arc::new([]);
        }
    };
    let Some(only) = reader.words("options_only") else {
        return all;
    };
    for value in only.iter().filter(|value| !all.iter().any(|choice| choice.value == **value)) {
        reader.refuse("options_only", "values of the list", value.clone());
    }
    all.iter().filter(|choice| only.contains(&choice.value)).cloned().collect()
}

fn multi(reader: &Reader<'_>, naming: &Naming<'_>) -> MultiRule {
    let options = options(reader, naming);
    let min_chosen = reader.count("min_chosen").unwrap_or(0);
    let max_chosen = reader.count("max_chosen").unwrap_or(options.len());
    if min_chosen > max_chosen || max_chosen > options.len() {
        reader.refuse(
            "max_chosen",
            "a count from min_chosen to the number of options",
            max_chosen.to_string(),
        );
    }
    MultiRule { options, min_chosen, max_chosen }
}

fn id_number(reader: &Reader<'_>, naming: &Naming<'_>, pending: &mut Vec<Pending>) -> Option<IdNumberRule> {
    let mut refer = |key: &'static str, kinds: &'static [&'static str]| {
        let id = naming.reference(&reader.id(key)?);
        pending.push(Pending {
            place: reader.at(key),
            wanted: Wanted::Reference(id.clone(), kinds),
            table: None,
        });
        Some(id)
    };
    let document = refer("document", &["choice"]);
    let (birth, sex) = (refer("birth", &["date", "partial_date"]), refer("sex", &["choice"]));
    let nationality = refer("nationality", &["choice"]);
    let documents = reader.words("documents");
    let cross_check = reader.one_of("cross_check", SEVERITIES);
    let paper = match (document, documents) {
        (Some(field), None) => Paper::Field(field),
        (None, Some(names)) => Paper::AnyOf(named_papers(reader, naming, &names)),
        _ => {
            reader.refuse("document", "either document or documents", "both or neither");
            return None;
        }
    };
    Some(IdNumberRule { paper, birth, sex, nationality, cross_check })
}

fn named_papers(
    reader: &Reader<'_>,
    naming: &Naming<'_>,
    names: &[String],
) -> Vec<(Arc<crate::codes::IdRule>, crate::problem::Severity)> {
    let known = naming.codes.list("loai_giay_to").map(|list| list.items.clone()).unwrap_or_default();
    let papers: Vec<_> = names
        .iter()
        .filter_map(|name| {
            let found = known.iter().find(|choice| choice.value == *name);
            let rule = found.and_then(|choice| Some((choice.id_rule.clone()?, choice.cross_check)));
            if rule.is_none() {
                let values: Vec<&str> = known.iter().map(|choice| choice.value.as_str()).collect();
                reader.refuse(
                    "documents",
                    format!("values of loai_giay_to: {}", values.join(", ")),
                    name.clone(),
                );
            }
            rule
        })
        .collect();
    if names.is_empty() {
        reader.refuse("documents", "at least one", "none");
    }
    papers
}

fn tax_forms(reader: &Reader<'_>) -> Vec<TaxForm> {
    const WORDS: [(&str, TaxForm); 3] =
        [("business", TaxForm::Business), ("branch", TaxForm::Branch), ("personal", TaxForm::Personal)];
    let Some(words) = reader.words("forms") else {
        return WORDS.iter().map(|(_, form)| *form).collect();
    };
    let mut forms = Vec::new();
    for word in words {
        match WORDS.iter().find(|(known, _)| *known == word) {
            Some((_, form)) => forms.push(*form),
            None => reader.refuse("forms", "business, branch or personal", word),
        }
    }
    if forms.is_empty() {
        reader.refuse("forms", "business, branch or personal", "none");
    }
    forms
}

fn address(reader: &Reader<'_>) -> AddressRule {
    let units = [("current", UnitEra::Current), ("former", UnitEra::Former), ("any", UnitEra::Any)];
    AddressRule {
        units: reader.one_of("units", &units).unwrap_or(UnitEra::Current),
        vietnam_only: reader.one_of("country", &[("any", false), ("vietnam", true)]).unwrap_or(false),
        detail_required: reader.one_of("detail", &[("optional", false), ("required", true)]).unwrap_or(false),
    }
}

fn file(reader: &Reader<'_>) -> FileRule {
    let accept = reader.words("accept").unwrap_or_default();
    for extension in
        accept.iter().filter(|extension| !MEDIA_TYPES.iter().any(|(known, _)| known == extension))
    {
        let known: Vec<&str> = MEDIA_TYPES.iter().map(|(known, _)| *known).collect();
        reader.refuse("accept", format!("some of {}", known.join(", ")), extension.clone());
    }
    if accept.is_empty() {
        reader.refuse("accept", "at least one kind of file, for example pdf", "none");
    }
    let (max_mb, max_files) = (reader.count("max_mb").unwrap_or(20), reader.count("max_files").unwrap_or(1));
    if max_mb == 0 || max_mb > 2000 || max_files == 0 || max_files > 100 {
        reader.refuse("max_mb", "1 to 2000, and max_files 1 to 100", format!("{max_mb} and {max_files}"));
    }
    FileRule { accept, max_mb, max_files }
}

fn signature(reader: &Reader<'_>) -> Vec<SignatureMethod> {
    let Some(words) = reader.words("methods") else {
        return vec![SignatureMethod::Consent];
    };
    let mut methods = Vec::new();
    for word in words {
        match SignatureMethod::named(&word) {
            Some(method) => methods.push(method),
            None => reader.refuse("methods", "consent, paper or digital", word),
        }
    }
    if methods.is_empty() {
        reader.refuse("methods", "consent, paper or digital", "none");
    }
    methods
}

fn computed(reader: &Reader<'_>, naming: &Naming<'_>, pending: &mut Vec<Pending>) -> Option<Computed> {
    let words = [
        ("number", ResultKind::Number),
        ("money", ResultKind::Money),
        ("text", ResultKind::Text),
        ("date", ResultKind::Date),
        ("boolean", ResultKind::Boolean),
    ];
    let result = reader.one_of("result", &words).unwrap_or(ResultKind::Number);
    let decimals = reader.count("decimals").and_then(|count| u32::try_from(count).ok()).unwrap_or(2).min(9);
    let unit = reader.text("unit");
    if !reader.has("compute") {
        reader.refuse("compute", "a FEEL expression", "none");
    }
    let compute = naming.expr(&reader.expr("compute")?);
    pending.push(Pending {
        place: reader.at("compute"),
        wanted: Wanted::Value(compute.clone()),
        table: None,
    });
    Some(Computed { compute, result, unit, decimals })
}

impl SignatureMethod {
    /// The method with this name.
    pub(crate) fn named(word: &str) -> Option<Self> {
        match word {
            "consent" => Some(Self::Consent),
            "paper" => Some(Self::Paper),
            "digital" => Some(Self::Digital),
            _ => None,
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Consent => "Tôi đồng ý ký bằng hình thức xác nhận điện tử",
            Self::Paper => "Ký trên giấy trước mặt người tiếp nhận",
            Self::Digital => "Đã ký số trong tệp đính kèm",
        }
    }

    /// The name as files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Paper => "paper",
            Self::Digital => "digital",
        }
    }
}
