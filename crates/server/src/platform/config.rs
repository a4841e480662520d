//! Configuration (_cấu hình_): one typed value from flags, environment and a TOML file, in that order of strength.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Deserialize;

/// How the server logs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One readable line an event.
    #[default]
    Text,
    /// One JSON object an event, for a collector.
    Json,
}

/// Everything that can be set from outside. A flag beats the environment, which beats the file, which beats the default.
#[derive(Clone, Debug, Default, Args)]
pub struct Settings {
    /// TOML file with the same keys as the flags (with `_` for `-`).
    #[arg(long, env = "MOTCUA_CONFIG", global = true)]
    pub config: Option<PathBuf>,
    /// Address to listen on (default: 127.0.0.1:8080).
    #[arg(long, env = "MOTCUA_LISTEN", global = true)]
    pub listen: Option<SocketAddr>,
    /// Folder of the embedded database, the papers and the mail files (default: ./var).
    #[arg(long, env = "MOTCUA_DATA", global = true)]
    pub data: Option<PathBuf>,
    /// `sqlite:PATH` or `postgres://…` (default: sqlite:DATA/motcua.db).
    #[arg(long, env = "MOTCUA_DATABASE", global = true)]
    pub database: Option<String>,
    /// Address that citizens see, used in mail and QR (default: http://LISTEN).
    #[arg(long, env = "MOTCUA_BASE_URL", global = true)]
    pub base_url: Option<String>,
    /// Folder with procedures, forms, calendars and printed papers (default: ./law).
    #[arg(long, env = "MOTCUA_LAW", global = true)]
    pub law: Option<PathBuf>,
    /// Folder with the bundled style sheets, scripts and fonts (default: ./crates/server/assets).
    #[arg(long, env = "MOTCUA_ASSETS", global = true)]
    pub assets: Option<PathBuf>,
    /// Folder with the TrueType fonts of printed papers (default: ./web/node_modules/@expo-google-fonts).
    #[arg(long, env = "MOTCUA_FONTS", global = true)]
    pub fonts: Option<PathBuf>,
    /// `file:FOLDER` or `smtp://USER:PASSWORD@HOST:PORT` (default: file:DATA/mail).
    #[arg(long, env = "MOTCUA_MAIL", global = true)]
    pub mail: Option<String>,
    /// Address in the From line of mail (default: mot-cua@localhost).
    #[arg(long, env = "MOTCUA_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
    /// Virus scanner, `HOST:PORT` of clamd (default: none).
    #[arg(long, env = "MOTCUA_SCANNER", global = true)]
    pub scanner: Option<String>,
    /// Requests to the interface for other systems that one token may send in a minute (default: 600).
    #[arg(long, env = "MOTCUA_API_PER_MINUTE", global = true)]
    pub api_per_minute: Option<u32>,
    /// `text` or `json` (default: text).
    #[arg(long, env = "MOTCUA_LOG_FORMAT", global = true)]
    pub log_format: Option<LogFormat>,
    /// What is logged, in the notation of `tracing` (default: info).
    #[arg(long, env = "MOTCUA_LOG", global = true)]
    pub log: Option<String>,
    /// Set when the server is behind HTTPS: cookies are then `Secure` and carry the `__Host-` prefix.
    #[arg(long, env = "MOTCUA_HTTPS", global = true)]
    pub https: Option<bool>,
}

/// The same keys, as they may stand in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FileSettings {
    listen: Option<SocketAddr>,
    data: Option<PathBuf>,
    database: Option<String>,
    base_url: Option<String>,
    law: Option<PathBuf>,
    assets: Option<PathBuf>,
    fonts: Option<PathBuf>,
    mail: Option<String>,
    mail_from: Option<String>,
    scanner: Option<String>,
    api_per_minute: Option<u32>,
    log_format: Option<LogFormat>,
    log: Option<String>,
    https: Option<bool>,
}

/// Where mail goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailTarget {
    /// One file a message, for trying out and for tests.
    Folder(PathBuf),
    /// A mail server.
    Smtp(String),
}

