//! The press (_in giấy tờ_): the shelf of printed papers and the typesetter.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use jiff::civil::Date;
use papers::{Papers, Shelf};
use serde_json::Value as Json;
use tokio::sync::Semaphore;

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
    turns: Arc<Semaphore>,
    patience: Duration,
}

/// That many papers are typeset at once: typesetting is pure computing, more would only make all of them slower.
const TURNS: usize = 4;

/// Who asks for a paper waits no longer for it, turn and typesetting together.
const PATIENCE: Duration = Duration::from_secs(60);

impl Press {
    /// Reads fonts and templates.
    pub fn open(config: &Config) -> anyhow::Result<Self> {
        let papers = Papers::from_dir(&config.fonts)?;
        let shelf = Shelf::open(config.law.join("papers"))?;
        Ok(Self {
            inside: Arc::new(Inside {
                papers,
                shelf,
                turns: Arc::new(Semaphore::new(TURNS)),
                patience: PATIENCE,
            }),
        })
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

    /// The PDF of `template` filled with `data`, the same bytes for the same data and time. When too many papers are asked for at
    /// once, says so instead.
    pub async fn print(&self, template: &str, (data, at): (Json, Timestamp)) -> Result<Bytes, Failure> {
        let inside = self.inside.clone();
        let name = template.to_owned();
        let patience = inside.patience;
        let printed = async move {
            let turn = inside.turns.clone().acquire_owned().await?;
            let typesetting = tokio::task::spawn_blocking(move || {
                // Nobody can break off typesetting: the turn is over when it is, whoever still waits for it.
                let _turn = turn;
                let paper =
                    inside.shelf.paper(&name).ok_or_else(|| anyhow::anyhow!("there is no paper {name}"))?;
                Ok::<_, anyhow::Error>(inside.papers.render(paper, &data, at)?.pdf)
            });
            typesetting.await.map_err(|error| anyhow::anyhow!("the press stopped: {error}"))?
        };
        let pdf = tokio::time::timeout(patience, printed).await.map_err(|_| busy())??;
        Ok(Bytes::from(pdf))
    }
}

fn busy() -> Failure {
    Failure::Busy(
        "Máy chủ đang in quá nhiều giấy tờ cùng lúc nên chưa in được bản này. Không có gì bị mất; xin mở lại sau một phút.".into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(turns: &Arc<Semaphore>, patience: Duration) -> Press {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let papers = Papers::from_dir(root.join("web/node_modules/@expo-google-fonts")).unwrap();
        let shelf = Shelf::open(root.join("law/papers")).unwrap();
        Press { inside: Arc::new(Inside { papers, shelf, turns: turns.clone(), patience }) }
    }

    #[tokio::test]
    async fn who_waits_too_long_for_the_press_is_told_and_later_gets_the_paper() {
        let turns = Arc::new(Semaphore::new(1));
        let (hurried, press) = (press(&turns, Duration::from_millis(20)), press(&turns, PATIENCE));
        let template = press.template("receipt", jiff::civil::date(2026, 11, 25)).unwrap();
        let data = press.shelf().card(&template).unwrap().sample.clone();
        let at = Timestamp::UNIX_EPOCH;
        let taken = turns.acquire().await.unwrap();
        assert!(matches!(hurried.print(&template, (data.clone(), at)).await, Err(Failure::Busy(_))));
        let (printed, ()) = tokio::join!(press.print(&template, (data, at)), async { drop(taken) });
        assert!(printed.unwrap().starts_with(b"%PDF-"));
    }
}
