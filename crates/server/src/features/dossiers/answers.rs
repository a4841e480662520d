//! Answers of a form read against everything they depend on (_đọc tờ khai_): the form of the revision, the day, the places of the
//! country, the uploads. What follows from them (components, charges, term, applicant) is asked of the pack here.

use std::collections::HashMap;

use forms::{Account as AccountFacts, AccountFact, Answers, Checked, Context, FileFacts, Problem};
use jiff::Timestamp;
use jiff::civil::Date;
use procedures::{Agency, Charge, Facts, Locality, Moment, Need, OutcomeKind, Term};
use serde_json::{Map, Value as Json};

use super::dossier::{Applicant, Dossier};
use super::store::drafts::Draft;
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::features::documents::{self, Attachment};
use crate::features::identity::Account;
use crate::platform::clock::timestamp;
use crate::platform::web::Failure;

/// Answers that were read.
pub struct Reading {
    /// What the kernel said of them.
    pub checked: Checked,
    facts: Facts,
    files: Vec<Attachment>,
    channel: procedures::Channel,
    texts: Map<String, Json>,
}

impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Answers are personal data: they never reach a log.
        write!(f, "Reading({} problems, {} files)", self.checked.problems.len(), self.files.len())
    }
}

impl Reading {
    /// The answers of a draft, checked in full.
    pub async fn of_draft(
        app: &App,
        revision: &Revision,
        (draft, now): (&Draft, Timestamp),
    ) -> Result<Self, Failure> {
        let files = documents::store::attachments(&app.store, draft.id).await?;
        let answers = draft.answers.as_object().cloned().unwrap_or_default();
        Ok(Self::new(app, revision, (&answers, files, day_of(now), procedures::Channel::Online)))
    }

    /// The answers of a dossier, as of the day of acceptance or, before it, of submission.
    pub async fn of_dossier(app: &App, revision: &Revision, dossier: &Dossier) -> Result<Self, Failure> {
        Self::of_changed(app, revision, (dossier, dossier.answers.clone())).await
    }

    /// Other answers for the same dossier.
    pub async fn of_changed(
        app: &App,
        revision: &Revision,
        (dossier, answers): (&Dossier, Json),
    ) -> Result<Self, Failure> {
        let files = documents::store::attachments(&app.store, dossier.id).await?;
        let at = dossier.accepted_at.or(dossier.submitted_at).unwrap_or(dossier.updated_at);
        let answers = answers.as_object().cloned().unwrap_or_default();
        let channel = match dossier.channel {
            super::model::Channel::InPerson => procedures::Channel::InPerson,
            super::model::Channel::Online => procedures::Channel::Online,
        };
        Ok(Self::new(app, revision, (&answers, files, day_of(timestamp(at)), channel)))
    }

    /// Any answers with any files, on a day.
    pub fn new(
        app: &App,
        revision: &Revision,
        (answers, files, day, channel): (&Answers, Vec<Attachment>, Date, procedures::Channel),
    ) -> Self {
        let known = file_facts(&files);
        let context =
            Context { today: day, places: &app.catalogue.known.law.places, files: &known, account: None };
        let form = revision.pack.form();
        let checked = form.check(answers, &context);
        let texts = form.texts(&checked.values, &context);
        let facts = revision.pack.facts_told(&checked, &texts, (channel, day));
        Self { checked, facts, files, channel, texts }
    }

    /// Asks everything for another day from now on: acceptance fixes the day.
    pub fn hold_on(&mut self, app: &App, (revision, day): (&Revision, Date)) {
        let known = file_facts(&self.files);
        let context =
            Context { today: day, places: &app.catalogue.known.law.places, files: &known, account: None };
        self.facts = revision.pack.facts(&self.checked, &context, self.channel, day);
    }

    /// The same with the variables of the process.
    pub fn with_vars(&mut self, vars: &Json) {
        self.facts = self.facts.clone().with_vars(vars);
    }

    /// The answers as conditions of the process see them.
    pub fn form_value(&self) -> &feel::Value {
        self.facts.form()
    }

    /// Answers in canonical form, without what is hidden.
    pub fn canonical(&self) -> Json {
        Json::Object(self.checked.values.clone())
    }

    /// Answers as people read them.
    pub fn texts(&self) -> &Map<String, Json> {
        &self.texts
    }

    /// What has to be mended in the form.
    pub fn problems(&self) -> &[Problem] {
        &self.checked.problems
    }

    /// Files given.
    pub fn files(&self) -> &[Attachment] {
        &self.files
    }

    /// Files that stay closed because a scanner found something.
    pub fn infected(&self) -> impl Iterator<Item = &Attachment> {
        self.files.iter().filter(|file| file.is_infected())
    }

    /// How the dossier comes in.
    pub fn channel(&self) -> procedures::Channel {
        self.channel
    }

