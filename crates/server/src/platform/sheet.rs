//! A table as a file (_xuất bảng tính_): CSV for other programs, XLSX for people.

use bytes::Bytes;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words, or a number that is no amount: a code, a phone.
    Text(String),
    /// An amount.
    Number(i64),
}

/// A table with a title, sentences above it, heads and rows.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// What it is.
    pub title: String,
    /// Sentences under the title: period, unit, when it was made.
    pub notes: Vec<String>,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// UTF-8 with a byte order mark, as spreadsheet programs expect it; heads and rows only.
    pub fn csv(&self) -> anyhow::Result<Bytes> {
        let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(&self.heads)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Cell::plain))?;
        }
        Ok(writer.into_inner()?.into())
    }

    /// One sheet of a workbook.
    pub fn xlsx(&self) -> anyhow::Result<Bytes> {
        Ok(self.workbook()?.into())
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let bold = Format::new().set_bold();
        let head = Format::new().set_bold().set_text_wrap();
        let sheet = workbook.add_worksheet();
        sheet.write_string_with_format(0, 0, &self.title, &bold)?;
        let mut at = 1;
        for note in &self.notes {
            sheet.write_string(at, 0, note)?;
            at += 1;
        }
        at += 1;
        for (column, text) in (0_u16..).zip(&self.heads) {
            sheet.write_string_with_format(at, column, text, &head)?;
            sheet.set_column_width(column, if column == 0 { 40 } else { 18 })?;
        }
        for row in &self.rows {
            at += 1;
            for (column, cell) in (0_u16..).zip(row) {
                match cell {
                    Cell::Text(text) => sheet.write_string(at, column, text)?,
                    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
                    Cell::Number(number) => sheet.write_number(at, column, *number as f64)?,
                };
            }
        }
        workbook.save_to_buffer()
    }
}

impl Cell {
    /// The cell in a CSV file. Whatever a program could take for a formula begins with an apostrophe.
    fn plain(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
            Self::Text(text) => text.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_formula_is_only_text() {
        let rows = vec![vec![Cell::Text("=HYPERLINK(\"x\")".into()), Cell::Number(-3)]];
        let sheet = Sheet { heads: vec!["Tên".into(), "Số".into()], rows, ..Sheet::default() };
        let text = String::from_utf8(sheet.csv().unwrap().to_vec()).unwrap();
        assert_eq!(text, "\u{feff}Tên,Số\n\"'=HYPERLINK(\"\"x\"\")\",-3\n");
        assert!(sheet.xlsx().unwrap().starts_with(b"PK"));
    }
}
