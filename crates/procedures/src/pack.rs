//! A pack: everything one folder says about one procedure.

use std::collections::BTreeMap;

use forms::{Blocks, Codes, Form};
use jiff::civil::Date;
use process::Definition;
use serde_json::Value as Json;

use crate::{
    Agency, Case, Catalogue, Component, Defect, Fee, InForce, OutcomeKind, Part, Procedure, Term,
    fee::FeeFile, flow, names, sound, yaml,
};

/// What all packs share, already read by the caller (_dữ liệu dùng chung_).
#[derive(Debug, Clone)]
pub struct Shared {
    /// Roles, fields, audiences, life events.
    pub catalogue: Catalogue,
    /// Blocks of forms.
    pub blocks: Blocks,
    /// Code lists of forms.
    pub codes: Codes,
    /// The id of each paper, and the `outcome` object of the sample in its card.
    pub papers: BTreeMap<String, Json>,
    /// Units by code.
    pub units: BTreeMap<String, UnitSpan>,
}

/// How long a unit exists (_thời gian tồn tại của đơn vị_).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSpan {
    /// Its name.
    pub name: String,
    /// First day.
    pub first_day: Option<Date>,
    /// Last day.
    pub last_day: Option<Date>,
}

/// All that is known of one procedure (_gói thủ tục_). Made by [`Pack::load`] only, so what it names exists.
#[derive(Debug, Clone)]
pub struct Pack {
    procedure: Procedure,
    form: Form,
    process: Definition,
    fees: Vec<Fee>,
    cases: Vec<Case>,
}

impl Pack {
    /// Reads the files of one folder, by names relative to it: `procedure.yaml`, `cases/1.yaml`, …
    pub fn load(files: &BTreeMap<String, Vec<u8>>, shared: &Shared) -> Result<Self, Vec<Defect>> {
        let mut defects = strange_files(files);
        let procedure: Option<Procedure> = required(files, "procedure.yaml", &mut defects);
        let form = form(files, shared, &mut defects);
        let process = process(files, &mut defects);
        let fees = match files.get("fees.yaml") {
            Some(bytes) => {
                kept(yaml::read::<FeeFile>("fees.yaml", bytes), &mut defects).map(|file| file.fees)
            }
            None => Some(Vec::new()),
        };
        let cases = cases(files, &mut defects);
        let (Some(procedure), Some(form), Some(process), Some(fees)) = (procedure, form, process, fees)
        else {
            return Err(defects);
        };
        let mut pack = Self { procedure, form, process, fees, cases };
        pack.name_agencies(shared);
        defects.extend(sound::check(&pack, shared));
        defects.extend(names::check(&pack));
        defects.extend(flow::check(&pack.process, &pack.procedure, shared));
        if defects.is_empty() { Ok(pack) } else { Err(defects) }
    }

    /// An agency without a name of its own is called as its unit.
    fn name_agencies(&mut self, shared: &Shared) {
        for agency in self.procedure.agencies.iter_mut().filter(|agency| agency.name.is_none()) {
            let unit = agency.unit.as_ref().and_then(|code| shared.units.get(code));
            agency.name = unit.map(|unit| unit.name.clone());
        }
    }

    /// What citizens and officers read about the procedure.
    pub fn procedure(&self) -> &Procedure {
        &self.procedure
    }

    /// The declaration.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The internal steps.
    pub fn process(&self) -> &Definition {
        &self.process
    }

    /// All fees, of all periods.
    pub fn fees(&self) -> &[Fee] {
        &self.fees
    }

    /// The golden dossiers.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// The agency with a part on a day; the first of several partners.
    pub fn agency(&self, part: Part, on: Date) -> Option<&Agency> {
        self.procedure.agencies.iter().find(|agency| agency.part == part && agency.is_in_force(on))
    }

    /// The term with this id.
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.procedure.terms.iter().find(|term| term.id == id)
    }

    /// The component with this id.
    pub fn component(&self, id: &str) -> Option<&Component> {
        self.procedure.components.iter().find(|component| component.id == id)
    }

    /// The kind of outcome with this id.
    pub fn outcome(&self, id: &str) -> Option<&OutcomeKind> {
        self.procedure.outcome.kinds.iter().find(|kind| kind.id == id)
    }
}

fn strange_files(files: &BTreeMap<String, Vec<u8>>) -> Vec<Defect> {
    const KNOWN: [&str; 5] = ["procedure.yaml", "form.yaml", "process.bpmn", "fees.yaml", "README.md"];
    let is_case = |name: &str| name.strip_prefix("cases/").is_some_and(|case| case.ends_with(".yaml"));
    let strange = files.keys().filter(|name| !KNOWN.contains(&name.as_str()) && !is_case(name));
    strange
        .map(|name| {
            Defect::new(name, "whole file", format!("{} or cases/*.yaml", KNOWN.join(", ")), "another file")
        })
        .collect()
}

fn kept<T>(read: Result<T, Defect>, defects: &mut Vec<Defect>) -> Option<T> {
    read.map_err(|defect| defects.push(defect)).ok()
}

fn bytes<'a>(
    files: &'a BTreeMap<String, Vec<u8>>,
    name: &str,
    defects: &mut Vec<Defect>,
) -> Option<&'a [u8]> {
    let found = files.get(name).map(Vec::as_slice);
    if found.is_none() {
        defects.push(Defect::new(name, "whole file", "the file", "none"));
    }
    found
}

fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, name: &str, defects: &mut Vec<Defect>) -> Option<&'a str> {
    let bytes = bytes(files, name, defects)?;
    let refused = |_| defects.push(Defect::new(name, "whole file", "text in UTF-8", "other bytes"));
    std::str::from_utf8(bytes).map_err(refused).ok()
}

fn required<T: serde::de::DeserializeOwned>(
    files: &BTreeMap<String, Vec<u8>>,
    name: &str,
    defects: &mut Vec<Defect>,
) -> Option<T> {
    let bytes = bytes(files, name, defects)?;
    kept(yaml::read(name, bytes), defects)
}

fn form(files: &BTreeMap<String, Vec<u8>>, shared: &Shared, defects: &mut Vec<Defect>) -> Option<Form> {
    const NAME: &str = "form.yaml";
    let text = text(files, NAME, defects)?;
    match Form::load(text, &shared.blocks, &shared.codes) {
        Ok(form) => Some(form),
        Err(found) => {
            defects.extend(
                found
                    .into_iter()
                    .map(|defect| Defect::new(NAME, defect.place, defect.expected, defect.found)),
            );
            None
        }
    }
}

fn process(files: &BTreeMap<String, Vec<u8>>, defects: &mut Vec<Defect>) -> Option<Definition> {
    const NAME: &str = "process.bpmn";
    let text = text(files, NAME, defects)?;
    let reading = process::read(text);
    for problem in &reading.problems {
        let place = problem.element.as_ref().map_or_else(
            || problem.line.map_or_else(|| "whole file".to_owned(), |line| format!("line {line}")),
            ToString::to_string,
        );
        defects.push(Defect::new(
            NAME,
            place,
            &problem.expected,
            format!("{} ({})", problem.found, problem.code),
        ));
    }
    reading.definition
}

fn cases(files: &BTreeMap<String, Vec<u8>>, defects: &mut Vec<Defect>) -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, bytes) in
        files.iter().filter(|(name, _)| name.starts_with("cases/") && name.ends_with(".yaml"))
    {
        if let Some(case) = kept(yaml::read::<Case>(name, bytes), defects) {
            cases.push(Case { file: name.clone(), ..case });
        }
    }
    cases
}