    /// Components asked for, in the order of the law.
    pub fn components<'a>(&self, revision: &'a Revision) -> Vec<Need<'a>> {
        revision.pack.components(&self.facts)
    }

    /// Required components without a file; the declaration is made from the form itself.
    pub fn missing<'a>(&self, revision: &'a Revision) -> Vec<Need<'a>> {
        let has_file = |need: &Need<'_>| self.files.iter().any(|file| file.component == need.component.id);
        let is_missing = |need: &Need<'_>| need.is_required && !need.component.from_form && !has_file(need);
        self.components(revision).into_iter().filter(is_missing).collect()
    }

    /// Whether nothing keeps it from being sent.
    pub fn is_complete(&self, revision: &Revision) -> bool {
        self.checked.is_valid() && self.missing(revision).is_empty()
    }

    /// Whether files of this component were given at or after `at` (microseconds UTC), and nothing was found in any of them.
    pub fn has_file_since(&self, component: &str, at: i64) -> bool {
        let mut given =
            self.files.iter().filter(|file| file.component == component && file.uploaded_at >= at);
        given.next().is_some_and(|first| !first.is_infected()) && !given.any(Attachment::is_infected)
    }

    /// What falls due at `moment`.
    pub fn charges(&self, revision: &Revision, moment: Option<Moment>) -> Vec<Charge> {
        revision.pack.charges(&self.facts, moment)
    }

    /// The term the dossier begins with.
    pub fn initial_term<'a>(&self, revision: &'a Revision) -> Option<&'a Term> {
        revision.pack.initial_term(&self.facts)
    }

    /// Who asks.
    pub fn applicant(&self, revision: &Revision) -> Applicant {
        let who = revision.pack.applicant(&self.facts);
        Applicant {
            name: who.name,
            id_number: who.id_number,
            phone: who.phone,
            email: who.email,
            address: who.address,
        }
    }

    /// The chosen way of delivery, as a code.
    pub fn delivery(&self, revision: &Revision) -> String {
        revision.pack.delivery(&self.facts)
    }

    /// The same as people read it.
    pub fn delivery_text(&self, revision: &Revision) -> String {
        let code = self.delivery(revision);
        let label = revision.pack.form().fields.iter().find_map(|field| match &field.kind {
            forms::Kind::Choice(options) => options.iter().find(|option| option.value == code),
            _ => None,
        });
        label.map_or(code.clone(), |option| option.label.vi.clone())
    }

    /// The commune chosen for this agency.
    pub fn place_of(&self, revision: &Revision, agency: &Agency) -> Option<Locality> {
        revision.pack.place_of(agency, &self.facts)
    }

    /// What the officer finds filled in when drafting an outcome.
    pub fn input_defaults(&self, revision: &Revision, kind: &OutcomeKind) -> Map<String, Json> {
        revision.pack.input_defaults(kind, &self.facts)
    }

    /// The data of the outcome paper.
    pub fn outcome_data(
        &self,
        revision: &Revision,
        (kind, inputs): (&OutcomeKind, &Map<String, Json>),
    ) -> Json {
        revision.pack.outcome_data(kind, &self.facts, inputs)
    }
}

/// What a new draft begins with: facts of the account, and what the form's author proposes.
pub fn prefilled(app: &App, revision: &Revision, (account, now): (&Account, Timestamp)) -> Answers {
    let facts = account_facts(account);
    let files = HashMap::new();
    let context = Context {
        today: day_of(now),
        places: &app.catalogue.known.law.places,
        files: &files,
        account: Some(&facts),
    };
    revision.pack.form().start(&context)
}

/// What an account tells of its person.
pub fn account_facts(account: &Account) -> AccountFacts {
    let texts = [
        (AccountFact::FullName, &account.full_name),
        (AccountFact::BirthDate, &account.birth_date),
        (AccountFact::Sex, &account.sex),
        (AccountFact::IdNumber, &account.id_number),
        (AccountFact::Phone, &account.phone),
        (AccountFact::Email, &account.email),
    ];
    let mut facts: AccountFacts = texts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(fact, text)| (fact, Json::from(text.as_str())))
        .collect();
    if !account.address.is_null() {
        facts.insert(AccountFact::Address, account.address.clone());
    }
    facts
}

/// Uploads as the form may refer to them.
pub fn file_facts(files: &[Attachment]) -> HashMap<String, FileFacts> {
    files
        .iter()
        .map(|file| {
            let facts = FileFacts {
                name: file.name.clone(),
                size_bytes: u64::try_from(file.size_bytes).unwrap_or(0),
                media_type: file.media_type.clone(),
            };
            (file.id.to_string(), facts)
        })
        .collect()
}

/// The day of an instant in Viet Nam.
pub fn day_of(at: Timestamp) -> Date {
    deadlines::zone::civil(at).date()
}

/// What a component is called; files that the form itself asks for belong to none.
pub fn component_name(revision: &Revision, component: &str) -> String {
    match revision.pack.component(component) {
        Some(component) => component.name.vi.clone(),
        None => "Tệp trong tờ khai".to_owned(),
    }
}
