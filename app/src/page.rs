//! A page: what it loads, and what it shows.

use leptos::prelude::AnyView;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// A page of the site. What it loads begins when the page is asked for, what it shows follows.
pub trait Page: Sized + Send + 'static {
    /// Begins to load.
    fn data() -> Self;

    /// What one sees.
    fn view(this: Self) -> AnyView;
}

/// The page, as a route shows it.
pub fn page<P: Page>() -> AnyView {
    P::view(P::data())
}

/// A page of a long list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paged<T> {
    /// What stands on this page.
    pub rows: Vec<T>,
    /// How many there are on all pages.
    pub total: i64,
    /// This page, from 1.
    pub page: u32,
    /// The last page.
    pub pages: u32,
}

impl<T> Paged<T> {
    /// The page that is asked of a list this long, still to be filled with `size` rows; the last one when
    /// there are fewer.
    pub fn of(total: i64, page: u32, size: i64) -> Self {
        let pages = u32::try_from((total + size - 1) / size).unwrap_or(u32::MAX);
        Self {
            rows: Vec::new(),
            total,
            page: page.clamp(1, pages.max(1)),
            pages: pages.max(1),
        }
    }

    /// The page that is asked of a list that is at hand whole.
    pub fn cut(all: Vec<T>, page: u32, size: u16) -> Self {
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let mut paged = Self::of(total, page, size.into());
        let skipped = usize::try_from(paged.skipped(size.into())).unwrap_or(usize::MAX);
        let rows = all.into_iter().skip(skipped);
        paged.rows = rows.take(size.into()).collect();
        paged
    }

    /// How many rows of `size` on a page come before it.
    pub fn skipped(&self, size: i64) -> i64 {
        i64::from(self.page - 1) * size
    }
}

/// The page that the address asks for, `?pagina=`; the first without it.
pub fn asked_page(query: &ParamsMap) -> u32 {
    query
        .get("pagina")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
}

/// Names and values as they stand in an address, each followed by `&`; what is empty is left out.
pub fn query<const N: usize>(pairs: [(&str, &str); N]) -> String {
    let mut query = String::new();
    for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        for part in [name, "=", &encoded(value), "&"] {
            query.push_str(part);
        }
    }
    query
}

/// A value as it stands in an address.
pub fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// The pages of one audience: a list to take routes from.
///
/// `audience!(TeacherPages, [OverviewPage, DetailsPage])` makes the list `TeacherPages`, with
/// `TeacherPages::OverviewPage` for the route of that page. `parts.rs` says in which part of the WebAssembly they
/// are, and makes each the view of its route.
macro_rules! audience {
    ($pages:ident, [$($page:ident),+ $(,)?]) => {
        /// The pages of this audience; each is the view of a route.
        #[derive(Clone, Copy, Debug)]
        #[allow(
            clippy::enum_variant_names,
            reason = "each is named after the type of the page"
        )]
        pub(crate) enum $pages {
            $(
                /// The page of this name.
                $page
            ),+
        }

        impl $pages {
            /// The page itself.
            pub(crate) fn show(self) -> ::leptos::prelude::AnyView {
                match self {
                    $(Self::$page => $crate::page::page::<$page>()),+
                }
            }
        }
    };
}
pub(crate) use audience;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_a_list_stands_on_one_page_and_what_lies_beyond_is_the_last() {
        for total in [0, 1, 49, 50, 51, 100, 101] {
            let pages = Paged::<()>::of(total, 1, 50).pages;
            let skipped: Vec<i64> = (1..=pages)
                .map(|page| Paged::<()>::of(total, page, 50).skipped(50))
                .collect();
            let each: Vec<i64> = (0..i64::from(pages)).map(|page| page * 50).collect();
            assert_eq!(skipped, each, "{total}");
            assert!(total <= i64::from(pages) * 50, "{total}");
            assert!(pages == 1 || total > i64::from(pages - 1) * 50, "{total}");
            let all: Vec<i64> = (0..total).collect();
            let cut = (1..=pages).flat_map(|page| Paged::cut(all.clone(), page, 50).rows);
            assert_eq!(cut.collect::<Vec<_>>(), all, "{total}");
            assert_eq!(Paged::<()>::of(total, u32::MAX, 50).page, pages, "{total}");
            assert_eq!(Paged::<()>::of(total, 0, 50).page, 1, "{total}");
        }
    }

    #[test]
    fn what_was_searched_for_survives_in_an_address() {
        assert_eq!(encoded("Sint-Jan & co é"), "Sint-Jan%20%26%20co%20%C3%A9");
        assert_eq!(query([("naam", "a b"), ("vak", "")]), "naam=a%20b&");
    }
}
