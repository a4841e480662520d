//! Numbers, as machines send them and as people type them: `1500.5`, `1.500,5`, `1.500.000`.

use feel::{Number, Value};
use serde_json::Value as Json;

use crate::kind::NumberRule;
use crate::problem::{Fault, quoted};
use crate::show;

/// More digits would not survive the way through JSON numbers.
const DIGITS: u32 = 15;

/// Reads a number under its rule.
pub(crate) fn number(json: &Json, rule: &NumberRule) -> Result<Number, Fault> {
    let number = match json {
        Json::Number(_) => {
            Value::from_json(json).as_number().ok_or_else(|| too_many_digits(&json.to_string()))?
        }
        Json::String(typed) => typed_number(typed.trim(), rule.decimals == 0)?,
        other => return Err(not_a_number(&other.to_string())),
    };
    bounded(number, rule)
}

fn bounded(number: Number, rule: &NumberRule) -> Result<Number, Fault> {
    let found = show::number(number);
    if number.digits() > DIGITS {
        return Err(too_many_digits(&found));
    }
    if rule.decimals == 0 && number.decimals() > 0 {
        return Err(Fault::new("number.integer", "một số nguyên", found, "Xin bỏ phần lẻ sau dấu phẩy."));
    }
    if number.decimals() > rule.decimals {
        let expected = format!("nhiều nhất {} chữ số sau dấu phẩy", rule.decimals);
        return Err(Fault::new("number.decimals", expected, found, "Xin làm tròn lại."));
    }
    let unit = rule.unit.as_ref().map_or(String::new(), |unit| format!(" {}", unit.vi));
    if let Some(min) = rule.min.filter(|min| number < *min) {
        let expected = format!("từ {}{unit} trở lên", show::number(min));
        return Err(Fault::new("number.min", expected, found, "Xin nhập số lớn hơn."));
    }
    if let Some(max) = rule.max.filter(|max| number > *max) {
        let expected = format!("không quá {}{unit}", show::number(max));
        return Err(Fault::new("number.max", expected, found, "Xin nhập số nhỏ hơn."));
    }
    Ok(number)
}

/// A dot groups thousands and a comma starts the fraction; one dot before three digits could be either and is asked back.
fn typed_number(typed: &str, is_integer: bool) -> Result<Number, Fault> {
    if typed.len() > 40 {
        return Err(not_a_number(typed));
    }
    let plain: String = typed.chars().filter(|c| !matches!(c, ' ' | '\u{A0}' | '\u{202F}')).collect();
    let (negative, unsigned) = plain.strip_prefix('-').map_or((false, plain.as_str()), |rest| (true, rest));
    let (whole, fraction) = match unsigned.split_once(',') {
        Some((whole, fraction)) => {
            (ungrouped(whole).ok_or_else(|| not_a_number(typed))?, fraction.to_owned())
        }
        None if is_integer => (ungrouped(unsigned).ok_or_else(|| not_a_number(typed))?, String::new()),
        None => dotted(typed, unsigned)?,
    };
    let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits_only(&whole) || !digits_only(&fraction) || unsigned.ends_with(',') {
        return Err(not_a_number(typed));
    }
    let sign = if negative { "-" } else { "" };
    let text =
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
    text.parse().map_err(|()| too_many_digits(typed))
}

/// A number written without comma, where fractions are allowed.
fn dotted(typed: &str, unsigned: &str) -> Result<(String, String), Fault> {
    let Some((whole, fraction)) = unsigned.split_once('.') else {
        return Ok((unsigned.to_owned(), String::new()));
    };
    if fraction.contains('.') {
        return ungrouped(unsigned).map(|whole| (whole, String::new())).ok_or_else(|| not_a_number(typed));
    }
    let could_be_thousands = fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    if could_be_thousands {
        let (thousands, decimal) = (format!("{whole}{fraction}"), format!("{whole},{fraction}"));
        return Err(Fault::new(
            "number.ambiguous",
            format!("{thousands} hoặc {decimal}"),
            quoted(typed),
            format!("Dấu chấm này có thể hiểu hai cách. Xin viết {thousands} hoặc {decimal}."),
        ));
    }
    if fraction.is_empty() {
        return Err(not_a_number(typed));
    }
    Ok((whole.to_owned(), fraction.to_owned()))
}

/// `1.500.000` without its dots; `None` when the groups are not of three digits.
fn ungrouped(text: &str) -> Option<String> {
    let mut groups = text.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let starts_well = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let is_grouped = rest.is_empty() || starts_well && rest.iter().all(|group| group.len() == 3);
    is_grouped.then(|| text.replace('.', ""))
}

fn not_a_number(found: &str) -> Fault {
    Fault::new("number.format", "một số", quoted(found), "Xin chỉ nhập chữ số, ví dụ 1500 hoặc 12,5.")
}

fn too_many_digits(found: &str) -> Fault {
    Fault::new("number.digits", "nhiều nhất 15 chữ số", quoted(found), "Xin kiểm tra lại số đã nhập.")
}

/// A number as JSON; at most 15 digits, so nothing is lost.
pub(crate) fn to_json(number: Number) -> Json {
    Value::Number(number).to_json()
}

/// A year of four digits.
pub(crate) fn year(json: &Json) -> Result<i64, Fault> {
    let year = match json {
        Json::Number(number) => number.as_i64(),
        Json::String(typed) => {
            let typed = typed.trim();
            (typed.len() == 4 && typed.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| typed.parse().ok())
                .flatten()
        }
        _ => None,
    };
    year.filter(|year| (super::days::FIRST_YEAR..=super::days::LAST_YEAR).contains(year)).ok_or_else(|| {
        let found = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
        Fault::new(
            "year.format",
            "năm gồm bốn chữ số, từ 1800 đến 2200",
            quoted(&found),
            "Xin nhập năm, ví dụ 1990.",
        )
    })
}
