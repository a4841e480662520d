//! Papers of a draft (_giấy tờ kèm theo_): one place for each component asked for; a refused file says why and changes nothing.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use bytes::Bytes;
use store::Batch;
use uuid::Uuid;

use super::{Open, StepLink};
use crate::app::App;
use crate::features::documents::commands::forget::forget_later;
use crate::features::documents::commands::upload::{Upload, upload};
use crate::features::documents::content::Limits;
use crate::features::documents::{self, Attachment, UploadRoom};
use crate::features::dossiers::answers::Reading;
use crate::features::dossiers::fields::FORM_FILES;
#[cfg(test)]
use crate::features::dossiers::pages::sample;
use crate::features::dossiers::store::drafts::{self, Draft};
use crate::platform::blobs::BlobState;
use crate::platform::ctx::Ctx;
use crate::platform::web::headers::body_length;
use crate::platform::web::pairs::without_nul;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Problem, Shell, format, page};

#[derive(Template)]
#[template(path = "features/dossiers/pages/draft/papers.html")]
struct PapersPage {
    shell: Shell,
    id: Uuid,
    steps: Vec<StepLink>,
    progress: String,
    components: Vec<Slot>,
    problems: Vec<Problem>,
}

/// Where the files of one component go.
pub struct Slot {
    /// Id of the component.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Kind of copy, help, limits.
    pub hint: String,
    /// Whether it must be given.
    pub is_required: bool,
    /// For the `accept` attribute.
    pub accept: String,
    /// Why the last file was refused.
    pub error: String,
    /// What was given.
    pub files: Vec<Given>,
}

/// A file that was given.
pub struct Given {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its size.
    pub size: String,
    /// Where it opens.
    pub href: String,
    /// Whether it is being scanned.
    pub state: String,
}

/// Shows what is asked for and what was given.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap, Path(id): Path<Uuid>) -> Found {
    let open = Open::find(&app, &ctx, id).await?;
    show(&app, &ctx, (&open, &headers, vec![])).await
}

/// Takes files, or takes one away.
pub async fn post(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    form: Multipart,
) -> Found {
    let open = Open::find(&app, &ctx, id).await?;
    let reading = Reading::of_draft(&app, &open.revision, (&open.draft, ctx.now)).await?;
    let Parts { values, files, room: _room } = read_parts(&app, (&headers, form)).await?;
    let posted = Pairs::from(values);
    for id in posted.all("_remove") {
        let file = reading.files().iter().find(|file| file.id.to_string() == id).ok_or(Failure::NotFound)?;
        take_away(&app, &ctx, (&open.draft, file)).await?;
    }
    let refused = keep(&app, &ctx, (&open, &reading, &files)).await?;
    if !refused.is_empty() {
        return show(&app, &ctx, (&open, &headers, refused)).await;
    }
    if posted.has("_next") {
        let reading = Reading::of_draft(&app, &open.revision, (&open.draft, ctx.now)).await?;
        let lacking = lacking(&reading, &open.revision);
        if lacking.is_empty() {
            return Ok(Redirect::to(&format!("/ho-so-nhap/{id}/kiem-tra")).into_response());
        }
        return show(&app, &ctx, (&open, &headers, lacking)).await;
    }
    let is_section = |wanted: &str| open.revision.pack.form().sections.iter().any(|each| each.id == wanted);
    let back = match posted.get("_section") {
        section if is_section(section) => format!("/ho-so-nhap/{id}/phan/{section}"),
        _ => format!("/ho-so-nhap/{id}/giay-to"),
    };
    Ok(Redirect::to(&back).into_response())
}

/// Keeps the files that may be given, each in the place of one in which a scanner found something; the others are told why.
async fn keep(
    app: &App,
    ctx: &Ctx,
    (open, reading, files): (&Open, &Reading, &Files),
) -> Result<Vec<(String, String)>, Failure> {
    let mut refused = Vec::new();
    let mut taken: Vec<&str> = Vec::new();
    for (name, file_name, bytes) in files {
        let is_kept = |file: &&Attachment| file.component == *name && !file.is_infected();
        let have = reading.files().iter().filter(is_kept).count()
            + taken.iter().filter(|each| **each == name.as_str()).count();
        let beside = drafts::touch(Batch::new(), &open.draft);
        let sent = Sent { to: open.draft.id, have, name: file_name, bytes, beside };
        let result = if name == FORM_FILES {
            take_for_form(app, ctx, sent).await?
        } else {
            let component = open.revision.pack.component(name).ok_or(Failure::NotFound)?;
            take(app, ctx, (component, sent)).await?
        };
        match result {
            Ok(()) => taken.push(name),
            Err(reason) => refused.push((name.clone(), reason)),
        }
    }
    for file in reading.infected().filter(|file| taken.contains(&file.component.as_str())) {
        take_away(app, ctx, (&open.draft, file)).await?;
    }
    Ok(refused)
}

