//! The first look at the bytes, before the XML reader: a hostile file must cost no more than its length.
//!
//! The reader itself refuses DTDs, but it compares every attribute of a tag with every other, and copies the list of
//! namespaces into each element that declares one. So tags, attributes and declarations are counted here first.

/// The largest file that is read (_kích thước tối đa_).
pub const MAX_BYTES: usize = 1 << 20;
/// The deepest nesting of tags (_độ sâu tối đa_).
pub const MAX_DEPTH: usize = 40;
/// The most elements, texts and comments in the file (_số nút tối đa_).
pub const MAX_NODES: u32 = 20_000;

const MAX_ATTRIBUTES: usize = 60;
const MAX_NAMESPACES: usize = 60;

/// Why the file is not even read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hostile {
    TooLarge,
    TooDeep,
    TooManyAttributes,
    TooManyNamespaces,
    HasDtd,
}

/// Looks once over the bytes. It need not understand broken XML: the reader refuses that afterwards.
pub(crate) fn look(xml: &str) -> Result<(), Hostile> {
    if xml.len() > MAX_BYTES {
        return Err(Hostile::TooLarge);
    }
    if xml.matches("xmlns").count() > MAX_NAMESPACES {
        return Err(Hostile::TooManyNamespaces);
    }
    let mut depth = 0_usize;
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let kind = Markup::of(rest);
        let markup = &rest[..kind.length(rest)];
        match kind {
            Markup::Dtd => return Err(Hostile::HasDtd),
            Markup::Passive(_) => {}
            Markup::Close => depth = depth.saturating_sub(1),
            Markup::Open => {
                if markup.matches('=').count() > MAX_ATTRIBUTES && attributes(markup) > MAX_ATTRIBUTES {
                    return Err(Hostile::TooManyAttributes);
                }
                if !markup.ends_with("/>") {
                    depth += 1;
                }
            }
        }
        if depth > MAX_DEPTH {
            return Err(Hostile::TooDeep);
        }
        rest = &rest[markup.len()..];
    }
    Ok(())
}

enum Markup {
    Open,
    Close,
    Dtd,
    /// Comment, CDATA, instruction: everything up to this end is text.
    Passive(&'static str),
}

impl Markup {
    fn of(text: &str) -> Self {
        match text {
            _ if text.starts_with("<!--") => Self::Passive("-->"),
            _ if text.starts_with("<![CDATA[") => Self::Passive("]]>"),
            _ if text.starts_with("<?") => Self::Passive("?>"),
            _ if text.starts_with("<!") => Self::Dtd,
            _ if text.starts_with("</") => Self::Close,
            _ => Self::Open,
        }
    }

    fn length(&self, text: &str) -> usize {
        match self {
            Self::Passive(end) => text.find(end).map_or(text.len(), |at| at + end.len()),
            _ => end_of_tag(text),
        }
    }
}

/// Up to and with the `>` that is not inside a quoted value.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The `=` signs outside quoted values.
fn attributes(tag: &str) -> usize {
    let mut quote = None;
    let mut count = 0;
    for byte in tag.bytes() {
        match (quote, byte) {
            (None, b'=') => count += 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    count
}