/// The settings with every default filled in.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Folder of everything the installation keeps.
    pub data: PathBuf,
    /// Database address in the notation of the store.
    pub database: String,
    /// Address that citizens see, without a slash at the end.
    pub base_url: String,
    /// Folder with the law as data.
    pub law: PathBuf,
    /// Folder with browser assets.
    pub assets: PathBuf,
    /// Folder with fonts of printed papers.
    pub fonts: PathBuf,
    /// Where mail goes.
    pub mail: MailTarget,
    /// From line of mail.
    pub mail_from: String,
    /// Virus scanner, if there is one.
    pub scanner: Option<String>,
    /// Requests that one token may send in a minute.
    pub api_per_minute: u32,
    /// Shape of log lines.
    pub log_format: LogFormat,
    /// Filter of log lines.
    pub log: String,
    /// Whether browsers reach us over HTTPS.
    pub is_https: bool,
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("Không đọc được tệp cấu hình {path}: {source}. Kiểm tra đường dẫn sau --config.")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not what was expected.
    #[error("Tệp cấu hình {path} không đúng: {source}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Line, column and reason.
        source: Box<toml::de::Error>,
    },
    /// A mail target that is neither `file:` nor `smtp:`.
    #[error("--mail cần file:THƯ_MỤC hoặc smtp://…, nhận được {0:?}")]
    Mail(String),
}

impl Settings {
    /// Fills every gap from the file and the defaults.
    pub fn resolve(self) -> Result<Config, ConfigError> {
        let file = match &self.config {
            Some(path) => read(path)?,
            None => FileSettings::default(),
        };
        let listen = self.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        let data = self.data.or(file.data).unwrap_or_else(|| "var".into());
        let database = self.database.or(file.database);
        let base_url = self.base_url.or(file.base_url).unwrap_or_else(|| format!("http://{listen}"));
        let mail = match self.mail.or(file.mail) {
            None => MailTarget::Folder(data.join("mail")),
            Some(text) => parse_mail(text)?,
        };
        Ok(Config {
            listen,
            database: database.unwrap_or_else(|| format!("sqlite:{}", data.join("motcua.db").display())),
            base_url: base_url.trim_end_matches('/').to_owned(),
            law: self.law.or(file.law).unwrap_or_else(|| "law".into()),
            assets: self.assets.or(file.assets).unwrap_or_else(|| "crates/server/assets".into()),
            fonts: self.fonts.or(file.fonts).unwrap_or_else(|| "web/node_modules/@expo-google-fonts".into()),
            mail,
            mail_from: self.mail_from.or(file.mail_from).unwrap_or_else(|| "mot-cua@localhost".into()),
            scanner: self.scanner.or(file.scanner),
            api_per_minute: self.api_per_minute.or(file.api_per_minute).unwrap_or(600).max(1),
            log_format: self.log_format.or(file.log_format).unwrap_or_default(),
            log: self.log.or(file.log).unwrap_or_else(|| "info".into()),
            is_https: self.https.or(file.https).unwrap_or(false),
            data,
        })
    }
}

fn read(path: &Path) -> Result<FileSettings, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
    toml::from_str(&text)
        .map_err(|source| ConfigError::Malformed { path: path.to_owned(), source: Box::new(source) })
}

fn parse_mail(text: String) -> Result<MailTarget, ConfigError> {
    if let Some(folder) = text.strip_prefix("file:") {
        return Ok(MailTarget::Folder(folder.into()));
    }
    if text.starts_with("smtp://") || text.starts_with("smtps://") {
        return Ok(MailTarget::Smtp(text));
    }
    Err(ConfigError::Mail(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_settings_the_demo_runs_from_the_working_folder() {
        let config = Settings::default().resolve().unwrap();
        assert_eq!(config.database, "sqlite:var/motcua.db");
        assert_eq!(config.base_url, "http://127.0.0.1:8080");
        assert_eq!(config.mail, MailTarget::Folder("var/mail".into()));
    }

    #[test]
    fn a_mail_target_of_another_kind_is_refused_with_what_was_expected() {
        let error = Settings { mail: Some("pigeon:".into()), ..Settings::default() }.resolve().unwrap_err();
        assert!(error.to_string().contains("file:THƯ_MỤC"), "{error}");
    }
}