/// What keeps one from going on: papers that are missing, and files that have to be replaced.
fn lacking(reading: &Reading, revision: &crate::features::catalogue::Revision) -> Vec<(String, String)> {
    let missing = reading.missing(revision).into_iter().map(|need| {
        let words =
            format!("Cần có “{}”. Chọn tệp PDF hoặc ảnh chụp rồi bấm Tải lên.", need.component.name.vi);
        (need.component.id.clone(), words)
    });
    missing.chain(reading.infected().map(|file| (file.component.clone(), infected_words(file)))).collect()
}

/// Names of fields, names and contents of files.
pub type Files = Vec<(String, String, Bytes)>;

/// A form with files, as it was sent.
pub struct Parts {
    /// Names and values.
    pub values: Vec<(String, String)>,
    /// Names of fields, names and contents of files.
    pub files: Files,
    /// The memory that the files take, given back when they are let go.
    pub room: UploadRoom,
}

/// Reads all parts before any is stored: a body that is too large or breaks off changes nothing. As long as other uploads fill the
/// memory meant for them, it waits.
pub async fn read_parts(app: &App, (headers, form): (&HeaderMap, Multipart)) -> Result<Parts, Failure> {
    let room = app.uploads.room_for(body_length(headers)).await?;
    let read = tokio::time::timeout(MAX_UPLOAD_TIME, read_all(form)).await;
    let (values, files) = read.map_err(|_| {
        Failure::Malformed(
            "Tệp gửi lên quá 10 phút chưa xong nên đã dừng. Chưa có gì được lưu; gửi từng tệp nhỏ hơn hoặc đổi mạng rồi thử lại.".into(),
        )
    })??;
    Ok(Parts { values, files, room })
}

/// No upload takes longer: a line that stands still must not hold the room of others.
const MAX_UPLOAD_TIME: Duration = Duration::from_secs(600);

async fn read_all(mut form: Multipart) -> Result<(Vec<(String, String)>, Files), Failure> {
    let (mut values, mut files) = (Vec::new(), Files::new());
    while let Some(part) = form.next_field().await.map_err(|error| too_large(&error))? {
        let name = without_nul(part.name().unwrap_or_default().to_owned());
        match part.file_name().map(str::to_owned) {
            None => values.push((name, without_nul(part.text().await.map_err(|error| too_large(&error))?))),
            Some(file) if file.is_empty() => {}
            Some(file) => files.push((name, file, part.bytes().await.map_err(|error| too_large(&error))?)),
        }
    }
    Ok((values, files))
}

/// A file that was sent.
pub struct Sent<'a> {
    /// The draft or dossier.
    pub to: Uuid,
    /// How many files stand at its place already.
    pub have: usize,
    /// Its name.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// What is guarded or written together with it.
    pub beside: Batch,
}

/// Most files that the form itself may ask for.
const MAX_FORM_FILES: usize = 50;

/// Stores one file that a field of the form will name, or says why not.
pub async fn take_for_form(app: &App, ctx: &Ctx, sent: Sent<'_>) -> Result<Result<(), String>, Failure> {
    if sent.have >= MAX_FORM_FILES {
        return Ok(Err(format!(
            "Tờ khai nhận nhiều nhất {MAX_FORM_FILES} tệp. Bỏ bớt tệp cũ trước khi thêm."
        )));
    }
    let accept = ["pdf", "jpg", "png"].map(str::to_owned);
    let limits = Limits { accept: &accept, max_bytes: 20_000_000 };
    let file = Upload { dossier_id: sent.to, component: FORM_FILES, name: sent.name, bytes: sent.bytes };
    Ok(upload(app, ctx, (file, &limits, sent.beside)).await?.map(|_| ()))
}

