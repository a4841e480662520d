//! Numbers of identity papers, tax codes and phones.

use jiff::civil::Date;

use crate::codes::{IdRule, Rules};
use crate::kind::TaxForm;
use crate::problem::{Fault, quoted};

/// Capital letters and digits, without the spaces and dots people group them with.
pub(crate) fn compact(typed: &str) -> Result<String, Fault> {
    let number: String =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '.').flat_map(char::to_uppercase).collect();
    if number.is_empty() || number.chars().count() > 40 {
        let expected = "số giấy tờ dài nhiều nhất 40 ký tự";
        return Err(Fault::new(
            "id_number.format",
            expected,
            quoted(typed),
            "Xin chỉ ghi số, không ghi thêm chữ.",
        ));
    }
    Ok(number)
}

/// Whether a number has the shape of a paper. `is_foreign` is unknown while the nationality is.
pub(crate) fn fits(number: &str, rule: &IdRule, is_foreign: Option<bool>) -> bool {
    let home = || rule.pattern.regex.is_match(number);
    let abroad = || rule.foreign.as_ref().is_some_and(|foreign| foreign.regex.is_match(number));
    match (rule.foreign.is_some(), is_foreign) {
        (false, _) | (true, Some(false)) => home(),
        (true, Some(true)) => abroad(),
        (true, None) => home() || abroad(),
    }
}

pub(crate) fn misfit(number: &str, rule: &IdRule, is_foreign: Option<bool>) -> Fault {
    let hint = match (&rule.foreign, is_foreign) {
        (Some(foreign), Some(true)) => &foreign.hint,
        _ => &rule.pattern.hint,
    };
    Fault::new(
        "id_number.format",
        hint.vi.clone(),
        quoted(number),
        "Xin xem lại số ghi trên giấy tờ và loại giấy tờ đã chọn.",
    )
}

/// What digits 4 to 6 of an identity number tell: year of birth, and whether male.
pub(crate) fn told_by_number(number: &str) -> Option<(i64, bool)> {
    let digits: Vec<i64> = number.bytes().map(|byte| i64::from(byte) - 48).collect();
    if digits.len() != 12 || digits.iter().any(|digit| !(0..=9).contains(digit)) {
        return None;
    }
    Some((1900 + digits[3] / 2 * 100 + digits[4] * 10 + digits[5], digits[3] % 2 == 0))
}

/// Reads a tax code into its written form.
pub(crate) fn tax_code(typed: &str, forms: &[TaxForm], rules: &Rules, today: Date) -> Result<String, Fault> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
    let allowed = |form: TaxForm| forms.contains(&form);
    let digits_only = code.bytes().all(|byte| byte.is_ascii_digit());
    match code.len() {
        10 if digits_only && allowed(TaxForm::Business) => verified(&code, typed).map(|()| code),
        13 if digits_only && allowed(TaxForm::Branch) => {
            let (business, branch) = code.split_at(10);
            verified(business, typed).map(|()| format!("{business}-{branch}"))
        }
        12 if digits_only && allowed(TaxForm::Personal) => {
            if today < rules.personal_tax_code_from {
                let day = crate::show::date(rules.personal_tax_code_from);
                return Err(Fault::new(
                    "tax_code.not_yet",
                    "mã số thuế gồm 10 hoặc 13 chữ số",
                    quoted(typed),
                    format!(
                        "Số định danh 12 chữ số dùng làm mã số thuế từ {day}; trước ngày đó xin ghi mã số thuế."
                    ),
                ));
            }
            Ok(code)
        }
        _ => Err(Fault::new(
            "tax_code.format",
            tax_hint(forms),
            quoted(typed),
            "Xin xem lại mã số thuế ghi trên giấy chứng nhận.",
        )),
    }
}

fn tax_hint(forms: &[TaxForm]) -> String {
    let words: Vec<&str> = forms
        .iter()
        .map(|form| match form {
            TaxForm::Business => "10 chữ số",
            TaxForm::Branch => "13 chữ số (10 số - 3 số)",
            TaxForm::Personal => "12 chữ số của số định danh",
        })
        .collect();
    format!("mã số thuế gồm {}", words.join(" hoặc "))
}

/// The tenth digit is 10 minus the weighted sum of the first nine modulo 11.
fn verified(ten_digits: &str, typed: &str) -> Result<(), Fault> {
    const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    let digits: Vec<u32> = ten_digits.bytes().map(|byte| u32::from(byte) - 48).collect();
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    if digits.get(9) == Some(&(10 - sum % 11)) {
        return Ok(());
    }
    Err(Fault::new(
        "tax_code.check_digit",
        "mã số thuế có chữ số kiểm tra đúng",
        quoted(typed),
        "Có thể một chữ số bị gõ nhầm; xin đối chiếu với giấy chứng nhận.",
    ))
}

/// Reads a phone number into digits that start with 0.
pub(crate) fn phone(typed: &str, rules: &Rules) -> Result<String, Fault> {
    let bare: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '(' | ')'))
        .take(20)
        .collect();
    let international = bare.strip_prefix("+84").or_else(|| bare.strip_prefix("0084"));
    let number = match international {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => bare,
    };
    if rules.phone.regex.is_match(&number) {
        return Ok(number);
    }
    Err(Fault::new(
        "phone.format",
        rules.phone.hint.vi.clone(),
        quoted(typed),
        "Xin nhập ví dụ 0912 345 678.",
    ))
}
