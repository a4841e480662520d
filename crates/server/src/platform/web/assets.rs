//! Style sheets, scripts, fonts and pictures, read once at the start.
//!
//! The bundler writes files with a hash in their name, beside them `.br` and `.gz` copies, and `manifest.json` that maps
//! plain names to hashed ones. Hashed names never change their content, so browsers may keep them for ever.

use std::collections::HashMap;
use std::path::Path;

use axum::http::StatusCode;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, VARY,
};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

/// The bundled files by their address below `/assets/`.
#[derive(Debug, Default)]
pub struct Assets {
    files: HashMap<String, Asset>,
    hashed: HashMap<String, String>,
}

#[derive(Debug, Default)]
struct Asset {
    media_type: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Assets {
    /// Reads the folder; a folder that is not there gives no assets and a warning, so that commands without pages run.
    pub fn load(folder: &Path) -> std::io::Result<Self> {
        let mut assets = Self::default();
        if !folder.is_dir() {
            tracing::warn!(folder = %folder.display(), "no bundled assets: run `make assets`");
            return Ok(assets);
        }
        assets.read(folder, "")?;
        if let Some(manifest) = assets.files.get("manifest.json") {
            assets.hashed = serde_json::from_slice(&manifest.plain)?;
        }
        Ok(assets)
    }

    fn read(&mut self, folder: &Path, prefix: &str) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.read(&entry.path(), &format!("{name}/"))?;
                continue;
            }
            let bytes = Bytes::from(std::fs::read(entry.path())?);
            if let Some(plain) = name.strip_suffix(".br") {
                self.files.entry(plain.to_owned()).or_default().brotli = Some(bytes);
            } else if let Some(plain) = name.strip_suffix(".gz") {
                self.files.entry(plain.to_owned()).or_default().gzip = Some(bytes);
            } else {
                let asset = self.files.entry(name.clone()).or_default();
                asset.media_type = media_type(&name);
                asset.plain = bytes;
            }
        }
        Ok(())
    }

    /// The address of the file that is plainly called `name`.
    pub fn url(&self, name: &str) -> String {
        format!("/assets/{}", self.hashed.get(name).map_or(name, String::as_str))
    }

    /// The answer for the file at `path`, in the best encoding the browser takes.
    pub fn serve(&self, path: &str, headers: &HeaderMap) -> Response {
        let Some(asset) = self.files.get(path).filter(|asset| !asset.media_type.is_empty()) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
        let (bytes, encoding) = match (&asset.brotli, &asset.gzip) {
            (Some(bytes), _) if accepted.contains("br") => (bytes, Some("br")),
            (_, Some(bytes)) if accepted.contains("gzip") => (bytes, Some("gzip")),
            _ => (&asset.plain, None),
        };
        let mut response = bytes.clone().into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(encoding) = encoding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}
