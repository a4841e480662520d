use std::str::FromStr;

use serde::Deserialize;
use serde_saphyr::Spanned;

use crate::lateness::{Compare, EarlyRule, Judgement};
use crate::problem::Problems;
use crate::rule::{DuePolicy, Ground, PauseOption, Rule, WarningRule};
use crate::yaml::{self, Place, Reader, Text};
use crate::{Term, Unit};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    due_policy: Text,
    same_day_cut_off: Text,
    pause_option: Text,
    pause_grounds: Option<Vec<Spanned<RawGround>>>,
    extensions_allowed: Text,
    judgement: Option<Spanned<RawJudgement>>,
    warnings: Option<Spanned<RawWarnings>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGround {
    code: Text,
    name: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawJudgement {
    compare: Text,
    early: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWarnings {
    #[serde(default)]
    percents: Vec<Spanned<String>>,
    working_days_before: Text,
}

pub(crate) fn rule(text: &str) -> Result<Rule, Problems> {
    let raw: RawRule = yaml::read(text)?;
    let mut reader = Reader::default();
    let top = Place { line: 1, path: "" };
    let usual = Rule::default();
    let rule = Rule {
        due_policy: reader
            .read_if_any(&raw.due_policy, top, "due_policy", DuePolicy::from_str)
            .unwrap_or(usual.due_policy),
        same_day_cut_off: reader
            .read_if_any(&raw.same_day_cut_off, top, "same_day_cut_off", yaml::time)
            .unwrap_or(usual.same_day_cut_off),
        pause_option: reader
            .read_if_any(&raw.pause_option, top, "pause_option", PauseOption::from_str)
            .unwrap_or(usual.pause_option),
        pause_grounds: raw.pause_grounds.map_or(usual.pause_grounds, |raw| grounds(&mut reader, &raw)),
        extensions_allowed: reader
            .read_if_any(&raw.extensions_allowed, top, "extensions_allowed", |text| {
                text.parse::<u32>().map_err(|_| "số lần, từ 0 trở lên")
            })
            .unwrap_or(usual.extensions_allowed),
        judgement: raw.judgement.map_or(usual.judgement, |raw| judgement(&mut reader, &raw)),
        warnings: raw.warnings.map_or(usual.warnings, |raw| warnings(&mut reader, &raw)),
    };
    reader.finish(rule)
}

fn grounds(reader: &mut Reader, raw: &[Spanned<RawGround>]) -> Vec<Ground> {
    let mut grounds = Vec::new();
    for (at, ground) in raw.iter().enumerate() {
        let path = format!("pause_grounds[{at}]");
        let place = Place { line: ground.referenced.line(), path: &path };
        let code = reader.required(&ground.value.code, place, "code");
        let name = reader.required(&ground.value.name, place, "name");
        grounds.extend(code.zip(name).map(|(code, name)| Ground { code, name }));
    }
    grounds
}

fn judgement(reader: &mut Reader, raw: &Spanned<RawJudgement>) -> Judgement {
    let place = Place { line: raw.referenced.line(), path: "judgement" };
    let usual = Judgement::default();
    let compare = reader.read_if_any(&raw.value.compare, place, "compare", Compare::from_str);
    let early = reader.read_if_any(&raw.value.early, place, "early", EarlyRule::from_str);
    Judgement { compare: compare.unwrap_or(usual.compare), early: early.unwrap_or(usual.early) }
}

fn warnings(reader: &mut Reader, raw: &Spanned<RawWarnings>) -> WarningRule {
    let mut percents = Vec::new();
    for percent in &raw.value.percents {
        match percent.value.parse::<u8>() {
            Ok(value @ 1..=99) => percents.push(value),
            _ => reader.refuse(
                percent.referenced.line(),
                "warnings.percents",
                "phần trăm từ 1 đến 99".to_owned(),
                &percent.value,
            ),
        }
    }
    let place = Place { line: raw.referenced.line(), path: "warnings" };
    let before = reader.read_if_any(&raw.value.working_days_before, place, "working_days_before", |text| {
        match Term::parse(text, Unit::WorkingDay) {
            Ok(term) if term != Term::NONE => Ok(term.milli()),
            _ => Err("số ngày làm việc, ví dụ 1 hoặc 0,5"),
        }
    });
    WarningRule { percents, milli_days_before: before }
}
