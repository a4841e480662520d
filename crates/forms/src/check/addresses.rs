//! Structured addresses, before and after 1 July 2025.

use feel::Value;
use serde_json::{Map, Value as Json, json};

use super::texts;
use crate::context::Context;
use crate::kind::{AddressRule, UnitEra};
use crate::problem::{Fault, quoted};
use crate::show::Words;

/// The longest free part of an address.
const DETAIL_LENGTH: usize = 300;
const PARTS: [&str; 5] = ["country", "province", "district", "commune", "detail"];

/// Reads an address; `None` when it is empty.
pub(crate) fn address(
    json: &Json,
    rule: &AddressRule,
    words: Words<'_>,
) -> Result<Option<(Json, Value)>, Fault> {
    let Json::Object(parts) = json else {
        let found = quoted(&json.to_string());
        return Err(Fault::new(
            "address.format",
            "địa chỉ gồm tỉnh, xã và số nhà",
            found,
            "Xin chọn lại địa chỉ.",
        ));
    };
    let part = |name: &str| match parts.get(name) {
        Some(Json::String(text)) => texts::line(text),
        None | Some(Json::Null) => Ok(String::new()),
        Some(other) => Err(Fault::new(
            "address.format",
            "chữ trong từng phần của địa chỉ",
            quoted(&other.to_string()),
            "Xin chọn lại địa chỉ.",
        )),
    };
    let [country, province, district, commune, detail] =
        [part(PARTS[0])?, part(PARTS[1])?, part(PARTS[2])?, part(PARTS[3])?, part(PARTS[4])?];
    let is_home = country.is_empty() || country == "VN";
    if is_home && [&province, &district, &commune, &detail].iter().all(|part| part.is_empty()) {
        return Ok(None);
    }
    let country = if country.is_empty() { "VN".to_owned() } else { country };
    measure_detail(&detail, rule.detail_required || country != "VN")?;
    if country != "VN" {
        return abroad(&country, &detail, rule, words).map(Some);
    }
    check_units([&province, &district, &commune], rule, words.context)?;
    let named = [
        ("country", country),
        ("province", province),
        ("district", district),
        ("commune", commune),
        ("detail", detail),
    ];
    Ok(Some(written(&named)))
}

fn measure_detail(detail: &str, required: bool) -> Result<(), Fault> {
    let length = detail.chars().count();
    if length > DETAIL_LENGTH {
        let expected = format!("nhiều nhất {DETAIL_LENGTH} ký tự");
        return Err(Fault::new(
            "text.too_long",
            expected,
            format!("{length} ký tự"),
            "Xin viết gọn số nhà, đường, thôn.",
        ));
    }
    if required && detail.is_empty() {
        return Err(Fault::new(
            "address.detail",
            "số nhà, đường, thôn hoặc tổ dân phố",
            "chưa ghi",
            "Xin ghi phần chi tiết của địa chỉ.",
        ));
    }
    Ok(())
}

fn abroad(country: &str, detail: &str, rule: &AddressRule, words: Words<'_>) -> Result<(Json, Value), Fault> {
    let is_known = words.countries.iter().any(|choice| choice.value == country);
    if rule.vietnam_only || !is_known {
        let expected =
            if rule.vietnam_only { "địa chỉ ở Việt Nam" } else { "một nước trong danh sách" };
        return Err(Fault::new("address.country", expected, quoted(country), "Xin chọn lại nước."));
    }
    Ok(written(&[("country", country.to_owned()), ("detail", detail.to_owned())]))
}

fn check_units(
    [province, district, commune]: [&str; 3],
    rule: &AddressRule,
    context: &Context<'_>,
) -> Result<(), Fault> {
    let fault = |code, expected: &str, found: &str| {
        let found = if found.is_empty() { "chưa chọn".to_owned() } else { quoted(found) };
        Fault::new(code, expected, found, "Xin chọn lại trong danh sách đơn vị hành chính.")
    };
    if rule.units == UnitEra::Former && district.is_empty() {
        return Err(fault("address.district", "huyện, quận theo địa giới trước 01/7/2025", district));
    }
    let day = (rule.units == UnitEra::Current).then_some(context.today);
    let district_given = (!district.is_empty()).then_some(district);
    let found = context.places.find(province, district_given, commune, day);
    let when = if day.is_some() { " đang có hiệu lực" } else { "" };
    if found.province.is_none() {
        return Err(fault("address.province", &format!("tỉnh, thành phố{when}"), province));
    }
    if district_given.is_some() && found.district.is_none() {
        return Err(fault("address.district", &format!("huyện, quận thuộc tỉnh đã chọn{when}"), district));
    }
    if found.commune.is_none() {
        let above = if district_given.is_some() { "huyện" } else { "tỉnh" };
        return Err(fault("address.commune", &format!("xã, phường thuộc {above} đã chọn{when}"), commune));
    }
    Ok(())
}

fn written(parts: &[(&'static str, String)]) -> (Json, Value) {
    let present = parts.iter().filter(|(_, text)| !text.is_empty());
    let json: Map<String, Json> = present.map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    let feel = Value::context(PARTS.map(|name| {
        let text = parts.iter().find(|(known, text)| *known == name && !text.is_empty());
        (name, text.map_or(Value::Null, |(_, text)| Value::text(text)))
    }));
    (Json::Object(json), feel)
}
