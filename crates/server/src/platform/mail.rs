//! Mail (_thư điện tử_): written to the outbox in the same batch as the act, sent later by a job.

use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde_json::json;
use store::{Batch, Store, vals};
use uuid::Uuid;

use super::config::MailTarget;
use super::ctx::Ctx;
use super::jobs::{self, Outcome};

store::sql! {
    const INSERT: "insert into mail (id, dossier_id, recipient, subject, body, created_at, state) values (?1, ?2, ?3, ?4, ?5, ?6, 'waiting')";
    const FIND: "select recipient, subject, body from mail where id = ?1 and state = 'waiting'";
    const SENT: "update mail set state = 'sent', sent_at = ?2 where id = ?1";
}

/// Kind of the job that sends one letter.
pub const SEND: &str = "mail.send";

/// A letter (_thư_).
#[derive(Clone, Debug)]
pub struct Letter {
    /// The dossier it is about.
    pub dossier_id: Option<Uuid>,
    /// Address it goes to. A letter without one is not written.
    pub recipient: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Puts `letter` into the outbox; a person without an address gets none.
pub fn enqueue(batch: Batch, ctx: &Ctx, letter: Letter) -> Batch {
    if letter.recipient.is_empty() {
        return batch;
    }
    let id = ctx.ids.uuid();
    let batch = batch.write(
        INSERT,
        vals![id, letter.dossier_id, letter.recipient, letter.subject, letter.body, ctx.now.as_microsecond()],
    );
    jobs::enqueue(batch, ctx, SEND, (json!({ "mail_id": id }), ctx.now))
}

/// The way out of the house.
pub enum Mailer {
    /// One file a letter.
    Folder(std::path::PathBuf),
    /// A mail server.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

impl Mailer {
    /// Prepares the way out; a mail server is not contacted yet.
    pub fn new(target: &MailTarget) -> anyhow::Result<Self> {
        Ok(match target {
            MailTarget::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                Self::Folder(folder.clone())
            }
            MailTarget::Smtp(url) => {
                Self::Smtp(Box::new(AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build()))
            }
        })
    }

    async fn send(&self, id: Uuid, message: Message) -> anyhow::Result<()> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(format!("{id}.eml"));
                tokio::fs::write(path, message.formatted()).await?;
            }
            Self::Smtp(transport) => {
                transport.send(message).await?;
            }
        }
        Ok(())
    }
}

/// Sends the letter `mail_id`. A letter that is gone from the outbox was sent by an earlier try.
pub async fn send(
    store: &Store,
    mailer: &Mailer,
    (mail_id, from, now): (Uuid, &str, jiff::Timestamp),
) -> Outcome {
    let found = store.one::<(String, String, String)>(FIND, vals![mail_id]).await;
    let (recipient, subject, body) = match found {
        Ok(Some(letter)) => letter,
        Ok(None) => return Outcome::Done,
        Err(error) => return Outcome::Retry(error.to_string()),
    };
    let (Ok(from), Ok(to)) = (from.parse(), recipient.parse()) else {
        return Outcome::GiveUp("địa chỉ thư không đúng dạng".into());
    };
    let message = Message::builder()
        .from(from)
        .to(to)
        .subject(one_line(&subject))
        .header(ContentType::TEXT_PLAIN)
        .message_id(Some(format!("<{mail_id}@motcua>")))
        .body(body);
    let message = match message {
        Ok(message) => message,
        Err(error) => return Outcome::GiveUp(error.to_string()),
    };
    if let Err(error) = mailer.send(mail_id, message).await {
        return Outcome::Retry(error.to_string());
    }
    match store.commit(Batch::new().write(SENT, vals![mail_id, now.as_microsecond()])).await {
        Ok(_) => Outcome::Done,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

/// A subject line never carries a line break, whatever a name contains.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
