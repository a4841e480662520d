//! The press (_in giấy tờ_): the shelf of printed papers and the typesetter.

use std::sync::Arc;

use bytes::Bytes;
use jiff::Timestamp;
use jiff::civil::Date;
use papers::{Papers, Shelf};
use serde_json::Value as Json;

use crate::platform::config::Config;
use crate::platform::web::Failure;

/// Typesets papers; cheap to clone.
#[derive(Clone)]
pub struct Press {
    inside: Arc<Inside>,
}

struct Inside {
    papers: Papers,
    shelf: Shelf,
}

impl Press {
    /// Reads fonts and templates.
    pub fn open(config: &Config) -> anyhow::Result<Self> {
        let papers = Papers::from_dir(&config.fonts)?;
        let shelf = Shelf::open(config.law.join("papers"))?;
        Ok(Self { inside: Arc::new(Inside { papers, shelf }) })
    }

    /// The shelf itself, for the loaders of procedures.
    pub fn shelf(&self) -> &Shelf {
        &self.inside.shelf
    }

    /// The template of this kind of paper that is in force on `day`: the set is chosen by the day of the printed act.
    pub fn template(&self, kind: &str, day: Date) -> Result<String, Failure> {
        self.inside
            .shelf
            .in_force(kind, day)
            .map(str::to_owned)
            .ok_or_else(|| anyhow::anyhow!("no paper of kind {kind} is in force on {day}").into())
    }

    /// The PDF of `template` filled with `data`, the same bytes for the same data and time.
    pub async fn print(&self, template: &str, (data, at): (Json, Timestamp)) -> Result<Bytes, Failure> {
        let inside = self.inside.clone();
        let name = template.to_owned();
        let printed = tokio::task::spawn_blocking(move || {
            let paper =
                inside.shelf.paper(&name).ok_or_else(|| anyhow::anyhow!("there is no paper {name}"))?;
            Ok::<_, anyhow::Error>(inside.papers.render(paper, &data, at)?.pdf)
        });
        let pdf = printed.await.map_err(|error| anyhow::anyhow!("the press stopped: {error}"))??;
        Ok(Bytes::from(pdf))
    }
}
