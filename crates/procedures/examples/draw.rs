//! Draws the picture of a process that has none, or draws it anew:
//! `cargo run -p procedures --example draw -- law/procedures/*/process.bpmn`

use std::{env, fs, io, process::ExitCode};

fn main() -> io::Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    for file in env::args().skip(1) {
        let bare = without_picture(&fs::read_to_string(&file)?);
        let reading = process::read(&bare);
        match &reading.definition {
            Some(definition) => fs::write(&file, process::with_layout(&bare, definition))?,
            None => {
                let faults: Vec<String> = reading.refusals().map(ToString::to_string).collect();
                eprintln!("{file}:\n{}", faults.join("\n"));
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

/// The file without the diagram that was drawn into it before.
fn without_picture(xml: &str) -> String {
    const END: &str = "</bpmndi:BPMNDiagram>\n";
    match (xml.find("  <bpmndi:BPMNDiagram"), xml.find(END)) {
        (Some(start), Some(end)) => format!("{}{}", &xml[..start], &xml[end + END.len()..]),
        _ => xml.to_owned(),
    }
}
