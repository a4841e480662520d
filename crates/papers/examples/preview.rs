//! Prints the sample of every card in a folder of papers:
//! `cargo run -p papers --example preview -- law/papers <fonts> <out>`.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use jiff::Timestamp;
use papers::{Papers, Shelf};

fn main() -> Result<(), Box<dyn Error>> {
    let [shelf, fonts, out] = [1, 2, 3].map(|place| env::args().nth(place).map(PathBuf::from));
    let (Some(shelf), Some(fonts), Some(out)) = (shelf, fonts, out) else {
        return Err("cần ba tham số: thư mục mẫu, thư mục phông chữ, thư mục ra".into());
    };
    let (shelf, papers) = (Shelf::open(shelf)?, Papers::from_dir(fonts)?);
    fs::create_dir_all(&out)?;
    let mut failed = 0;
    for (name, card, paper) in shelf.papers() {
        match papers.render(paper, &card.sample, Timestamp::UNIX_EPOCH) {
            Ok(print) => fs::write(out.join(format!("{}.pdf", name.replace('/', "-"))), print.pdf)?,
            Err(error) => {
                failed += 1;
                eprintln!("{name}: {error}");
            }
        }
    }
    if failed > 0 { Err(format!("{failed} mẫu không in được").into()) } else { Ok(()) }
}
