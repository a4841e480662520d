//! The look: the frame of every page, the words of citizens' pages, and the components.

pub mod failure;
pub mod format;
pub mod gallery;
#[cfg(test)]
pub mod markup;
#[cfg(test)]
pub mod samples;
pub mod shell;
pub mod time;
pub mod words;

pub use shell::{Link, Problem, Shell, page};
pub use words::{Language, Words};

/// Gives a page its sample: `sample!(Page { field: …, })`, or `sample!(Page => expression)`. Only tests see it.
macro_rules! sample {
    ($page:ident { $($fields:tt)* }) => {
        crate::ui::sample!($page => $page { $($fields)* });
    };
    ($page:ident => $value:expr) => {
        #[cfg(test)]
        inventory::submit! {
            crate::ui::samples::Sample {
                name: concat!(module_path!(), "::", stringify!($page)),
                render: || {
                    let page: $page = $value;
                    askama::Template::render(&page)
                },
            }
        }
    };
}
pub(crate) use sample;
