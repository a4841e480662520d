//! Exact decimals of 18 significant digits.
//!
//! Why not a library's decimal: the browser must compute the very same digits. With 18 digits every product and every aligned
//! sum fits 128 bits, so each operation is exact and rounds once, half to even; the browser does the same on `BigInt`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// The most significant digits a number may have, and the most digits after the point.
const DIGITS: u32 = 18;
const LIMIT: i128 = 10_i128.pow(DIGITS);

/// An exact decimal number: at most 18 significant digits, smaller than 10¹⁸, without trailing zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    mantissa: i64,
    scale: u8,
}

/// How to drop digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounding {
    HalfEven,
    HalfUp,
    Up,
    Down,
    Floor,
    Ceiling,
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// The whole number as `i64`, or `None` when there is a fraction.
    pub fn to_i64(self) -> Option<i64> {
        (self.scale == 0).then_some(self.mantissa)
    }

    /// The number of digits after the point.
    pub fn decimals(self) -> u32 {
        u32::from(self.scale)
    }

    /// The number of significant digits.
    pub fn digits(self) -> u32 {
        digits(i128::from(self.mantissa)).max(1)
    }

    /// Less than zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// The same number with at most `decimals` digits after the point, half away from zero.
    pub fn round_half_up(self, decimals: i32) -> Option<Self> {
        self.rescale(decimals, Rounding::HalfUp)
    }

    /// The sum, or `None` when it has too many digits.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.add(other)
    }

    pub(crate) fn add(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other);
        fit(a + b, scale, false)
    }

    pub(crate) fn sub(self, other: Self) -> Option<Self> {
        self.add(other.neg())
    }

    pub(crate) fn mul(self, other: Self) -> Option<Self> {
        let product = i128::from(self.mantissa) * i128::from(other.mantissa);
        fit(product, u32::from(self.scale) + u32::from(other.scale), false)
    }

    /// Long division, one digit at a time: at most 40 turns give the 20 digits that decide the rounding.
    pub(crate) fn div(self, other: Self) -> Option<Self> {
        if other.mantissa == 0 {
            return None;
        }
        let negative = (self.mantissa < 0) != (other.mantissa < 0);
        let divisor = i128::from(other.mantissa).abs();
        let dividend = i128::from(self.mantissa).abs();
        let (mut quotient, mut rest, mut turns) = (dividend / divisor, dividend % divisor, 0_i32);
        while rest != 0 && digits(quotient) < 20 && turns < 40 {
            rest *= 10;
            quotient = quotient * 10 + rest / divisor;
            rest %= divisor;
            turns += 1;
        }
        let mut scale = turns + i32::from(self.scale) - i32::from(other.scale);
        if scale < 0 {
            quotient = quotient.checked_mul(pow10(scale.unsigned_abs())?)?;
            scale = 0;
        }
        let signed = if negative { -quotient } else { quotient };
        fit(signed, scale.unsigned_abs(), rest != 0)
    }

    /// The rest of the division rounded down, so it has the sign of the divisor.
    pub(crate) fn modulo(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other);
        if b == 0 {
            return None;
        }
        let rest = a % b;
        fit(if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest }, scale, false)
    }

    pub(crate) fn neg(self) -> Self {
        Self { mantissa: -self.mantissa, scale: self.scale }
    }

    pub(crate) fn abs(self) -> Self {
        Self { mantissa: self.mantissa.abs(), scale: self.scale }
    }

    /// Rounds to `decimals` digits after the point; a negative count rounds to tens, hundreds and so on.
    pub(crate) fn rescale(self, decimals: i32, rounding: Rounding) -> Option<Self> {
        if !(-17..=18).contains(&decimals) {
            return None;
        }
        if i32::from(self.scale) <= decimals {
            return Some(self);
        }
        let drop = (i32::from(self.scale) - decimals).unsigned_abs();
        let rounded = shorten(i128::from(self.mantissa), drop, false, rounding);
        if decimals >= 0 {
            return fit(rounded, decimals.unsigned_abs(), false);
        }
        fit(rounded.checked_mul(pow10(decimals.unsigned_abs())?)?, 0, false)
    }

    fn aligned(self, other: Self) -> (i128, i128, u32) {
        let scale = self.scale.max(other.scale);
        let widen = |n: Self| i128::from(n.mantissa) * 10_i128.pow(u32::from(scale - n.scale));
        (widen(self), widen(other), u32::from(scale))
    }
}

/// Rounds `mantissa` · 10^-`scale` once so that it fits, or `None` when it is 10¹⁸ or more.
fn fit(mantissa: i128, scale: u32, sticky: bool) -> Option<Number> {
    let drop = digits(mantissa).saturating_sub(DIGITS).max(scale.saturating_sub(DIGITS));
    if drop > scale {
        return None;
    }
    let mut mantissa = shorten(mantissa, drop, sticky, Rounding::HalfEven);
    let mut scale = scale - drop;
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    if mantissa.abs() >= LIMIT {
        return None;
    }
    Some(Number { mantissa: i64::try_from(mantissa).ok()?, scale: u8::try_from(scale).ok()? })
}

/// Drops the last `drop` digits; `sticky` says that more non-zero digits followed.
fn shorten(mantissa: i128, drop: u32, sticky: bool, rounding: Rounding) -> i128 {
    if drop == 0 {
        return mantissa;
    }
    let Some(unit) = pow10(drop) else {
        return 0;
    };
    let (kept, rest) = (mantissa / unit, (mantissa % unit).abs());
    let away = if mantissa < 0 { -1 } else { 1 };
    let half = (rest * 2).cmp(&unit).then(if sticky { Ordering::Greater } else { Ordering::Equal });
    let inexact = rest != 0 || sticky;
    let grow = match rounding {
        Rounding::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && kept % 2 != 0),
        Rounding::HalfUp => half != Ordering::Less,
        Rounding::Up => inexact,
        Rounding::Down => false,
        Rounding::Floor => inexact && mantissa < 0,
        Rounding::Ceiling => inexact && mantissa > 0,
    };
    if grow { kept + away } else { kept }
}