/// Stores one file for a component, or says why not.
pub async fn take(
    app: &App,
    ctx: &Ctx,
    (component, sent): (&procedures::Component, Sent<'_>),
) -> Result<Result<(), String>, Failure> {
    let most = usize::try_from(component.max_files).unwrap_or(usize::MAX);
    if sent.have >= most {
        return Ok(Err(format!("Mục này nhận nhiều nhất {most} tệp. Bỏ bớt tệp cũ trước khi thêm.")));
    }
    let max_bytes = usize::try_from(component.max_mb).unwrap_or(20) * 1_000_000;
    let limits = Limits { accept: &component.accept, max_bytes };
    let file = Upload { dossier_id: sent.to, component: &component.id, name: sent.name, bytes: sent.bytes };
    Ok(upload(app, ctx, (file, &limits, sent.beside)).await?.map(|_| ()))
}

/// Takes a file out of the draft.
pub async fn take_away(app: &App, ctx: &Ctx, (draft, file): (&Draft, &Attachment)) -> Result<(), Failure> {
    let batch = drafts::touch(Batch::new(), draft);
    let batch = documents::store::delete_attachment(batch, (file.id, draft.id));
    app.store.commit(forget_later(batch, ctx, &[file.blob_id])).await?;
    Ok(())
}

/// What to do with a file in which a scanner found something.
pub fn infected_words(file: &Attachment) -> String {
    format!("Tệp “{}” có mã độc nên không gửi được. Hãy thay bằng tệp khác.", file.name)
}

/// Components asked for, with what was given; the declaration itself is not among them.
pub fn slots(
    reading: &Reading,
    (revision, base, refused): (&crate::features::catalogue::Revision, &str, &[(String, String)]),
) -> Vec<Slot> {
    let needs = reading.components(revision);
    needs
        .iter()
        .filter(|need| !need.component.from_form)
        .map(|need| {
            let component = need.component;
            let endings = component.accept.join(", ").to_uppercase();
            let help = component.help.as_ref().map(|help| format!("{} ", help.vi)).unwrap_or_default();
            Slot {
                id: component.id.clone(),
                name: component.name.vi.clone(),
                hint: format!(
                    "{}. {help}{endings}, tối đa {} MB một tệp.",
                    component.kind.label(),
                    component.max_mb
                ),
                is_required: need.is_required,
                accept: component
                    .accept
                    .iter()
                    .map(|ending| format!(".{ending}"))
                    .collect::<Vec<_>>()
                    .join(","),
                error: refused
                    .iter()
                    .find(|(id, _)| *id == component.id)
                    .map(|(_, why)| why.clone())
                    .unwrap_or_default(),
                files: given(reading, (&component.id, base)),
            }
        })
        .collect()
}

/// The files given for a component.
pub fn given(reading: &Reading, (component, base): (&str, &str)) -> Vec<Given> {
    let own = reading.files().iter().filter(|file| file.component == component);
    own.map(|file| Given {
        id: file.id.to_string(),
        name: file.name.clone(),
        size: format::size(file.size_bytes),
        href: format!("{base}/tep/{}", file.id),
        state: match file.state {
            BlobState::Clean => String::new(),
            BlobState::Quarantine => "đang quét mã độc".into(),
            BlobState::Infected => "có mã độc, hãy thay tệp".into(),
        },
    })
    .collect()
}

async fn show(
    app: &App,
    ctx: &Ctx,
    (open, headers, refused): (&Open, &HeaderMap, Vec<(String, String)>),
) -> Found {
    let reading = Reading::of_draft(app, &open.revision, (&open.draft, ctx.now)).await?;
    let mut shell = Shell::citizen(app, ctx, ("", "/ho-so-cua-toi", headers));
    shell.title = shell.t("step-papers");
    let words = shell.words;
    let id = open.draft.id;
    let steps = open.steps(&reading, ("giay-to", words));
    let at = steps.iter().position(|step| step.state == "now").unwrap_or(0);
    let problems = refused
        .iter()
        .map(|(id, text)| Problem { text: text.clone(), href: format!("#{id}") })
        .collect::<Vec<_>>();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = PapersPage {
        id,
        progress: words.with("step-progress", "place", format!("{}/{}", at + 1, steps.len())),
        steps,
        components: slots(&reading, (&open.revision, &format!("/ho-so-cua-toi/{id}"), &refused)),
        problems,
        shell,
    };
    Ok(page(status, &shown)?)
}

/// A body over the limit, or one that broke off.
fn too_large(error: &axum::extract::multipart::MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Failure::Malformed("Tệp gửi lên quá lớn (tối đa 20 MB một tệp). Chưa có gì được lưu; chụp lại ở độ phân giải thấp hơn rồi thử lại.".into());
    }
    Failure::Malformed("Tệp gửi lên bị đứt giữa chừng. Chưa có gì được lưu; xin thử lại.".into())
}

crate::ui::sample!(PapersPage {
    shell: Shell::sample("Giấy tờ kèm theo"),
    id: Uuid::nil(),
    steps: sample::steps(),
    progress: "Phần 2 trong 3".into(),
    components: vec![sample::slot()],
    problems: vec![Problem { text: "Tệp lớn hơn 20 MB.".into(), href: "#ban_an".into() }],
});
