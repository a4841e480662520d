//! Values as the server wants them: each is encoded for the type of its placeholder in the prepared statement.

use bytes::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Row, Statement};
use uuid::Uuid;

use super::errors::Trouble;
use crate::value::unfit;
use crate::{Cell, CellError, Value};

/// A value in the server's binary form; `None` is null.
pub(crate) struct Encoded(Option<Vec<u8>>);

/// The driver can be told to log what it sends. Values may be about people, and stay out of logs.
impl std::fmt::Debug for Encoded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

impl ToSql for Encoded {
    fn to_sql(
        &self,
        _: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match &self.0 {
            None => Ok(IsNull::Yes),
            Some(bytes) => {
                out.extend_from_slice(bytes);
                Ok(IsNull::No)
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

pub(crate) fn as_params(encoded: &[Encoded]) -> Vec<&(dyn ToSql + Sync)> {
    encoded.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// Encodes all values of a statement, or says which does not fit.
pub(crate) fn encode_all(statement: &Statement, values: &[Value]) -> Result<Vec<Encoded>, Trouble> {
    let wanted = statement.params();
    if wanted.len() != values.len() {
        let reason =
            format!("the statement has {} placeholders, {} values were given", wanted.len(), values.len());
        return Err(Trouble::Unfit { placeholder: wanted.len().min(values.len()) + 1, reason });
    }
    let encode_one = |(at, (value, wanted)): (usize, (&Value, &Type))| {
        let encoded = match unfit(value) {
            Some(reason) => Err(reason.to_owned()),
            None => encode(value, wanted),
        };
        encoded.map(Encoded).map_err(|reason| Trouble::Unfit { placeholder: at + 1, reason })
    };
    values.iter().zip(wanted).enumerate().map(encode_one).collect()
}

fn encode(value: &Value, wanted: &Type) -> Result<Option<Vec<u8>>, String> {
    let misfit = || {
        let (found, wanted) = (value.kind(), wanted.name());
        format!(
            "expected {wanted}, found {found}; if the statement leaves the type open, say `cast(?n as {{…}})` in it"
        )
    };
    let is_text = [Type::TEXT, Type::VARCHAR, Type::BPCHAR, Type::NAME, Type::UNKNOWN].contains(wanted);
    Ok(Some(match value {
        Value::Null => return Ok(None),
        Value::Bool(it) if *wanted == Type::BOOL => vec![u8::from(*it)],
        Value::Int(n) => integer(*n, wanted).ok_or_else(misfit)?,
        Value::Real(n) if *wanted == Type::FLOAT8 => n.to_be_bytes().to_vec(),
        #[expect(clippy::cast_possible_truncation, reason = "the statement asked for single precision")]
        Value::Real(n) if *wanted == Type::FLOAT4 => (*n as f32).to_be_bytes().to_vec(),
        Value::Text(text) if is_text || *wanted == Type::JSON => text.clone().into_bytes(),
        Value::Text(text) if *wanted == Type::JSONB => jsonb(text),
        Value::Json(json) if *wanted == Type::JSON => json.to_string().into_bytes(),
        Value::Json(json) if *wanted == Type::JSONB => jsonb(&json.to_string()),
        Value::Bytes(bytes) if *wanted == Type::BYTEA => bytes.clone(),
        Value::Uuid(id) if *wanted == Type::UUID => id.as_bytes().to_vec(),
        _ => return Err(misfit()),
    }))
}

/// An integer for whatever number the statement infers: `id = ?1` wants int8, `width + ?1` may want int4, and
/// `sum(n) > ?1` wants numeric.
fn integer(n: i64, wanted: &Type) -> Option<Vec<u8>> {
    Some(match *wanted {
        Type::INT8 => n.to_be_bytes().to_vec(),
        Type::INT4 => i32::try_from(n).ok()?.to_be_bytes().to_vec(),
        Type::INT2 => i16::try_from(n).ok()?.to_be_bytes().to_vec(),
        #[expect(clippy::cast_precision_loss, reason = "the statement asked for a real number")]
        Type::FLOAT8 => (n as f64).to_be_bytes().to_vec(),
        Type::NUMERIC => numeric(n),
        _ => return None,
    })
}

/// The binary form of jsonb: a version, then the text.
fn jsonb(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() + 1);
    bytes.push(1);
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

const NEGATIVE: u16 = 0x4000;

/// The binary form of numeric: count of digits to base 10 000, exponent of the first, sign, scale, digits.
fn numeric(n: i64) -> Vec<u8> {
    let mut rest = n.unsigned_abs();
    let mut digits = Vec::new();
    while rest > 0 {
        // Below 10 000, so it fits.
        digits.push(u16::try_from(rest % 10_000).unwrap_or_default());
        rest /= 10_000;
    }
    digits.reverse();
    let count = u16::try_from(digits.len()).unwrap_or_default();
    let sign = if n < 0 { NEGATIVE } else { 0 };
    let head = [count, count.saturating_sub(1), sign, 0];
    head.iter().chain(&digits).flat_map(|part| part.to_be_bytes()).collect()
}

/// A numeric as an integer, or as a real number if it has a fraction.
fn from_numeric(bytes: &[u8]) -> Result<Cell<'static>, CellError> {
    let misfit = || CellError::new("a number", "a numeric that is none");
    let parts: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    let [count, weight, sign, _scale, digits @ ..] = parts.as_slice() else { return Err(misfit()) };
    if !matches!(*sign, 0 | NEGATIVE) || digits.len() != usize::from(*count) {
        return Err(misfit());
    }
    // The exponent is a signed number in the protocol.
    let weight = i32::from(weight.cast_signed());
    let minus = if *sign == NEGATIVE { "-" } else { "" };
    let digit = |at: i32| usize::try_from(at).ok().and_then(|at| digits.get(at)).copied().unwrap_or(0);
    let whole: String = (0..=weight).map(|at| format!("{:04}", digit(at))).collect();
    let fraction: String = (weight + 1..i32::from(*count)).map(|at| format!("{:04}", digit(at))).collect();
    let text = format!("{minus}0{whole}");
    if fraction.bytes().all(|digit| digit == b'0') {
        let n = text.parse().map_err(|_| CellError::new("a number of 64 bits", "a longer one"))?;
        return Ok(Cell::Int(n));
    }
    format!("{text}.{fraction}").parse().map(Cell::Real).map_err(|_| misfit())
}

/// Whatever bytes a column holds.
struct Raw<'a>(Option<&'a [u8]>);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(_: &Type, bytes: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Raw(Some(bytes)))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Raw(None))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// One column of a row.
pub(crate) fn cell(row: &Row, index: usize) -> Result<Cell<'_>, CellError> {
    let Raw(bytes) = row.try_get(index).map_err(|error| CellError::new("a column", error.to_string()))?;
    let Some(bytes) = bytes else { return Ok(Cell::Null) };
    let kind = row.columns()[index].type_();
    let broken = || CellError::new(kind.name(), "other bytes");
    Ok(match *kind {
        Type::BOOL => Cell::Bool(bytes == [1]),
        Type::INT8 => Cell::Int(i64::from_be_bytes(bytes.try_into().map_err(|_| broken())?)),
        Type::INT4 => Cell::Int(i32::from_be_bytes(bytes.try_into().map_err(|_| broken())?).into()),
        Type::INT2 => Cell::Int(i16::from_be_bytes(bytes.try_into().map_err(|_| broken())?).into()),
        Type::FLOAT8 => Cell::Real(f64::from_be_bytes(bytes.try_into().map_err(|_| broken())?)),
        Type::FLOAT4 => Cell::Real(f32::from_be_bytes(bytes.try_into().map_err(|_| broken())?).into()),
        Type::NUMERIC => from_numeric(bytes)?,
        Type::UUID => Cell::Uuid(Uuid::from_slice(bytes).map_err(|_| broken())?),
        Type::BYTEA => Cell::Bytes(bytes),
        Type::JSONB => {
            Cell::Json(std::str::from_utf8(bytes.get(1..).unwrap_or_default()).map_err(|_| broken())?)
        }
        Type::JSON => Cell::Json(std::str::from_utf8(bytes).map_err(|_| broken())?),
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => {
            Cell::Text(std::str::from_utf8(bytes).map_err(|_| broken())?)
        }
        _ => {
            return Err(CellError::new(
                "a type of the dialect",
                format!("{}; cast it in the statement", kind.name()),
            ));
        }
    })
}