fn pow10(exponent: u32) -> Option<i128> {
    (exponent <= 38).then(|| 10_i128.pow(exponent))
}

fn digits(mantissa: i128) -> u32 {
    mantissa.unsigned_abs().checked_ilog10().map_or(0, |log| log + 1)
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self { mantissa: i64::from(value), scale: 0 }
    }
}

impl TryFrom<i64> for Number {
    type Error = ();

    /// Fails for whole numbers of 10¹⁸ and more.
    fn try_from(value: i64) -> Result<Self, ()> {
        fit(i128::from(value), 0, false).ok_or(())
    }
}

impl FromStr for Number {
    type Err = ();

    /// Reads `-12.50` or `1.5e-7`. A number that does not fit exactly in 18 digits is refused, never rounded.
    fn from_str(text: &str) -> Result<Self, ()> {
        if text.len() > 60 {
            return Err(());
        }
        let (plain, exponent) = match text.split_once(['e', 'E']) {
            Some((plain, exponent)) => (plain, i32::from(exponent.parse::<i16>().map_err(|_| ())?)),
            None => (text, 0),
        };
        let (negative, unsigned) = plain.strip_prefix('-').map_or((false, plain), |rest| (true, rest));
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let bare_point = unsigned.contains('.') && fraction.is_empty();
        if whole.is_empty() || bare_point || !all_digits(whole) || !all_digits(fraction) {
            return Err(());
        }
        let significant = format!("{whole}{fraction}");
        let trimmed = significant.trim_start_matches('0').trim_end_matches('0');
        let zeros_cut = significant.trim_start_matches('0').len() - trimmed.len();
        let scale = i32::try_from(fraction.len()).map_err(|_| ())?
            - exponent
            - i32::try_from(zeros_cut).map_err(|_| ())?;
        if trimmed.is_empty() {
            return Ok(Self::ZERO);
        }
        if trimmed.len() > DIGITS as usize || !(-18..=18).contains(&scale) {
            return Err(());
        }
        let mantissa: i128 = trimmed.parse().map_err(|_| ())?;
        let signed = if negative { -mantissa } else { mantissa };
        if scale < 0 {
            return fit(signed * 10_i128.pow(scale.unsigned_abs()), 0, false).ok_or(());
        }
        fit(signed, scale.unsigned_abs(), false).ok_or(())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = usize::from(self.scale);
        let text = format!("{:0width$}", self.mantissa.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = text.split_at(text.len() - scale);
        let sign = if self.mantissa < 0 { "-" } else { "" };
        if scale == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b, _) = self.aligned(*other);
        a.cmp(&b)
    }
}

#[cfg(test)]
mod tests {
    use super::{Number, Rounding};

    fn number(text: &str) -> Number {
        text.parse().expect("the test writes a number")
    }

    #[test]
    fn arithmetic_is_exact_where_binary_fractions_are_not() {
        assert_eq!(number("0.1").add(number("0.2")), Some(number("0.3")));
        assert_eq!(number("1.10").mul(number("3")), Some(number("3.3")));
        assert_eq!(number("10").div(number("4")), Some(number("2.5")));
    }

    #[test]
    fn a_quotient_keeps_18_digits_whatever_the_sizes() {
        assert_eq!(number("1").div(number("3")), Some(number("0.333333333333333333")));
        assert_eq!(number("2").div(number("3")), Some(number("0.666666666666666667")));
        assert_eq!(number("1").div(number("0.999999999999999999")), Some(number("1")));
        assert_eq!(number("0.000000000000000001").div(number("3")), Some(number("0")));
        assert_eq!(number("100000000000000000").div(number("0.1")), None);
    }

    #[test]
    fn what_does_not_fit_is_refused_or_null_and_never_cut() {
        assert!("1234567890123456789".parse::<Number>().is_err());
        assert_eq!("1000000000000000000".parse::<Number>(), Err(()));
        assert_eq!(number("999999999999999999").add(number("1")), None);
        for bad in ["", "-", ".5", "5.", "1 0", "0x1", "1e400", "+1", "1.2.3", "١"] {
            assert!(bad.parse::<Number>().is_err(), "{bad:?} must be refused");
        }
    }

    #[test]
    fn rounding_modes_differ_only_on_the_way_they_drop() {
        let cases = [
            (Rounding::HalfEven, "2.5", "2"),
            (Rounding::HalfUp, "2.5", "3"),
            (Rounding::HalfUp, "-2.5", "-3"),
            (Rounding::Up, "2.1", "3"),
            (Rounding::Down, "-2.9", "-2"),
            (Rounding::Floor, "-2.1", "-3"),
            (Rounding::Ceiling, "-2.9", "-2"),
        ];
        for (rounding, given, expected) in cases {
            assert_eq!(number(given).rescale(0, rounding), Some(number(expected)), "{rounding:?} {given}");
        }
        assert_eq!(number("1450").rescale(-2, Rounding::HalfEven), Some(number("1400")));
    }

    #[test]
    fn numbers_print_as_they_are_read() {
        for text in ["0", "-0.5", "0.05", "120", "999999999999999999", "0.000000000000000001"] {
            assert_eq!(number(text).to_string(), text);
        }
        assert_eq!(number("1.50").to_string(), "1.5");
        assert_eq!(number("1.5e3").to_string(), "1500");
        assert_eq!(number("-7.5e-3").to_string(), "-0.0075");
    }
}
