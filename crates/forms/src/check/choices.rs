//! Choices and ticks.

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::codes::Choice;
use crate::kind::MultiRule;
use crate::problem::{Fault, quoted};

/// The chosen option; a second fault is a warning about it.
pub(crate) fn choice(json: &Json, options: &[Choice], today: Date) -> Result<(String, Option<Fault>), Fault> {
    let typed = json.as_str().map_or_else(|| json.to_string(), |text| text.trim().to_owned());
    let Some(option) = options.iter().find(|option| option.value == typed) else {
        let expected = "một trong các lựa chọn đã nêu";
        return Err(Fault::new("choice.unknown", expected, quoted(&typed), "Xin chọn lại trong danh sách."));
    };
    if !option.is_in_force(today) {
        return Err(Fault::new(
            "choice.not_in_force",
            "một lựa chọn đang áp dụng",
            quoted(&option.label.vi),
            "Lựa chọn này chưa hoặc không còn áp dụng; xin chọn lại.",
        ));
    }
    let warning = option.warning.as_ref().filter(|(from, _)| *from <= today).map(|(_, text)| {
        Fault::new("choice.outdated", "giấy tờ còn giá trị", quoted(&option.label.vi), text.vi.clone())
            .into_warning()
    });
    Ok((option.value.clone(), warning))
}

/// The chosen options, each once, in the order of the list.
pub(crate) fn multi(json: &Json, rule: &MultiRule, today: Date) -> Result<Vec<String>, Fault> {
    let posted: Vec<&Json> = match json {
        Json::Array(items) => items.iter().filter(|item| *item != "").collect(),
        single => vec![single],
    };
    if posted.len() > rule.options.len() * 2 + 8 {
        let found = format!("{} lựa chọn", posted.len());
        return Err(Fault::new("choice.too_many", "mỗi lựa chọn một lần", found, "Xin chọn lại."));
    }
    let mut chosen = Vec::new();
    for item in posted {
        chosen.push(choice(item, &rule.options, today)?.0);
    }
    let ordered: Vec<String> = rule
        .options
        .iter()
        .map(|option| option.value.clone())
        .filter(|value| chosen.contains(value))
        .collect();
    if ordered.len() > rule.max_chosen {
        let expected = format!("nhiều nhất {} lựa chọn", rule.max_chosen);
        return Err(Fault::new(
            "choice.too_many",
            expected,
            format!("{}", ordered.len()),
            "Xin bỏ bớt lựa chọn.",
        ));
    }
    if !ordered.is_empty() && ordered.len() < rule.min_chosen {
        let expected = format!("ít nhất {} lựa chọn", rule.min_chosen);
        return Err(Fault::new("choice.too_few", expected, format!("{}", ordered.len()), "Xin chọn thêm."));
    }
    Ok(ordered)
}

/// A tick; pages post `on`, `true` or `1`.
pub(crate) fn checkbox(json: &Json) -> Result<bool, Fault> {
    match json {
        Json::Bool(value) => Ok(*value),
        Json::String(text) => match text.trim() {
            "on" | "true" | "1" => Ok(true),
            "" | "off" | "false" | "0" => Ok(false),
            other => Err(not_a_tick(other)),
        },
        other => Err(not_a_tick(&other.to_string())),
    }
}

fn not_a_tick(found: &str) -> Fault {
    Fault::new("checkbox.format", "đánh dấu hoặc để trống", quoted(found), "Xin đánh dấu lại ô này.")
}
